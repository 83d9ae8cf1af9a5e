/**
 * Without GraphQL: a script with undici, as a careful client would be written for one of the tasks.
 * `direct` sends all requests at once and each once; `plan` (the argument) uses the best request
 * plan, one list for the series of a list of patches, and opens 12 sockets per server.
 */
import { Agent, request } from 'undici';
import { z } from 'zod';
import { announceReady, answerCommands } from '../processes/answerCommands.js';
import { INSTANCES, type InstanceName } from '../sampleData.js';
import { QUEUED_STATES, queueLine } from '../queueTask.js';
import { reviewSeries } from '../reviewTask.js';
import { comparePlaces, PARAMETERS, TASKS, WORKLOADS, type TaskName } from '../workloads.js';
import {
  listPath,
  NEWEST_FIRST,
  readAddresses,
  REST_HEADERS,
  type RestCheck,
  type RestComment,
  type RestPatch,
  type RestPerson,
  type RestProject,
  type RestSeries,
} from './rest.js';

const isPlanned = process.argv[2] === 'plan';
const addresses = readAddresses();
const dispatcher = new Agent(isPlanned ? { connections: 12 } : {});

async function get<T>(instance: InstanceName, path: string): Promise<T> {
  const url = addresses[instance] + path;
  const { statusCode, body } = await request(url, { headers: REST_HEADERS, dispatcher });
  if (statusCode !== 200) throw new Error(`${url}: ${String(statusCode)}`);
  return (await body.json()) as T;
}

/** Requests each URL only once. */
function createAsker(instance: InstanceName): <T>(path: string) => Promise<T> {
  const asked = new Map<string, Promise<unknown>>();
  return async <T>(path: string) => {
    let answer = asked.get(path);
    if (answer === undefined) asked.set(path, (answer = get(instance, path)));
    return (await answer) as T;
  };
}

async function readSeries(
  instance: InstanceName,
  patches: readonly RestPatch[],
  project: string,
): Promise<ReadonlyMap<number, RestSeries>> {
  const wanted = new Map(patches.flatMap(({ series }) => series.map((one) => [one.id, one])));
  if (isPlanned) {
    const [since] = Array.from(wanted.values(), ({ date }) => date).sort();
    const parameters = { project, since, order: NEWEST_FIRST, per_page: 250 };
    const rows = await get<RestSeries[]>(instance, listPath('series', parameters));
    const listed = new Map(rows.map((row) => [row.id, row]));
    if (Array.from(wanted.keys()).every((id) => listed.has(id))) return listed;
  }
  return new Map(
    await Promise.all(
      Array.from(wanted.keys(), async (id) => {
        const series = await get<RestSeries>(instance, `series/${String(id)}/`);
        return [id, series] as const;
      }),
    ),
  );
}

function found(series: ReadonlyMap<number, RestSeries>, { id }: RestSeries): RestSeries {
  const one = series.get(id);
  if (one === undefined) throw new Error(`no series ${String(id)}`);
  return one;
}

const tasks: Readonly<Record<TaskName, () => Promise<unknown>>> = {
  async W1() {
    const { project, count } = PARAMETERS.W1;
    const parameters = { project, order: NEWEST_FIRST, per_page: count };
    const rows = INSTANCES.map(async (instance) => {
      const patches = await get<RestPatch[]>(instance, listPath('patches', parameters));
      const series = await readSeries(instance, patches, project);
      const dashboard = patches.map((patch) => ({
        name: patch.name,
        state: patch.state,
        check: patch.check,
        submitter: { name: patch.submitter.name },
        series: patch.series.map((embedded) => {
          const { name, version } = embedded;
          return { name, version, total: found(series, embedded).total };
        }),
      }));
      return [instance, dashboard] as const;
    });
    return Object.fromEntries(await Promise.all(rows));
  },
  async W2() {
    const { instance, project, count } = PARAMETERS.W2;
    const parameters = { project, order: NEWEST_FIRST, per_page: count };
    const list = await get<RestSeries[]>(instance, listPath('series', parameters));
    return Promise.all(
      list.map(async ({ id, name, patches }) => ({
        id,
        name,
        patches: await Promise.all(patches.map((patch) => readDeepPatch(instance, patch))),
      })),
    );
  },
  async W3() {
    const { instance, project, count } = PARAMETERS.W3;
    const parameters = { project, order: NEWEST_FIRST, per_page: count };
    const patches = await get<RestPatch[]>(instance, listPath('patches', parameters));
    const ask = createAsker(instance);
    const [series, details] = await Promise.all([
      readSeries(instance, patches, project),
      Promise.all(
        patches.map((patch) =>
          Promise.all([
            ask<RestPerson>(`people/${String(patch.submitter.id)}/`),
            ask<RestProject>(`projects/${String(patch.project.id)}/`),
          ]),
        ),
      ),
    ]);
    return patches.map((patch, index) => {
      const [person, home] = details[index] ?? [];
      return {
        id: patch.id,
        submitter: person && {
          name: person.name,
          email: person.email,
          user: person.user && { username: person.user.username },
        },
        series: patch.series.map((embedded) => {
          const one = found(series, embedded);
          return {
            name: one.name,
            version: one.version,
            total: one.total,
            receivedTotal: one.received_total,
            coverLetter: one.cover_letter && { name: one.cover_letter.name },
          };
        }),
        project: home && {
          name: home.name,
          linkName: home.link_name,
          maintainers: home.maintainers.map(({ username }) => ({ username })),
        },
      };
    });
  },
  async W5() {
    const { words, count } = PARAMETERS.W5;
    const parameters = { q: words, order: NEWEST_FIRST, per_page: count };
    const lists = INSTANCES.map(async (instance) => {
      const rows = await get<RestPatch[]>(instance, listPath('patches', parameters));
      return rows.map(({ id, name, date, state, submitter }) => {
        return { instance, id, name, date, state, submitter: { name: submitter.name } };
      });
    });
    return (await Promise.all(lists)).flat().sort(comparePlaces).slice(0, count);
  },
  W7: () => readReviews('W7'),
  W8: () => readReviews('W8'),
  W9: async () => (await Promise.all(INSTANCES.map(readQueue))).flat().sort(),
};

/** As one would write it: each patch, with its replies and checks, all at once. */
/**
 * A queue as available over REST: the open patches, and for each of their series the series itself, the
 * newer ones of its submitter, and all its mails with their replies.
 */
async function readQueue(instance: InstanceName): Promise<readonly string[]> {
  const { project, delegates } = PARAMETERS.W9;
  const query = new URLSearchParams([
    ['project', project],
    ['archived', 'false'],
    ...QUEUED_STATES.map((state) => ['state', state] as const),
    ...delegates.map((delegate) => ['delegate', delegate] as const),
    ['order', NEWEST_FIRST],
    ['per_page', '250'],
  ] as [string, string][]);
  const open = await get<RestPatch[]>(instance, `patches/?${query.toString()}`);
  const ids = new Set(open.flatMap(({ series }) => series.map(({ id }) => id)));
  const lines = await Promise.all(Array.from(ids, (id) => readQueued(instance, id)));
  return lines.flatMap((line) => line ?? []);
}

async function readQueued(instance: InstanceName, id: number): Promise<string | null> {
  const series = await get<RestSeries>(instance, `series/${String(id)}/`);
  const { submitter, cover_letter: head, patches: listed, date, version, total } = series;
  const { project } = PARAMETERS.W9;
  const parameters = { project, submitter: submitter.id, since: date, per_page: 250 };
  const [newer, cover, onCover, rows] = await Promise.all([
    get<RestSeries[]>(instance, listPath('series', parameters)),
    head === null ? null : get<RestPatch>(instance, `covers/${String(head.id)}/`),
    head === null ? [] : get<RestComment[]>(instance, `covers/${String(head.id)}/comments/`),
    Promise.all(
      listed.map(async (patch) => {
        const path = `patches/${String(patch.id)}/`;
        const [detail, comments] = await Promise.all([
          get<RestPatch>(instance, path),
          get<RestComment[]>(instance, `${path}comments/`),
        ]);
        return { detail, comments };
      }),
    ),
  ]);
  if (newer.some((one) => one.name === series.name && one.version > version)) return null;
  const replies = [
    ...onCover.map((reply) => ({ ...reply, filedAt: cover?.msgid ?? '' })),
    ...rows.flatMap(({ detail, comments }) =>
      comments.map((reply) => ({ ...reply, filedAt: detail.msgid })),
    ),
  ];
  const patches = rows.map(({ detail }) => detail);
  return queueLine({ id, instance, version, total, submitter, cover, replies, patches });
}

async function readReviews(task: 'W7' | 'W8'): Promise<unknown> {
  const { instance, project, count } = PARAMETERS[task];
  const parameters = { project, order: NEWEST_FIRST, per_page: count };
  const list = await get<RestSeries[]>(instance, listPath('series', parameters));
  return Promise.all(
    list.map(async ({ id, submitter, cover_letter: head, patches }) => {
      const [cover, onCover, rows] = await Promise.all([
        head === null ? null : get<RestPatch>(instance, `covers/${String(head.id)}/`),
        head === null ? [] : get<RestComment[]>(instance, `covers/${String(head.id)}/comments/`),
        Promise.all(patches.map((patch) => readReviewedPatch(instance, patch.id))),
      ]);
      const replies = [
        ...onCover.map((reply) => ({ ...reply, filedAt: cover?.msgid ?? '' })),
        ...rows.flatMap(({ patch, comments }) =>
          comments.map((reply) => ({ ...reply, filedAt: patch.msgid })),
        ),
      ];
      const raw = { id, submitter, cover, replies, patches: rows.map(({ patch }) => patch) };
      return reviewSeries(raw, task === 'W8');
    }),
  );
}

async function readReviewedPatch(instance: InstanceName, id: number) {
  const path = `patches/${String(id)}/`;
  const [detail, comments] = await Promise.all([
    get<RestPatch>(instance, path),
    get<RestComment[]>(instance, `${path}comments/`),
  ]);
  const state = detail.check;
  const checks =
    state === 'pending'
      ? await get<RestCheck[]>(instance, `${path}checks/`)
      : [{ id: 0, date: detail.date, user: { id: 0 }, context: '', state }];
  return { patch: { ...detail, checks }, comments };
}

async function readDeepPatch(
  instance: InstanceName,
  { id, name }: { readonly id: number; readonly name: string },
): Promise<unknown> {
  const path = `patches/${String(id)}/`;
  const [detail, comments, checks] = await Promise.all([
    get<RestPatch>(instance, path),
    get<RestComment[]>(instance, `${path}comments/`),
    get<RestCheck[]>(instance, `${path}checks/`),
  ]);
  return {
    id,
    name,
    headers: detail.headers,
    diff: detail.diff,
    comments: comments.map(({ date, content, submitter }) => {
      return { date, content, submitter: { name: submitter.name } };
    }),
    checks: checks.map(({ context, state }) => ({ context, state })),
  };
}

const names = Object.keys(WORKLOADS) as (keyof typeof WORKLOADS)[];
const runSchema = z.object({ workload: z.enum(names), withAnswers: z.boolean() });

answerCommands({
  run: async (argument) => {
    const { workload, withAnswers } = runSchema.parse(argument);
    const { task, clients } = TASKS[workload];
    const startedMs = performance.now();
    const answers = await Promise.all(Array.from({ length: clients }, () => tasks[task]()));
    const ms = performance.now() - startedMs;
    return { ms, answers: withAnswers ? answers : [] };
  },
});
announceReady();
