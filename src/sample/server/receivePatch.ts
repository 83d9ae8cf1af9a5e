import { DateTime } from 'luxon';
import { naiveDate } from './dates.js';
import type { PatchRow } from './SampleState.js';
import type { SampleStore } from './store/SampleStore.js';

/** The events that the mail of one patch creates, in Patchwork's order. */
const EVENTS = ['patch-created', 'series-created', 'patch-completed', 'series-completed'] as const;

/**
 * Receives the mail of one patch, a copy of the newest patch except for its Message-ID and its date. Its
 * date is now, or a second after the newest mail if that is later, so that ascending lists grow at the
 * end.
 */
export function receivePatch(store: SampleStore, now: Date): PatchRow | undefined {
  const like = newest(store.patches.rows);
  const state = store.states.rows.find(({ slug }) => slug === 'new');
  if (like === undefined || state === undefined) return undefined;
  const { facts, covers, patches, series, events } = store;
  const lastCover = facts.shared_id_space ? (covers.rows.at(-1)?.id ?? 0) : 0;
  const id = Math.max(patches.takeId(), lastCover + 1);
  const msgid = `<arrival-${String(id)}@arrivals.example>`;
  const date = laterOf(naiveDate(now, 'UTC').slice(0, 19), like.date, { seconds: 1 });
  const name = `arrival ${String(id)}`;
  const row = series.insert({
    id: series.takeId(),
    project: like.project,
    name,
    version: 1,
    total: 1,
    date,
    submitter: like.submitter,
    cover_letter: null,
    dependencies: facts.api_versions.includes('1.4') ? [] : null,
    references: [msgid],
  });
  const patch = patches.insert({
    ...like,
    id,
    msgid,
    date,
    name,
    headers: `Message-ID: ${msgid}\nSubject: [PATCH] ${name}`,
    commit_ref: null,
    state: state.id,
    delegate: null,
    archived: false,
    series: row.id,
    number: 1,
    relation: null,
    tag_counts: {},
  });
  const zone = facts.stamps_in === 'UTC' ? 'UTC' : facts.time_zone;
  for (const category of EVENTS) {
    events.insert({
      id: events.takeId(),
      category,
      project: like.project,
      date: laterOf(naiveDate(now, zone), newest(events.rows)?.date ?? '', { milliseconds: 4 }),
      actor: null,
      ...(category.startsWith('patch') && { patch: id }),
      ...(category !== 'patch-created' && { series: row.id }),
    });
  }
  return patch;
}

function newest<Row extends { readonly date: string }>(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>(
    (found, row) => (found === undefined || row.date >= found.date ? row : found),
    undefined,
  );
}

/** The later of two dates: the given one, or one step after the other; both are naive. */
function laterOf(
  date: string,
  after: string,
  step: { readonly seconds?: number; readonly milliseconds?: number },
): string {
  if (date > after) return date;
  return naiveDate(DateTime.fromISO(after, { zone: 'UTC' }).plus(step).toJSDate(), 'UTC');
}
