import { DAY_MS } from '../../durations.js';
import { GatewayError } from '../../errors.js';
import { groupBy } from '../../groupBy.js';
import { secondAfter } from '../../patchwork/dates.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { MAX_PAGE_SIZE, type ListDescription } from '../../patchwork/ListDescription.js';
import type { Entity } from '../kinds/Entity.js';
import { hasAllCachedRows, addCachedRows } from './addCachedRows.js';
import type { Batch } from './LoadRequest.js';

/** Fewer than these cost less at their own addresses than a list of others. */
const MIN_OBJECTS = 3;
/** Pages that are read for one project before the rest is asked for one by one. */
const MAX_PAGES = 3;
/** A page is worth the next one when at least one row in so many was wanted. */
const WORTHWHILE_ONE_IN = 8;

/** A gap of this many days parts two spans: mails with a wrong clock do not stretch that of the others. */
const MAX_GAP_DAYS = 30;
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

/** Objects that a list over a span of time can read. */
type DatedEntity = Entity<{ readonly date?: string | null | undefined }> & {
  /** The project through which it was reached. */
  readonly projectId: number | undefined;
};

/** A list that holds the objects, and how a row of it is stored. */
export interface RangeList<E extends Entity, Row extends object> {
  readonly list: ListDescription<Row>;
  readonly keep: (client: PatchworkClient, row: Row) => E;
}

/**
 * Reads many series, patches or covers by the span of time they lie in: Patchwork has no batch by id, but
 * those of one page lie close together, so one list of their project covers them.
 *
 * Where a list fails, its objects are taken from other cached lists; its failure is that of each other object:
 * asking a server that fails for every single one would only make it worse.
 *
 * @returns the objects that are still missing: those of which too little is known, and those among
 * too many others.
 */
export async function readByRange<E extends DatedEntity, Row extends object>(
  batch: Batch<E>,
  wanted: readonly E[],
  list: RangeList<E, Row>,
): Promise<readonly E[]> {
  if (wanted.length < MIN_OBJECTS) return wanted;
  const dated = wanted.filter(({ basic }) => DATE.test(basic?.date ?? ''));
  const byProject = groupBy(dated, ({ projectId }) => projectId);
  const failed = new Set<E>();
  const spans = Array.from(byProject, ([projectId, entities]) =>
    projectId === undefined ? [] : spansOf(entities).map((group) => ({ projectId, group })),
  ).flat();
  await Promise.all(
    spans.map(async ({ projectId, group }) => {
      if (group.length < MIN_OBJECTS) return;
      const dates = group.map(({ basic }) => basic?.date ?? '').sort();
      const span = { projectId, from: dates[0] ?? '', to: dates.at(-1) ?? '' };
      for (const entity of await readSpan(batch, span, group, list)) failed.add(entity);
    }),
  );
  return wanted.filter((entity) => entity.at('summary') === undefined && !failed.has(entity));
}

/** Objects in the order of their dates, in separate groups where they are far apart. */
function spansOf<E extends DatedEntity>(entities: readonly E[]): readonly (readonly E[])[] {
  const dated = entities
    .map((entity) => ({ entity, ms: Date.parse(`${entity.basic?.date?.slice(0, 19) ?? ''}Z`) }))
    .sort((left, right) => left.ms - right.ms);
  const spans: E[][] = [];
  let last = -Infinity;
  for (const { entity, ms } of dated) {
    const span = spans.at(-1);
    if (span === undefined || ms - last > MAX_GAP_DAYS * DAY_MS) spans.push([entity]);
    else span.push(entity);
    last = ms;
  }
  return spans;
}

/** A span of time of one project, or of all. */
export interface Span {
  readonly projectId: number | undefined;
  /** Dates of mails, in UTC without a zone; both are in the span. */
  readonly from: string;
  readonly to: string;
}

/**
 * Reads objects that lie in a span.
 *
 * @returns those that failed with the list, each of them noted; it throws for a fault of this program only.
 */
export async function readSpan<E extends Entity, Row extends object>(
  batch: Batch<E>,
  span: Span,
  group: readonly E[],
  list: RangeList<E, Row>,
): Promise<readonly E[]> {
  try {
    await readRange(batch, span, group, list);
    return [];
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    addCachedRows(batch, group, list, error);
    const failed = group.filter((entity) => entity.at('summary') === undefined);
    for (const entity of failed) batch.fail(entity, error);
    return failed;
  }
}

async function readRange<E extends Entity, Row extends object>(
  batch: Batch<E>,
  { projectId, from, to }: Span,
  group: readonly E[],
  { list, keep }: RangeList<E, Row>,
): Promise<void> {
  const { client } = batch;
  const scope = batch.scopeOf(group);
  const missing = new Set(group);
  const hasSubstitute = (error: GatewayError): boolean =>
    hasAllCachedRows(batch, [...missing], list, error);
  const params = [
    ...(projectId === undefined ? [] : [['project', String(projectId)] as const]),
    ['since', client.stampZone.toMailBound(`${from}Z`)],
    // `before` is exclusive.
    ['before', client.stampZone.toMailBound(secondAfter(`${to}Z`))],
    ['order', '-date,-id'],
  ] as const;
  // Room for as many others as there are wanted; more come with the next page.
  const perPage = Math.min(MAX_PAGE_SIZE, Math.max(30, group.length * 2));
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const request = { params, page, perPage, hasSubstitute };
    const answer = await client.lists.page(list, request, scope);
    const before = missing.size;
    for (const row of answer.rows) missing.delete(keep(client, row));
    const found = before - missing.size;
    if (missing.size === 0 || !answer.hasNext) return;
    if (found * WORTHWHILE_ONE_IN < answer.rows.length) return;
  }
}
