import { z } from 'zod';
import { flag, id, listOf, text, url } from '../shape.js';
import type { ListDescription, Named, ShownValues } from '../ListDescription.js';
import { user } from './user.js';

/** A project inside another object (`ProjectEmbeddedSerializer`). */
export const embeddedProject = z.object({
  id,
  url,
  name: text,
  link_name: text,
  list_id: text,
  list_email: text,
  web_url: url,
  scm_url: text,
  webscm_url: url,
  /** The three patterns: from API 1.2 on. */
  list_archive_url: url,
  list_archive_url_format: text,
  commit_url_format: text,
});
export type EmbeddedProject = z.infer<typeof embeddedProject>;

/** What `?project=` can name the project of a row by. */
export function projectNames({
  project,
}: {
  readonly project?: EmbeddedProject | null | undefined;
}): ShownValues {
  return project?.link_name == null ? null : [project.id, project.link_name];
}

/** The project that filters by link name compare. */
export function namedProject({
  project,
}: {
  readonly project?: EmbeddedProject | null | undefined;
}): Named | null {
  return project == null ? null : { id: project.id, name: project.link_name };
}

export const project = embeddedProject.extend({
  /** From API 1.1 on. */
  subject_match: text,
  /** From API 1.4 on. */
  show_dependencies: flag,
  /** Ids and urls in here are those of user profiles and not of users: never use them. */
  maintainers: listOf(user).nullish(),
});
export type Project = z.infer<typeof project>;

export const projects: ListDescription<Project> = {
  path: 'projects',
  row: project,
  filters: {},
  // `order=link_name` and `list_id` are 500 on every server.
  orders: ['id'],
};
