import { createHash } from 'node:crypto';
import { parseMailmap, type Mailmap } from '../../mail/mailmap.js';
import { NO_PEOPLE_OPTIONS, type PeopleOptions } from '../facts/mails.js';
import { DEFAULT_QUEUE } from '../facts/reviewQueue.js';
import { OwnershipIndex } from '../facts/ownership/OwnershipIndex.js';
import { parseMaintainers, type ParsedMaintainers } from '../facts/ownership/parseMaintainers.js';

/** A MAINTAINERS file that was read. */
export interface MaintainersFile {
  readonly index: OwnershipIndex;
  /** Changes with its `K:` patterns, whose matches are cached. */
  readonly textPatternsId: string;
  readonly unreadable: ParsedMaintainers['unreadable'];
}

/** The MAINTAINERS files of one instance. */
export interface InstanceMaintainers {
  /** Of all its projects. */
  readonly file: MaintainersFile | null;
  /** Instead of it, by link name. */
  readonly byProject: ReadonlyMap<string, MaintainersFile>;
}

/** Configuration of people and ownership. */
export interface ReviewSettings {
  readonly people: PeopleOptions;
  /** Slugs of states in which the author has to act. */
  readonly authorStates: readonly string[];
  /** By name of the instance. */
  readonly maintainers: ReadonlyMap<string, InstanceMaintainers>;
}

/** No mailmap, no bots, no MAINTAINERS file. */
export const NO_REVIEW_SETTINGS: ReviewSettings = {
  people: NO_PEOPLE_OPTIONS,
  authorStates: DEFAULT_QUEUE.authorStates,
  maintainers: new Map(),
};

/** Reads the text of a MAINTAINERS file. @returns null where it has no section. */
export function readMaintainers(text: string): MaintainersFile | null {
  const { sections, unreadable } = parseMaintainers(text);
  if (sections.length === 0) return null;
  const patterns = sections.flatMap(({ textPatterns }) => textPatterns.map(({ source }) => source));
  const textPatternsId = createHash('sha256')
    .update(patterns.join('\n'))
    .digest('hex')
    .slice(0, 16);
  return { index: new OwnershipIndex(sections), textPatternsId, unreadable };
}

/** Reads the text of a mailmap. @returns null where it is not empty and has no entry. */
export function readMailmap(text: string): Mailmap | null {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#|$)/.test(line));
  if (lines.length > 0 && !lines.some((line) => /<[^<>]*>/.test(line))) return null;
  return parseMailmap(text);
}
