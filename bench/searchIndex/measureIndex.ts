import { setImmediate as nextTurn } from 'node:timers/promises';
import { MAIL_KINDS, type IndexedMail } from '../../src/corpus/IndexedMail.js';
import { readMailFields } from '../../src/corpus/readMailFields.js';
import { MailHeaders } from '../../src/mail/headers.js';
import { benchMails, type BenchMail } from './benchMails.js';
import { QUERY_KINDS } from './benchQueries.js';
import { LoopWatch, percentile, type LoopDelay } from './LoopWatch.js';
import type { MeasuredEngine } from './openEngines.js';
import type { ServerUse } from './ServerUse.js';

/** Times of one kind of query in milliseconds. */
export interface QueryTimes {
  readonly name: string;
  /** Matches of the query with the most matches. */
  readonly mostMatches: number;
  readonly newest: Times;
  readonly count: Times;
}

/** As seen by the caller, and CPU time of all threads of the process and of its server. */
export interface Times {
  readonly wallP50: number;
  readonly wallP95: number;
  readonly cpuP95: number;
}

/** The results of a run. */
export interface IndexFigures {
  readonly mails: number;
  /** Characters of headers, messages and diffs. */
  readonly textBytes: number;
  readonly indexBytes: number;
  /** CPU time of the process and its server while mails are parsed and written, without creating them. */
  readonly cpuSeconds: number;
  /** Memory after the queries, in bytes: of this process, and of the server. */
  readonly memoryBytes: number;
  readonly serverBytes: number | null;
  /** Delay of the main thread while it indexes as fast as possible. */
  readonly delayP50: LoopDelay;
  readonly delayP99: LoopDelay;
  readonly queries: readonly QueryTimes[];
}

const BATCH = 100;
/** Mails created in advance, so that creating them is not measured. */
const CHUNK = 2000;
const MAX_TEXT_BYTES = 2_000_000;
const NEWEST = 30;
/** Where the mails of the bench are. */
export const PLACE = { instance: 'bench', project: 'list' } as const;

/** Writes mails to an index, and queries it. */
export async function measureIndex(
  engine: MeasuredEngine,
  count: number,
  onProgress: (line: string) => void,
): Promise<IndexFigures> {
  const written = await writeMails(engine, count, onProgress);
  await engine.settle();
  const queries: QueryTimes[] = [];
  for (const kind of QUERY_KINDS) {
    onProgress(kind.name);
    queries.push(await askKind(engine, kind));
  }
  return {
    ...written,
    indexBytes: await engine.index.size(),
    memoryBytes: process.memoryUsage.rss(),
    serverBytes: engine.server?.memoryBytes() ?? null,
    queries,
  };
}

async function writeMails(
  { index, server }: MeasuredEngine,
  count: number,
  onProgress: (line: string) => void,
): Promise<Pick<IndexFigures, 'mails' | 'textBytes' | 'cpuSeconds' | 'delayP50' | 'delayP99'>> {
  const watch = new LoopWatch();
  let textBytes = 0;
  let cpuMicros = 0;
  let written = 0;
  for (const chunk of chunksOf(benchMails(count), CHUNK)) {
    const before = cpuOf(server);
    watch.start();
    for (let start = 0; start < chunk.length; start += BATCH) {
      const mails: IndexedMail[] = [];
      for (const mail of chunk.slice(start, start + BATCH)) {
        mails.push(indexedMailOf(mail));
        textBytes += mail.headers.length + mail.content.length + (mail.diff?.length ?? 0);
        // Mails are added one by one, each after an answer of its server.
        await nextTurn();
      }
      await index.put(mails);
    }
    watch.stop();
    cpuMicros += cpuOf(server) - before;
    written += chunk.length;
    if (written % 20_000 === 0) onProgress(`${String(written)} mails`);
  }
  return {
    mails: written,
    textBytes,
    cpuSeconds: cpuMicros / 1e6,
    delayP50: watch.percentile(0.5),
    delayP99: watch.percentile(0.99),
  };
}

async function askKind(
  { index, server }: MeasuredEngine,
  { name, conditions }: (typeof QUERY_KINDS)[number],
): Promise<QueryTimes> {
  const newest: Timed[] = [];
  const counts: Timed[] = [];
  let mostMatches = 0;
  for (const where of conditions) {
    const plan = { instance: PLACE.instance, projects: null, kinds: MAIL_KINDS, where };
    const page = { ...plan, before: null, limit: NEWEST, count: false };
    newest.push(await timed(server, () => index.query(page)));
    const all = { ...plan, before: null, limit: 0, count: true };
    const counted = await timed(server, () => index.query(all));
    counts.push(counted);
    mostMatches = Math.max(mostMatches, counted.value.total ?? Infinity);
  }
  return { name, mostMatches, newest: timesOf(newest), count: timesOf(counts) };
}

/** CPU time so far, in microseconds. */
function cpuOf(server: ServerUse | null): number {
  const { user, system } = process.cpuUsage();
  return user + system + (server?.cpuMicros() ?? 0);
}

/** Reads a mail as a filling does. */
export function indexedMailOf(mail: BenchMail): IndexedMail {
  const { subject, headers, content, diff, state, ...rest } = mail;
  return {
    ...rest,
    ...PLACE,
    version: null,
    fields: readMailFields({ subject, headers: headersOf(headers), content, diff }, MAX_TEXT_BYTES),
    summary: state === null ? null : { state, delegate: '', archived: false, check: 'none' },
  };
}

function headersOf(block: string): MailHeaders {
  const entries: Record<string, string[]> = {};
  for (const line of block.replaceAll(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const [, name, value = ''] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) (entries[name] ??= []).push(value);
  }
  return new MailHeaders(entries);
}

function* chunksOf<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

interface Timed {
  readonly wallMs: number;
  readonly cpuMs: number;
}

async function timed<T>(
  server: ServerUse | null,
  call: () => Promise<T>,
): Promise<Timed & { readonly value: T }> {
  // To look at the processes of a server takes time, which is not to be measured.
  const serverBefore = server?.cpuMicros() ?? 0;
  const ownBefore = cpuOf(null);
  const startedAt = performance.now();
  const value = await call();
  const wallMs = performance.now() - startedAt;
  const own = cpuOf(null) - ownBefore;
  const ofServer = (server?.cpuMicros() ?? 0) - serverBefore;
  return { value, wallMs, cpuMs: (own + ofServer) / 1000 };
}

function timesOf(all: readonly Timed[]): Times {
  const walls = all.map(({ wallMs }) => wallMs);
  return {
    wallP50: percentile(walls, 0.5),
    wallP95: percentile(walls, 0.95),
    cpuP95: percentile(
      all.map(({ cpuMs }) => cpuMs),
      0.95,
    ),
  };
}
