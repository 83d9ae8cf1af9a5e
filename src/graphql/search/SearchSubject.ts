import type { CoverSummary } from '../../patchwork/resources/cover.js';
import type { PatchSummary } from '../../patchwork/resources/patch.js';
import type { EmbeddedPerson } from '../../patchwork/resources/person.js';
import type { EmbeddedProject } from '../../patchwork/resources/project.js';
import type { Series } from '../../patchwork/resources/series.js';
import { stateCategory, type StateOptions } from '../../patchwork/states.js';
import type { StateCategory } from '../../stateCategories.js';
import type { CheckValue } from '../../search/ParsedQuery.js';
import { displayMessageId } from '../../mail/messageId.js';
import type { SearchType } from './searchTypes.js';

/** Something that can be found, as the terms of a query look at it. */
export interface SearchSubject {
  readonly type: SearchType;
  /** The text that is searched for words and phrases; for mails their name. */
  readonly text: string;
  /** Naive UTC with seconds, which orders as text; null where it has none. */
  readonly date: string | null;
  readonly messageId: string | null;
  readonly submitter: EmbeddedPerson | null;
  readonly project: EmbeddedProject | null;
  readonly state: string | null;
  /** Meaning of the state; null where there is none. */
  readonly category: StateCategory | null;
  /** Login name; null is nobody. */
  readonly delegate: string | null;
  readonly archived: boolean | null;
  readonly check: CheckValue | null;
  readonly version: number | null;
  readonly isPullRequest: boolean;
}

const NOTHING: Omit<SearchSubject, 'type' | 'text'> = {
  date: null,
  messageId: null,
  submitter: null,
  project: null,
  state: null,
  category: null,
  delegate: null,
  archived: null,
  check: null,
  version: null,
  isPullRequest: false,
};

const secondsOf = (date: string | null | undefined): string | null => date?.slice(0, 19) ?? null;

/** The Message-ID of a patch or cover. */
export const shownMessageId = (msgid: string | null | undefined): string | null =>
  msgid == null ? null : displayMessageId(msgid);

/**
 * A patch as search sees it.
 *
 * @param states configuration of the states of its server.
 */
export function patchSubject(
  row: PatchSummary,
  states: Readonly<Record<string, StateOptions>> | undefined,
): SearchSubject {
  return {
    type: 'PATCH',
    text: row.name ?? '',
    date: secondsOf(row.date),
    messageId: shownMessageId(row.msgid),
    submitter: row.submitter ?? null,
    project: row.project ?? null,
    state: row.state ?? null,
    category: row.state == null ? null : stateCategory(row.state, states),
    delegate: row.delegate?.username ?? null,
    archived: row.archived ?? null,
    check: row.check ?? null,
    version: row.series?.[0]?.version ?? null,
    isPullRequest: (row.pull_url ?? '') !== '',
  };
}

/** A series as search sees it. */
export function seriesSubject(row: Series): SearchSubject {
  return {
    ...NOTHING,
    type: 'SERIES',
    text: row.name ?? '',
    date: secondsOf(row.date),
    submitter: row.submitter ?? null,
    project: row.project ?? null,
    version: row.version ?? null,
  };
}

/** A cover letter as search sees it. */
export function coverSubject(row: CoverSummary): SearchSubject {
  return {
    ...NOTHING,
    type: 'COVER',
    text: row.name ?? '',
    date: secondsOf(row.date),
    messageId: shownMessageId(row.msgid),
    submitter: row.submitter ?? null,
    project: row.project ?? null,
    version: row.series?.[0]?.version ?? null,
  };
}

/** A project as search sees it. */
export function projectSubject(row: EmbeddedProject): SearchSubject {
  const { name, link_name: linkName, list_id: listId, list_email: listEmail } = row;
  return {
    ...NOTHING,
    type: 'PROJECT',
    text: [name, linkName, listId, listEmail].filter((part) => part != null).join('\n'),
    project: row,
  };
}

/** A person as search sees them. */
export function personSubject(row: EmbeddedPerson): SearchSubject {
  const text = [row.name, row.email].filter((part) => part != null).join('\n');
  return { ...NOTHING, type: 'PERSON', text, submitter: row };
}
