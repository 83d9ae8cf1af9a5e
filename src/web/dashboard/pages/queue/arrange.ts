import { DAY_MS } from '../../../../durations.js';
import { groupBy } from '../../../../groupBy.js';
import type { CheckRollupState, QueueReason, WaitingOn } from '../../generated/graphql.js';
import type { QueueSearch } from '../addresses.js';

/** What is read of a row to find its place. */
export interface PlacedRow {
  readonly id: string;
  readonly name: string;
  readonly instance: string;
  readonly project: string;
  readonly date: string | null;
  readonly waitingSince: string | null;
  readonly waitingOn: WaitingOn;
  readonly reasons: readonly QueueReason[];
  /** Null where it could not be read. */
  readonly check: CheckRollupState | null;
  /** Slugs of the states of its patches; null where they could not be read. */
  readonly states: readonly string[] | null;
  /** Login names; null where they could not be read. */
  readonly delegates: readonly string[] | null;
}

/** Rows under one heading. */
export interface Section<R> {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly R[];
}

const MY_REASONS: ReadonlySet<QueueReason> = new Set([
  'REPLY_TO_ME',
  'CHANGED_SINCE_MY_REVIEW',
  'MY_REVIEW_MISSING',
]);

/** The section of a row, by whose turn it is. The first rule that holds decides. */
function turnOf(row: PlacedRow, isKnown: boolean, logins: ReadonlySet<string>): string {
  const isMine =
    row.reasons.some((reason) => MY_REASONS.has(reason)) ||
    (row.waitingOn === 'MAINTAINER' && (row.delegates ?? []).some((name) => logins.has(name)));
  if (isKnown && isMine) return 'Your turn';
  if (row.reasons.includes('READY')) return 'Ready';
  if (isKnown) return 'Waiting on others';
  if (row.reasons.includes('STALE')) return 'Stale';
  if (row.reasons.includes('CHECKS_FAILED')) return 'Failing';
  return row.waitingOn === 'AUTHOR' ? 'Waiting on the author' : 'New';
}

const ORDER = [
  'Your turn',
  'Ready',
  'New',
  'Failing',
  'Waiting on others',
  'Waiting on the author',
  'Stale',
];

/** Rows that the address asks for, in its order, under its headings. */
export function arrange<R extends PlacedRow>(
  rows: readonly R[],
  search: QueueSearch,
  me: { readonly isKnown: boolean; readonly logins: ReadonlySet<string> },
  now: number,
): readonly Section<R>[] {
  const kept = rows.filter((row) => isAskedFor(row, search, now)).sort(comparing(search.sort));
  const titleOf = titlesBy(search.group ?? 'turn', me);
  return [...groupBy(kept, titleOf)]
    .map(([title, those]) => ({ id: `section:${title}`, title, rows: those }))
    .sort(
      (a, b) => ORDER.indexOf(a.title) - ORDER.indexOf(b.title) || compareText(a.title, b.title),
    );
}

function isAskedFor(row: PlacedRow, { state, check, age }: QueueSearch, now: number): boolean {
  // What could not be read stays: it may be what is looked for.
  if (state !== undefined && row.states?.includes(state) === false) return false;
  if (check !== undefined && row.check !== null && row.check !== check) return false;
  if (age === undefined || row.waitingSince === null) return true;
  return now - Date.parse(row.waitingSince) >= age * DAY_MS;
}

function comparing(sort: QueueSearch['sort']): (a: PlacedRow, b: PlacedRow) => number {
  switch (sort) {
    case 'newest':
      return (a, b) => compareText(b.date ?? '', a.date ?? '');
    case 'oldest':
      return (a, b) => compareText(a.date ?? '9', b.date ?? '9');
    case 'title':
      return (a, b) => a.name.localeCompare(b.name);
    // The gateway's order: longest waiting first.
    case 'waiting':
    case undefined:
      return () => 0;
  }
}

function titlesBy(
  group: NonNullable<QueueSearch['group']>,
  me: { readonly isKnown: boolean; readonly logins: ReadonlySet<string> },
): (row: PlacedRow) => string {
  switch (group) {
    case 'turn':
      return (row) => turnOf(row, me.isKnown, me.logins);
    case 'server':
      return ({ instance }) => instance;
    case 'project':
      return ({ instance, project }) => `${instance}/${project}`;
    case 'none':
      return () => 'All';
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
