import { chunksOf } from '../../chunksOf.js';
import type { Event } from '../../patchwork/resources/event.js';
import type { Scope } from '../../patchwork/Scope.js';
import { read } from '../../patchwork/shape.js';
import { readEventsOf, type EventsAnswer, type EventsQuestion } from './readEventsOf.js';

/** Objects a request: the request line has to stay well under 4 KB. */
export const OBJECTS_PER_REQUEST = 100;

/** The events of one kind that one object has, all of them. */
export interface EventHistory {
  /** When the object itself was made, by the server's clock. */
  readonly createdAt: string;
  readonly events: readonly Event[];
}

/**
 * Reads events of one kind of many objects, the one batch that Patchwork has for what belongs to them.
 *
 * Events are trusted only where they are complete: an unknown object empties the answer for all, and
 * servers may have dropped old events. The oldest event of an object is its own creation, so one
 * whose creation is there has all its events.
 *
 * @returns histories by number, of the objects whose events are complete; others are missing.
 */
export async function readEventHistory(
  question: EventsQuestion,
  scope: Scope,
): Promise<ReadonlyMap<number, EventHistory>> {
  const found = new Map<number, EventHistory>();
  const chunks = chunksOf(question.ids, OBJECTS_PER_REQUEST);
  await Promise.all(chunks.map((ids) => readChunk({ ...question, ids }, found, scope)));
  return found;
}

async function readChunk(
  question: EventsQuestion,
  found: Map<number, EventHistory>,
  scope: Scope,
): Promise<void> {
  const { ids, subject } = question;
  const creation = { ...question, category: `${subject}-created` };
  const [created, wanted] = await Promise.all([
    readEvents(creation, scope),
    readEvents(question, scope),
  ]);
  const creations = created.rows.length > 0 ? created.rows : await findCreations(creation, scope);
  const createdAt = new Map<number, string>();
  for (const { date, payload } of creations) {
    const id = payload?.[subject]?.id;
    if (id !== undefined) createdAt.set(id, date ?? '');
  }
  const trusted = ids.filter((id) => createdAt.has(id));
  // With an object among them that is unknown by now, the answer says nothing about the others.
  const isDoubtful = wanted.rows.length === 0 && trusted.length < ids.length && trusted.length > 0;
  const answer = isDoubtful ? await readEvents({ ...question, ids: trusted }, scope) : wanted;
  const answered = trusted.filter((id) => !answer.missing.has(id));
  const histories = new Map<number, Event[]>(answered.map((id) => [id, []]));
  for (const row of answer.rows) histories.get(row.payload?.[subject]?.id ?? 0)?.push(row);
  for (const [id, own] of histories) {
    found.set(id, { createdAt: createdAt.get(id) ?? '', events: own });
  }
}

/**
 * The creations of a batch that came back empty. One unknown object empties the answer for all, so
 * the half without it answers and the other one is halved again. Where neither half answers, the
 * server has dropped its events, and further requests would not help.
 */
async function findCreations(question: EventsQuestion, scope: Scope): Promise<readonly Event[]> {
  const found: Event[] = [];
  let doubtful = question.ids;
  while (doubtful.length > 1) {
    const middle = Math.ceil(doubtful.length / 2);
    const halves = [doubtful.slice(0, middle), doubtful.slice(middle)];
    const answers = await Promise.all(halves.map((ids) => readEvents({ ...question, ids }, scope)));
    found.push(...answers.flatMap(({ rows }) => rows));
    const [empty, ...more] = halves.filter((_, index) => answers[index]?.rows.length === 0);
    if (empty === undefined || more.length > 0) break;
    doubtful = empty;
  }
  return found;
}

async function readEvents(question: EventsQuestion, scope: Scope): Promise<EventsAnswer> {
  const answer = await readEventsOf(question, scope);
  // Without an event that cannot be read nothing would be complete.
  for (const row of answer.rows) {
    const payload = read(row, 'payload');
    if (payload !== null) read(payload, question.subject);
  }
  return answer;
}
