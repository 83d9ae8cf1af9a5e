import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MAIL_KINDS, type IndexedMail } from '../../src/corpus/IndexedMail.js';
import { readMailFields } from '../../src/corpus/readMailFields.js';
import type { SearchIndex } from '../../src/corpus/SearchIndex.js';
import { MailHeaders } from '../../src/mail/headers.js';
import { benchMails, type BenchMail } from './benchMails.js';
import { QUERY_KINDS } from './benchQueries.js';

/** Times of one kind of query in milliseconds: as its caller sees them, and of all threads of the process. */
export interface QueryTimes {
  readonly name: string;
  /** Matches of the query that has the most. */
  readonly mostMatches: number;
  readonly newest: Times;
  readonly count: Times;
}

/** 95th percentiles. */
export interface Times {
  readonly wallP95: number;
  readonly cpuP95: number;
}

/** What a run measured. */
export interface IndexFigures {
  readonly mails: number;
  /** Characters of headers, messages and diffs. */
  readonly textBytes: number;
  readonly indexBytes: number;
  /** CPU of the whole process while mails are read and written, without making them. */
  readonly cpuSeconds: number;
  /** Delay of the event loop of the thread that serves, in milliseconds, while it indexes as fast as it can. */
  readonly delayP50: number;
  readonly delayP99: number;
  readonly queries: readonly QueryTimes[];
}

const BATCH = 100;
/** Mails that are made ahead, so that making them is not measured. */
const CHUNK = 2000;
const MAX_TEXT_BYTES = 2_000_000;
const NEWEST = 30;
const PLACE = { instance: 'bench', project: 'list' } as const;

/** Writes mails to an index, and asks it. */
export async function measureIndex(
  index: SearchIndex,
  count: number,
  onProgress: (line: string) => void,
): Promise<IndexFigures> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let textBytes = 0;
  let cpuMicros = 0;
  let written = 0;
  for (const chunk of chunksOf(benchMails(count), CHUNK)) {
    const before = process.cpuUsage();
    delay.enable();
    for (let start = 0; start < chunk.length; start += BATCH) {
      const mails: IndexedMail[] = [];
      for (const mail of chunk.slice(start, start + BATCH)) {
        mails.push(indexedMailOf(mail));
        textBytes += mail.headers.length + mail.content.length + (mail.diff?.length ?? 0);
        // Mails come one by one, each with an answer of its server.
        await nextTurn();
      }
      await index.put(mails);
    }
    delay.disable();
    const { user, system } = process.cpuUsage(before);
    cpuMicros += user + system;
    written += chunk.length;
    if (written % 20_000 === 0) onProgress(`${String(written)} mails`);
  }
  const queries: QueryTimes[] = [];
  for (const { name, conditions } of QUERY_KINDS) {
    onProgress(name);
    const newest: Timed[] = [];
    const counts: Timed[] = [];
    let mostMatches = 0;
    for (const where of conditions) {
      const plan = { instance: PLACE.instance, projects: null, kinds: MAIL_KINDS, where };
      const page = { ...plan, before: null, limit: NEWEST, count: false };
      newest.push(await timed(() => index.query(page)));
      const all = { ...plan, before: null, limit: 0, count: true };
      const counted = await timed(() => index.query(all));
      counts.push(counted);
      mostMatches = Math.max(mostMatches, counted.value.total ?? Infinity);
    }
    queries.push({
      name,
      mostMatches,
      newest: timesOf(newest),
      count: timesOf(counts),
    });
  }
  return {
    mails: written,
    textBytes,
    indexBytes: await index.size(),
    cpuSeconds: cpuMicros / 1e6,
    delayP50: delay.percentile(50) / 1e6,
    delayP99: delay.percentile(99) / 1e6,
    queries,
  };
}

function indexedMailOf(mail: BenchMail): IndexedMail {
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

async function timed<T>(call: () => Promise<T>): Promise<Timed & { readonly value: T }> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const value = await call();
  const { user, system } = process.cpuUsage(before);
  return { value, wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
}

function timesOf(all: readonly Timed[]): Times {
  const p95 = (values: readonly number[]): number => percentile(values, 0.95);
  return {
    wallP95: p95(all.map(({ wallMs }) => wallMs)),
    cpuP95: p95(all.map(({ cpuMs }) => cpuMs)),
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
