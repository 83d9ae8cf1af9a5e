import { HOUR_MS } from '../../durations.js';
import { isObject } from '../../isObject.js';
import type { Entity } from '../kinds/Entity.js';
import type { Batch } from './LoadRequest.js';
import { readSpan, type RangeList } from './readByRange.js';

/** Fewer than these cost less at their own addresses: the ends of a run are read there first. */
const MIN_OBJECTS = 6;
/** A run has at least one wanted object in so many numbers, so that a list of it is worth its rows. */
const WANTED_ONE_IN = 8;
/** Numbers further apart belong to different runs. */
const MAX_GAP = 3 * WANTED_ONE_IN;
/** Mails get their numbers as they arrive, which is not the order of their dates. */
const SLACK_MS = HOUR_MS;
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

/**
 * Reads many objects of which only the numbers are known. Numbers grow with time: the first and the last of a
 * run of them determine the span of time, and one list of it covers the others.
 *
 * @param readOne reads one object at its own address, and notes its failure.
 * @returns the objects that are still missing.
 */
export async function readByNumbers<E extends Entity, Row extends object>(
  batch: Batch<E>,
  wanted: readonly E[],
  list: RangeList<E, Row>,
  readOne: (entity: E) => Promise<void>,
): Promise<readonly E[]> {
  const settled = new Set<E>();
  await Promise.all(
    runsOf(wanted).map(async (run) => {
      const [first] = run;
      const last = run.at(-1);
      if (first === undefined || last === undefined) return;
      const others = run.slice(1, -1);
      settled.add(first).add(last);
      await Promise.all([readOne(first), readOne(last)]);
      const span = spanOf(first, last);
      if (span === undefined) return;
      for (const entity of await readSpan(batch, span, others, list)) settled.add(entity);
    }),
  );
  return wanted.filter((entity) => entity.at('summary') === undefined && !settled.has(entity));
}

/** Groups of objects whose numbers are close together. */
function runsOf<E extends Entity>(wanted: readonly E[]): readonly (readonly E[])[] {
  const runs: E[][] = [];
  for (const entity of [...wanted].sort((left, right) => left.id - right.id)) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run === undefined || before === undefined || entity.id - before.id > MAX_GAP) {
      runs.push([entity]);
    } else run.push(entity);
  }
  return runs.filter((run) => {
    const numbers = (run.at(-1)?.id ?? 0) - (run[0]?.id ?? 0) + 1;
    return run.length >= MIN_OBJECTS && numbers <= run.length * WANTED_ONE_IN;
  });
}

/** From one object to another; undefined where one is absent or has no date. */
function spanOf(first: Entity, last: Entity) {
  const ends = [first.at('summary'), last.at('summary')].map(placeOf);
  const [one, other] = ends;
  if (one === undefined || other === undefined) return undefined;
  const isOneProject = one.projectId === other.projectId;
  return {
    projectId: isOneProject ? one.projectId : undefined,
    from: textOf(Math.min(one.ms, other.ms) - SLACK_MS),
    to: textOf(Math.max(one.ms, other.ms) + SLACK_MS),
  };
}

function placeOf(summary: object | undefined) {
  if (!isObject(summary)) return undefined;
  const { date, project } = summary;
  if (typeof date !== 'string' || !DATE.test(date)) return undefined;
  const id = isObject(project) ? project['id'] : undefined;
  const projectId = typeof id === 'number' ? id : undefined;
  return { ms: Date.parse(`${date.slice(0, 19)}Z`), projectId };
}

function textOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}
