import type {
  CheckRow,
  CommentRow,
  CoverRow,
  PatchRow,
  PersonRow,
  ProjectRow,
  SeriesRow,
  UserRow,
} from '../SampleState.js';
import { apiUrl, bareMessageId, mailPath, webUrl } from '../links.js';
import { pythonFormat } from '../pythonFormat.js';
import { hasVersion, type SampleRequest } from '../SampleRequest.js';

/** A JSON object to send. */
export type JsonObject = Record<string, unknown>;

// The short forms of patchwork/api/embedded.py; each has its keys in the order of that file.

/** A project inside another resource: without maintainers and subject_match. */
export function embeddedProject(request: SampleRequest, project: ProjectRow): JsonObject {
  return {
    id: project.id,
    url: apiUrl(request, `projects/${String(project.id)}/`),
    name: project.name,
    link_name: project.link_name,
    list_id: project.list_id,
    list_email: project.list_email,
    web_url: project.web_url,
    scm_url: project.scm_url,
    webscm_url: project.webscm_url,
    ...(hasVersion(request, '1.2') && {
      list_archive_url: project.list_archive_url,
      list_archive_url_format: project.list_archive_url_format,
      commit_url_format: project.commit_url_format,
    }),
  };
}

/** A person inside another resource. */
export function embeddedPerson(request: SampleRequest, person: PersonRow): JsonObject {
  return {
    id: person.id,
    url: apiUrl(request, `people/${String(person.id)}/`),
    name: person.name,
    email: person.email,
  };
}

/** A user inside another resource; null if there is none. */
export function embeddedUser(request: SampleRequest, user: UserRow | undefined): JsonObject | null {
  return user === undefined ? null : userFields(request, user, user.id);
}

/** A maintainer of a project: id and url are those of the user's *profile*, as in Patchwork. */
export function embeddedMaintainer(request: SampleRequest, user: UserRow): JsonObject {
  return userFields(request, user, user.profile_id);
}

function userFields(request: SampleRequest, user: UserRow, shownId: number): JsonObject {
  return {
    id: shownId,
    url: apiUrl(request, `users/${String(shownId)}/`),
    username: user.username,
    first_name: user.first_name,
    last_name: user.last_name,
    email: user.email,
  };
}

/** A patch inside another resource: no state, delegate or check. */
export function embeddedPatch(request: SampleRequest, patch: PatchRow): JsonObject {
  const { link_name } = request.store.projects.require(patch.project);
  const path = mailPath(request.traits, 'patch', link_name, patch.msgid);
  return {
    id: patch.id,
    url: apiUrl(request, `patches/${String(patch.id)}/`),
    ...(hasVersion(request, '1.1') && { web_url: webUrl(request, path) }),
    msgid: patch.msgid,
    ...listArchiveUrl(request, patch.project, patch.msgid),
    date: patch.date,
    name: patch.name,
    mbox: webUrl(request, `${path}mbox/`),
  };
}

/** A cover inside another resource. */
export function embeddedCover(request: SampleRequest, cover: CoverRow): JsonObject {
  const { link_name } = request.store.projects.require(cover.project);
  const path = mailPath(request.traits, 'cover', link_name, cover.msgid);
  return {
    id: cover.id,
    url: apiUrl(request, `covers/${String(cover.id)}/`),
    ...(hasVersion(request, '1.1') && { web_url: webUrl(request, path) }),
    msgid: cover.msgid,
    ...listArchiveUrl(request, cover.project, cover.msgid),
    date: cover.date,
    name: cover.name,
    ...(hasVersion(request, '1.1') && { mbox: webUrl(request, `${path}mbox/`) }),
  };
}

/** A series inside a patch, a cover or an event. */
export function embeddedSeries(request: SampleRequest, series: SeriesRow): JsonObject {
  return {
    id: series.id,
    url: apiUrl(request, `series/${String(series.id)}/`),
    ...(hasVersion(request, '1.1') && { web_url: seriesWebUrl(request, series) }),
    date: series.date,
    name: series.name,
    version: series.version,
    mbox: webUrl(request, `/series/${String(series.id)}/mbox/`),
  };
}

/** The web page of a series is the list of its patches. */
export function seriesWebUrl(request: SampleRequest, series: SeriesRow): string {
  const { link_name } = request.store.projects.require(series.project);
  return webUrl(request, `/project/${link_name}/list/?series=${String(series.id)}`);
}

/** A check inside an event: without user and description. */
export function embeddedCheck(request: SampleRequest, check: CheckRow): JsonObject {
  return {
    id: check.id,
    url: apiUrl(request, `patches/${String(check.patch)}/checks/${String(check.id)}/`),
    date: check.date,
    state: check.state,
    target_url: check.target_url,
    context: check.context,
  };
}

/** A comment inside an event (API 1.3); it has `url` even if the comment itself lacks it. */
export function embeddedComment(request: SampleRequest, comment: CommentRow): JsonObject {
  return {
    id: comment.id,
    url: commentUrl(request, comment),
    web_url: webUrl(request, `/comment/${String(comment.id)}/`),
    msgid: comment.msgid,
    ...listArchiveUrl(request, projectOfComment(request, comment), comment.msgid),
    date: comment.date,
  };
}

/** Address of the comment detail, an endpoint of API 1.3. */
export function commentUrl(request: SampleRequest, comment: CommentRow): string {
  const parent = comment.on.type === 'patch' ? 'patches' : 'covers';
  return apiUrl(request, `${parent}/${String(comment.on.id)}/comments/${String(comment.id)}/`);
}

/** Id of the project to which a comment belongs through its patch or cover. */
export function projectOfComment(request: SampleRequest, comment: CommentRow): number {
  const { patches, covers } = request.store;
  return (comment.on.type === 'patch' ? patches : covers).require(comment.on.id).project;
}

/**
 * The key `list_archive_url` of a mail, or no key: before API 1.2, and if the format has a named
 * field (DRF skips a field whose source raises KeyError).
 *
 * @throws Error if Python's `format` raises anything else, e.g. for two `{}`: a 500.
 */
export function listArchiveUrl(
  request: SampleRequest,
  projectId: number,
  messageId: string,
): { list_archive_url?: string | null } {
  if (!hasVersion(request, '1.2')) return {};
  const format = request.store.projects.require(projectId).list_archive_url_format;
  if (format === '' || messageId === '') return { list_archive_url: null };
  const formatted = pythonFormat(format, bareMessageId(messageId));
  if ('text' in formatted) return { list_archive_url: formatted.text };
  if (formatted.raises === 'KeyError') return {};
  throw new Error(`the URL format ${format} can't be filled`);
}
