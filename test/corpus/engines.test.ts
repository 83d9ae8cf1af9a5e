import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIL_KINDS, type MailKind } from '../../src/corpus/IndexedMail.js';
import type { IndexPlan } from '../../src/corpus/IndexPlan.js';
import type { SearchIndex } from '../../src/corpus/SearchIndex.js';
import { indexCondition, isDecidedByIndex } from '../../src/graphql/search/indexCondition.js';
import { narrowTypes, termsFor } from '../../src/graphql/search/narrowTypes.js';
import { termsOn } from '../../src/graphql/search/termsOn.js';
import { parseSearchQuery } from '../../src/search/parseSearchQuery.js';
import type { PlainTerm } from '../../src/search/ParsedQuery.js';
import { Dice, makeMails, makePlan } from './makeMails.js';
import { makeQueryText } from './makeQueryText.js';
import { meetsQuery } from './meetsQuery.js';
import { scan } from './scan.js';
import { testEngines } from './testEngines.js';

/** Short, so that the test is fast. */
const ASKED_TOGETHER = 25;

const mails = makeMails(1000);
const dice = new Dice(7);
const cases = Array.from({ length: 500 }, () => {
  const plan = makePlan(dice, mails);
  return { plan, expected: scan(mails, plan) };
});

const NOW = new Date('2026-03-31T15:00:00Z');
/** As reported by a server. */
const PROJECTS = ['netdev', 'bpf', 'lib'].map((name, id) => ({
  id,
  link_name: name,
  list_email: `list@${name}.example.org`,
}));
const questions = Array.from({ length: 500 }, () => {
  const text = makeQueryText(dice, dice.pick(mails));
  const kind = dice.pick(MAIL_KINDS);
  const terms = termsHere(text, kind);
  const own = mails.filter((mail) => mail.instance === 'one' && mail.kind === kind);
  const verdicts = own.map((mail) => [mail.number, terms && meetsQuery(mail, terms)] as const);
  return { text, kind, terms, verdicts };
});

/** A query for one kind of mails of instance `one`; null if nothing there can match. */
function termsHere(text: string, kind: MailKind): readonly PlainTerm[] | null {
  const parsed = parseSearchQuery(text, { now: NOW, instances: ['one', 'two'] });
  const plain = parsed.terms.filter((term) => term.kind !== 'lookup');
  try {
    if (!narrowTypes(parsed, [kind]).includes(kind)) return null;
  } catch {
    return null;
  }
  const own = termsOn('one', plain);
  return own === null ? null : termsFor(kind, own);
}

describe.each(testEngines())('an index in $name', ({ open }) => {
  let index: SearchIndex;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const opened = await open();
    ({ index, close } = opened);
    for (let at = 0; at < mails.length; at += 500) await index.put(mails.slice(at, at + 500));
    await opened.settle?.();
  });
  afterAll(async () => {
    await close();
  });

  const found = async (plan: IndexPlan): Promise<readonly string[]> => {
    const { hits } = await index.query(plan);
    return hits.map(({ kind, number }) => `${kind} ${String(number)}`);
  };

  it('finds what a plain scan finds, for 500 queries of every kind', async () => {
    let rows = 0;
    const check = async ({ plan, expected }: (typeof cases)[number]): Promise<void> => {
      const { hits, total, exhausted } = await index.query(plan);
      const names = hits.map(({ kind, number }) => `${kind} ${String(number)}`);
      const about = JSON.stringify(plan);
      expect(total, about).toBe(expected.length);
      expect(names, about).toEqual(expected.slice(0, plan.limit));
      expect(exhausted, about).toBe(expected.length <= plan.limit);
      rows += names.length;
    };
    for (let at = 0; at < cases.length; at += ASKED_TOGETHER) {
      await Promise.all(cases.slice(at, at + ASKED_TOGETHER).map(check));
    }
    expect(rows).toBeGreaterThan(10_000);
  }, 240_000);

  it('finds with 500 queries of every field the same mails as a plain scan', async () => {
    let exact = 0;
    const check = async (question: (typeof questions)[number]): Promise<void> => {
      const { text, kind, terms, verdicts } = question;
      if (terms === null) return;
      const { hits } = await index.query({
        instance: 'one',
        projects: null,
        kinds: [kind],
        where: indexCondition(terms, PROJECTS),
        before: null,
        limit: 1000,
        count: false,
      });
      const numbers = new Set(hits.map(({ number }) => number));
      const isExact = terms.every(isDecidedByIndex);
      // Unknown values are checked again later, so they must be included.
      const lost = verdicts.filter(
        ([number, verdict]) => verdict !== false && !numbers.has(number),
      );
      const wrong = verdicts.filter(
        ([number, verdict]) => verdict === false && numbers.has(number),
      );
      expect(lost, `${kind} ${text}`).toEqual([]);
      if (isExact) expect(wrong, `${kind} ${text}`).toEqual([]);
      if (isExact && hits.length > 0) exact += 1;
    };
    for (let at = 0; at < questions.length; at += ASKED_TOGETHER) {
      await Promise.all(questions.slice(at, at + ASKED_TOGETHER).map(check));
    }
    expect(exact).toBeGreaterThan(100);
  }, 240_000);

  it('continues where a page ended', async () => {
    const plan: IndexPlan = {
      instance: 'one',
      projects: null,
      kinds: ['PATCH', 'COVER', 'COMMENT'],
      where: {
        kind: 'and',
        parts: [
          { kind: 'text', fields: ['nq'], tokens: ['fix'], prefix: false },
          { kind: 'summary', field: 'state', values: ['new'] },
        ],
      },
      before: null,
      limit: 7,
      count: false,
    };
    const seen: string[] = [];
    let before: number | null = null;
    for (;;) {
      const { hits, exhausted } = await index.query({ ...plan, before });
      seen.push(...hits.map(({ kind, number }) => `${kind} ${String(number)}`));
      before = hits.at(-1)?.row ?? before;
      if (exhausted) break;
    }
    expect(seen).toEqual(scan(mails, plan));
  });

  it('replaces a mail that is added again, and removes one', async () => {
    const [mail] = makeMails(1, 99);
    if (mail === undefined) throw new Error('no mail');
    const one = { ...mail, instance: 'three', number: 1, kind: 'PATCH' as const };
    const plan: IndexPlan = {
      instance: 'three',
      projects: null,
      kinds: ['PATCH'],
      where: { kind: 'text', fields: ['s'], tokens: ['before'], prefix: false },
      before: null,
      limit: 10,
      count: true,
    };
    const after: IndexPlan = {
      ...plan,
      where: { kind: 'text', fields: ['s'], tokens: ['after'], prefix: false },
    };
    await index.put([{ ...one, fields: { ...one.fields, s: 'before it was put again' } }]);
    expect(await found(plan)).toEqual(['PATCH 1']);
    await index.put([{ ...one, fields: { ...one.fields, s: 'after it' } }]);
    expect([await found(plan), await found(after)]).toEqual([[], ['PATCH 1']]);
    await index.updateSummary([
      { instance: 'three', kind: 'PATCH', number: 1, summary: { state: 'accepted' } },
    ]);
    const id = one.messageId ?? '';
    const stored = (await index.find([id])).filter(({ instance }) => instance === 'three');
    expect(stored.map(({ summary }) => summary?.state)).toEqual(['accepted']);
    expect(await index.remove([{ instance: 'three', kind: 'PATCH', number: 1 }])).toBe(1);
    expect(await index.remove([{ instance: 'three', kind: 'PATCH', number: 1 }])).toBe(0);
    expect(await found(after)).toEqual([]);
  });

  it('removes the comments of a patch together with it, if requested', async () => {
    const [mail] = makeMails(1, 98);
    if (mail === undefined) throw new Error('no mail');
    const base = { ...mail, instance: 'five', parent: null };
    const parent = { kind: 'PATCH', number: 1 } as const;
    const patch = { instance: 'five', ...parent };
    const reply = { ...base, kind: 'COMMENT', messageId: 'reply@x' } as const;
    await index.put([
      { ...base, ...patch },
      { ...reply, number: 1, parent },
      { ...reply, number: 2, parent },
      { ...reply, number: 3, parent: { kind: 'PATCH', number: 2 } },
      { ...reply, number: -1, parent: { kind: 'COVER', number: 1 } },
    ]);
    expect(await index.remove([patch])).toBe(1);
    expect(await index.find(['reply@x'])).toHaveLength(4);
    expect(await index.remove([patch], true)).toBe(2);
    const left = (await index.find(['reply@x'])).map(({ number }) => number);
    expect(left.sort()).toEqual([-1, 3]);
  });

  it('stores coverage, holes and progress, and removes them with a project', async () => {
    const project = { instance: 'four', project: 'x' };
    const [mail] = makeMails(1, 5);
    if (mail === undefined) throw new Error('no mail');
    await index.setCoverage(project, { state: 'BACKFILLING', from: 5 });
    await index.setCoverage(project, { until: 9 });
    await index.setHoles(project, [{ from: 6, to: 7, reason: 'it was down' }]);
    await index.setProgress('four/x/backfill', 'page 3', [
      { ...mail, ...project, kind: 'COVER', number: 1 },
    ]);
    const coverage = await index.coverage();
    expect(coverage.filter(({ instance }) => instance === 'four')).toEqual([
      {
        ...project,
        state: 'BACKFILLING',
        expectedPatches: null,
        pendingPatches: null,
        from: 5,
        until: 9,
        reachesStart: false,
        comments: false,
        patches: 0,
        covers: 1,
        commentCount: 0,
        truncated: mail.fields.truncated ? 1 : 0,
        holes: [{ from: 6, to: 7, reason: 'it was down' }],
      },
    ]);
    expect(await index.progress('four/x/backfill')).toBe('page 3');
    expect(await index.list(project, 'COVER', { since: 0, before: 2e9 }, 5)).toMatchObject([
      { ...project, kind: 'COVER', number: 1, date: mail.date },
    ]);
    expect(await index.forget(project)).toBe(1);
    expect(await index.progress('four/x/backfill')).toBeNull();
    expect((await index.coverage()).filter(({ instance }) => instance === 'four')).toEqual([]);
  });

  it('counts by time and state', async () => {
    const edges = [1_700_000_000, 1_700_050_000, 1_700_100_000];
    const points = await index.tally({
      instance: 'one',
      project: 'bpf',
      kinds: ['PATCH'],
      edges,
      by: 'STATE',
    });
    const expected = new Map<string, number>();
    for (const { instance, project, kind, date, summary } of mails) {
      if (instance !== 'one' || project !== 'bpf' || kind !== 'PATCH' || date >= 1_700_100_000)
        continue;
      const key = `${String(date < 1_700_050_000 ? edges[0] : edges[1])} ${String(summary?.state ?? null)}`;
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    expect(
      new Map(points.map(({ time, key, count }) => [`${String(time)} ${String(key)}`, count])),
    ).toEqual(expected);
  });
});
