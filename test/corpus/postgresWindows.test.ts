import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIL_KINDS, TEXT_FIELDS, type TextField } from '../../src/corpus/IndexedMail.js';
import type { IndexCondition, IndexPlan } from '../../src/corpus/IndexPlan.js';
import { QueryTooLong } from '../../src/corpus/IndexUnavailable.js';
import { PostgresIndex } from '../../src/corpus/postgres/PostgresIndex.js';
import { runPlan } from '../../src/corpus/postgres/runPlan.js';
import { TABLES } from '../../src/corpus/postgres/tables.js';
import { textParts } from '../../src/corpus/postgres/textParts.js';
import type { EngineRow } from '../../src/corpus/storedRows.js';
import { lacks } from '../tools/programs.js';
import { Dice, makeMails, makePlan } from './makeMails.js';
import { scan } from './scan.js';
import { startPostgres } from './startPostgres.js';

const mails = makeMails(300);
const dice = new Dice(11);
const plans = Array.from({ length: 40 }, (): IndexPlan => ({
  ...makePlan(dice, mails),
  limit: 20,
  count: false,
}));
/** Of 20 mails. */
const WINDOW_SECONDS = 1200;
const ALL = { kind: 'and', parts: [] } as const;

describe.skipIf(lacks('postgres'))('an index in PostgreSQL that looks at windows of mails', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let index: PostgresIndex;
  /** For PostgreSQL, 0 means no limit for a statement; a plan pauses after each window. */
  let hurried: PostgresIndex;

  beforeAll(async () => {
    server = await startPostgres();
    index = new PostgresIndex({
      url: server.url,
      timeoutMs: 10_000,
      windowSeconds: WINDOW_SECONDS,
    });
    hurried = new PostgresIndex({ url: server.url, timeoutMs: 0, windowSeconds: WINDOW_SECONDS });
    await index.put(mails);
    await server.analyze();
  });
  afterAll(async () => {
    await index.close();
    await hurried.close();
    await server.close();
  });

  /** URL of a new database with the tables of an earlier version, and what a script writes to them. */
  const databaseOfVersion = async (version: number, script: string): Promise<string> => {
    const name = `v${String(version)}_${randomUUID().replaceAll('-', '')}`;
    const admin = new Client(server.url);
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    await admin.end();
    const url = server.url.replace('@/postgres', `@/${name}`);
    const old = new Client(url);
    await old.connect();
    for (const tables of TABLES.slice(0, version)) await old.query(tables);
    await old.query(`CREATE TABLE index_version (version integer NOT NULL);
      INSERT INTO index_version VALUES (${String(version)});
      ${script}`);
    await old.end();
    return url;
  };

  it('finds in all of them what a plain scan finds', async () => {
    for (const plan of plans) {
      const { hits, exhausted, interruptedAt } = await index.query(plan);
      const expected = scan(mails, plan);
      const names = hits.map(({ kind, number }) => `${kind} ${String(number)}`);
      const about = JSON.stringify(plan);
      expect(names, about).toEqual(expected.slice(0, plan.limit));
      expect([exhausted, interruptedAt], about).toEqual([expected.length <= plan.limit, null]);
    }
  });

  it('continues after the last one when its time is over', async () => {
    let pauses = 0;
    for (const plan of plans) {
      const names: string[] = [];
      let before: number | null = null;
      for (;;) {
        const answer = await hurried.query({ ...plan, before });
        names.push(...answer.hits.map(({ kind, number }) => `${kind} ${String(number)}`));
        if (answer.exhausted) break;
        if (answer.interruptedAt !== null) pauses += 1;
        const next: number | null = answer.interruptedAt ?? answer.hits.at(-1)?.row ?? null;
        expect(next).toBeLessThan(before ?? Infinity);
        before = next;
      }
      expect(names, JSON.stringify(plan)).toEqual(scan(mails, plan));
    }
    expect(pauses).toBeGreaterThan(plans.length);
  });

  it('finds words and phrases of a mail that is too large for one part, at every boundary', async () => {
    const [mail] = mails;
    if (mail === undefined) throw new Error('no mail');
    const word = (at: number): string => `big${at.toString(36)}end`;
    const dfb = Array.from({ length: 150_000 }, (_, at) => word(at)).join(' ');
    const big = { ...mail, number: 9_999_999, fields: { ...mail.fields, dfb } };
    expect(textParts(big.fields, []).length).toBeGreaterThan(1);
    await index.put([big]);
    const total = async (tokens: readonly string[]): Promise<number | null> => {
      const where = { kind: 'text', fields: ['dfb'], tokens, prefix: false } as const;
      const { instance } = big;
      const plan = { instance, projects: null, kinds: MAIL_KINDS, where, before: null, limit: 0 };
      return (await index.query({ ...plan, count: true })).total;
    };
    for (const at of [0, 40_000, 70_000, 149_000]) {
      const row = Array.from({ length: 900 }, (_, next) => word(at + next));
      expect(await total(row)).toBe(1);
      expect(await total([...row.slice(1), word(at)])).toBe(0);
    }
    const condition = (...tokens: string[]): IndexCondition => {
      return { kind: 'text', fields: ['dfb', 'nq'], tokens, prefix: false };
    };
    const found = async (where: IndexCondition): Promise<readonly unknown[]> => {
      const plan = { instance: big.instance, projects: null, kinds: MAIL_KINDS, before: null };
      const { hits, total: all } = await index.query({ ...plan, where, limit: 5, count: true });
      return [all, ...hits.map(({ number }) => number)];
    };
    const [early, late] = [condition(word(1)), condition(word(149_000), word(149_001))];
    const none = condition('no_such_word');
    for (const parts of [
      [early, late],
      [early, { kind: 'or', parts: [late, none] } as const],
    ]) {
      expect(await found({ kind: 'and', parts })).toEqual([1, big.number]);
    }
    expect(await found({ kind: 'and', parts: [early, none] })).toEqual([0]);
    const without = { kind: 'not', part: late } as const;
    expect(await found({ kind: 'and', parts: [early, without] })).toEqual([0]);
    await index.remove([big]);
    expect(await total([word(7)])).toBe(0);
    expect(await found({ kind: 'and', parts: [early, late] })).toEqual([0]);
  });

  it('migrates the mails of an earlier version, and reports truncated texts', async () => {
    const url = await databaseOfVersion(
      2,
      `INSERT INTO instance (name) VALUES ('one');
      INSERT INTO project (instance, name, coverage) VALUES (1, 'bpf', '{"state":"LIVE"}');
      INSERT INTO mail (row, instance, project, kind, number, truncated)
        VALUES (1048576, 1, 1, 'PATCH', 7, 0), (2097152, 1, 1, 'PATCH', 8, 0), (3145728, 1, 1, 'PATCH', 9, 0);
      INSERT INTO words VALUES (1048576, 0, array_to_tsvector(ARRAY['s:fix', 'nq:leak']));
      INSERT INTO texts VALUES (1048576, 's', ' fix a leak '), (1048576, 'h', ' to·x ¦ to·y ');
      INSERT INTO texts SELECT 2097152, 'nq', ' early ' || string_agg('w' || n, ' ') || ' '
        FROM generate_series(1, 200000) n;`,
    );
    const now = new PostgresIndex({ url, timeoutMs: 10_000 });
    const found = async (field: TextField, ...tokens: string[]): Promise<readonly number[]> => {
      const where = { kind: 'text', fields: [field], tokens, prefix: false } as const;
      const plan = { instance: 'one', projects: null, kinds: MAIL_KINDS, where, before: null };
      const { hits } = await now.query({ ...plan, limit: 10, count: false });
      return hits.map(({ number }) => number);
    };
    expect(await found('s', 'a', 'leak')).toEqual([7]);
    expect(await found('nq', 'leak')).toEqual([]);
    expect(await found('h', 'to·y')).toEqual([7]);
    expect(await found('nq', 'early', 'w1')).toEqual([8]);
    expect(await now.coverage()).toMatchObject([{ patches: 3, truncated: 1 }]);
    await now.close();
  });

  it('marks the mails in several parts of an earlier version', async () => {
    const tokens = (word: string): string =>
      `${TEXT_FIELDS.map((field) => (field === 'nq' ? ` ${word} ` : '')).join('|')}| 0 `;
    const url = await databaseOfVersion(
      3,
      `INSERT INTO instance (name) VALUES ('one');
      INSERT INTO project (instance, name) VALUES (1, 'bpf');
      INSERT INTO mail (row, instance, project, kind, number, truncated)
        VALUES (1048576, 1, 1, 'PATCH', 7, 0), (2097152, 1, 1, 'PATCH', 8, 0);
      INSERT INTO words VALUES (1048576, 0, '${tokens('early')}'),
        (1048576, 1, '${tokens('late')}'), (2097152, 0, '${tokens('early')}');`,
    );
    const now = new PostgresIndex({ url, timeoutMs: 10_000 });
    const word = (token: string): IndexCondition => {
      return { kind: 'text', fields: ['nq'], tokens: [token], prefix: false };
    };
    const found = async (...parts: IndexCondition[]): Promise<readonly unknown[]> => {
      const where = { kind: 'and', parts } as const;
      const plan = { instance: 'one', projects: null, kinds: MAIL_KINDS, where, before: null };
      const { hits, total } = await now.query({ ...plan, limit: 10, count: true });
      return [total, ...hits.map(({ number }) => number)];
    };
    expect(await found(word('early'), word('late'))).toEqual([1, 7]);
    expect(await found(word('early'), { kind: 'not', part: word('late') })).toEqual([1, 8]);
    await now.close();
  });

  it('names the projects of the mails of an earlier version', async () => {
    const tokens = `${TEXT_FIELDS.map((field) => (field === 'nq' ? ' same ' : '')).join('|')}| 0 `;
    const url = await databaseOfVersion(
      4,
      `INSERT INTO instance (name) VALUES ('one'), ('two');
      INSERT INTO project (instance, name) VALUES (1, 'bpf'), (1, 'lib'), (2, 'bpf');
      INSERT INTO mail (row, instance, project, kind, number, truncated)
        VALUES (1048576, 1, 1, 'PATCH', 7, 0), (2097152, 1, 2, 'COVER', 8, 0), (3145728, 2, 3, 'PATCH', 9, 0);
      INSERT INTO words SELECT row, 0, '${tokens}' FROM mail;`,
    );
    const now = new PostgresIndex({ url, timeoutMs: 10_000 });
    const where = { kind: 'text', fields: ['nq'], tokens: ['same'], prefix: false } as const;
    const found = async (
      instance: string,
      projects: readonly string[] | null,
      kinds: IndexPlan['kinds'] = MAIL_KINDS,
    ): Promise<readonly unknown[]> => {
      const plan = { instance, projects, kinds, where, before: null, limit: 10, count: true };
      const { hits, total } = await now.query(plan);
      return [total, ...hits.map(({ number }) => number)];
    };
    expect(await found('one', null)).toEqual([2, 8, 7]);
    expect(await found('one', ['bpf'])).toEqual([1, 7]);
    expect(await found('one', ['bpf', 'lib', 'none'], ['COVER'])).toEqual([1, 8]);
    expect(await found('two', null)).toEqual([1, 9]);
    expect(await found('one', ['none'])).toEqual([0]);
    expect(await found('three', null)).toEqual([0]);
    await now.close();
  });

  it('adds the words of a batch to their index, or leaves that to PostgreSQL where another user owns it', async () => {
    const [first, second] = mails.map((mail, at) => ({ ...mail, number: 7_000_000 + at }));
    if (first === undefined || second === undefined) throw new Error('no mails');
    const admin = new Client(server.url);
    await admin.connect();
    await admin.query(`CREATE EXTENSION pgstattuple; CREATE ROLE writer LOGIN; GRANT ALL ON SCHEMA public TO writer;
      GRANT ALL ON ALL TABLES IN SCHEMA public TO writer; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO writer;`);
    const pending = async (): Promise<number> => {
      const { rows } = await admin.query<{ readonly pending_tuples: string }>(
        `SELECT pending_tuples FROM pgstatginindex('words_lexemes')`,
      );
      return Number(rows[0]?.pending_tuples);
    };
    await index.put([first]);
    expect(await pending()).toBe(0);
    const url = server.url.replace('//test@', '//writer@');
    const writer = new PostgresIndex({ url, timeoutMs: 10_000 });
    await writer.put([second]);
    const where = { kind: 'text', fields: ['s'], tokens: ['v2'], prefix: false } as const;
    const plan = { instance: second.instance, projects: [second.project], where, before: null };
    const { hits } = await writer.query({ ...plan, kinds: MAIL_KINDS, limit: 1000, count: false });
    expect(hits.map(({ number }) => number)).toContain(second.number);
    await writer.close();
    await index.remove([first, second]);
    await admin.end();
  });

  it('refuses to read while its tables take long to be migrated, and reads afterwards', async () => {
    const other = new Client(server.url);
    await other.connect();
    // As another gateway that migrates: the lock of all writers.
    await other.query('SELECT pg_advisory_lock(7341902)');
    const waiting = new PostgresIndex({ url: server.url, timeoutMs: 10_000, patienceMs: 50 });
    await expect(waiting.coverage()).rejects.toThrow(
      /^the index database "postgres" on .+ is being migrated .+; wait; a later query finds it ready$/,
    );
    await other.end();
    await waiting.setCoverage({ instance: 'late', project: 'late' }, { state: 'LIVE' });
    expect(await waiting.coverage()).toMatchObject([{ instance: 'late', state: 'LIVE' }]);
    await waiting.forget({ instance: 'late', project: 'late' });
    await waiting.close();
  });

  it('counts the mails of more projects than it names in a query', async () => {
    const [mail] = mails;
    if (mail === undefined) throw new Error('no mail');
    const projects = Array.from({ length: 101 }, (_, at) => `many${String(at)}`);
    const many = projects.map((project, at) => ({ ...mail, project, number: 8_000_000 + at }));
    await index.put(many);
    const plan = (names: readonly string[]): IndexPlan => ({
      instance: mail.instance,
      projects: names,
      kinds: [mail.kind],
      where: { kind: 'text', fields: ['s'], tokens: ['v2'], prefix: false },
      before: null,
      limit: 0,
      count: true,
    });
    expect(scan(many, plan(projects))).toHaveLength(101);
    expect((await index.query(plan(projects))).total).toBe(101);
    expect((await index.query(plan(projects.slice(1)))).total).toBe(100);
    await index.remove(many);
  });
});

describe('a plan for PostgreSQL whose statements take too long', () => {
  const wanted = { ...plans[0], limit: 2, count: false, before: null } as IndexPlan;
  const word = { kind: 'text', fields: ['nq'], tokens: ['fix'], prefix: false } as const;
  const newest = 1_000_000;
  /** Has a mail per row, all of which match, and no time for the texts of more than so many of them. */
  const reading =
    (most: number, { asked = [] as string[], matches = true } = {}) =>
    (sql: string, values: readonly unknown[]): Promise<readonly EngineRow[]> => {
      if (sql.includes('max(row)')) {
        return Promise.resolve([{ id: 1, projects: [1], first: 0, last: newest, hasParts: false }]);
      }
      asked.push(sql.includes('few') ? 'texts' : 'index');
      const limit = values.findLast((value) => typeof value === 'number') ?? Infinity;
      if (!sql.includes('few') || limit > most) {
        return Promise.reject(new QueryTooLong('too long'));
      }
      const end = Number(values.filter((value) => typeof value === 'number')[1]);
      const rows = Array.from({ length: limit }, (_, at) => ({ row: end - 1 - at }));
      return Promise.resolve(
        rows.map((row) => ({
          ...row,
          kind: 'PATCH',
          number: 1,
          projectName: 'p',
          matches,
          examined: limit,
        })),
      );
    };
  const pace = { timeoutMs: 10_000 };

  it('looks at half of the mails, and half again, until there is time for them', async () => {
    const asked: string[] = [];
    const answer = await runPlan({ ...wanted, where: ALL }, pace, reading(30, { asked }));
    expect(answer.hits.map(({ row }) => row)).toEqual([newest, newest - 1]);
    expect(answer).toMatchObject({ exhausted: false, interruptedAt: null });
    expect(asked).toEqual(['texts', 'texts', 'texts']);
  });

  it('keeps what it found in the newest mails where the index takes too long', async () => {
    const asked: string[] = [];
    const plan = { ...wanted, where: word };
    const answer = await runPlan(plan, pace, reading(64, { asked, matches: false }));
    expect(answer).toEqual({
      hits: [],
      exhausted: false,
      interruptedAt: newest + 1 - 64,
      total: null,
    });
    expect(asked).toEqual(['texts', 'index']);
  });

  it('looks at texts where mails with a Message-ID are not found in time', async () => {
    const asked: string[] = [];
    const where = { kind: 'and', parts: [word, { kind: 'messageId', ids: ['a@b'] }] } as const;
    const answer = await runPlan({ ...wanted, where }, pace, reading(64, { asked }));
    expect(answer.hits).toHaveLength(2);
    expect(asked).toEqual(['index', 'texts']);
  });

  it('gives up if even a few take too long', async () => {
    await expect(runPlan({ ...wanted, where: ALL }, pace, reading(3))).rejects.toThrow(
      QueryTooLong,
    );
    await expect(runPlan({ ...wanted, where: word }, pace, reading(3))).rejects.toThrow(
      QueryTooLong,
    );
  });
});
