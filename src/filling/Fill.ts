import { progressKeyOf, type IndexHole, type ProjectCoverage } from '../corpus/indexCoverage.js';
import type { ProjectRef, SearchIndex } from '../corpus/SearchIndex.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { NewerSummaries } from './NewerSummaries.js';
import type { CacheShare } from './CacheShare.js';
import type { Pace } from './Pace.js';

/** A project whose mails are indexed. */
export interface FilledProject {
  readonly instance: string;
  /** Link name. */
  readonly project: string;
  /** Days before now whose mails are indexed. */
  readonly days: number;
  /** Whether comments are indexed. */
  readonly comments: boolean;
}

/** Something that an operator may want to see. It holds no text of a mail. */
export type FillEvent =
  | {
      readonly type: 'indexed' | 'removed';
      readonly instance: string;
      readonly project: string;
      readonly mails: number;
    }
  | {
      readonly type: 'unreadable';
      readonly instance: string;
      readonly project: string;
      readonly reason: string;
    }
  | {
      readonly type: 'filled' | 'repaired';
      readonly instance: string;
      readonly project: string;
    }
  | { readonly type: 'failed'; readonly instance: string; readonly error: unknown };

/** Collaborators of filling. */
export interface Fill {
  readonly index: SearchIndex;
  readonly client: PatchworkClient;
  readonly pace: Pace;
  /** Changes while lists are read. */
  readonly newer: NewerSummaries;
  /** Room for what is left to reviews. Default: none. */
  readonly room?: CacheShare | undefined;
  /** Text of a mail beyond it is truncated. */
  readonly maxTextBytes: number;
  /** Must not throw. */
  readonly onEvent: (event: FillEvent) => void;
}

/** Key of the stored progress of filling a project. */
export function progressKey(project: ProjectRef): string {
  return `${progressKeyOf(project)}/backfill`;
}

/** Coverage of a project; undefined if it was never filled. */
export async function readCoverage(
  index: SearchIndex,
  { instance, project }: ProjectRef,
): Promise<ProjectCoverage | undefined> {
  const all = await index.coverage();
  return all.find((one) => one.instance === instance && one.project === project);
}

/** More holes of a project are stored as one. */
const MOST_HOLES = 200;

/** Stores spans whose mails may be missing. */
export async function addHoles(
  index: SearchIndex,
  project: ProjectRef,
  holes: readonly IndexHole[],
): Promise<void> {
  if (holes.length === 0) return;
  const known = (await readCoverage(index, project))?.holes ?? [];
  const all = new Map([...known, ...holes].map((hole) => [JSON.stringify(hole), hole]));
  const [first] = holes;
  if (all.size <= MOST_HOLES || first === undefined) {
    await index.setHoles(project, [...all.values()]);
    return;
  }
  const from = Math.min(...Array.from(all.values(), (hole) => hole.from));
  const to = Math.max(...Array.from(all.values(), (hole) => hole.to));
  const reason = `${String(all.size)} parts are missing; among them: ${first.reason}`;
  await index.setHoles(project, [{ from, to, reason }]);
}
