import { describe, expect, it } from 'vitest';
import { readMetadata } from '../../../src/mail/metadata.js';
import { parsePosting } from '../../../src/mail/posting.js';
import { similarityOf, type PostedSeries } from '../../../src/review/facts/versionEvidence.js';
import { effectivePatches, findVersions } from '../../../src/review/facts/versions.js';
import { ANA, KOFI } from './series.js';

let made = 0;

/** A posting with the names of its head and patches; ids and dates follow the order of calls. */
function posted(
  names: readonly string[],
  rest: {
    readonly content?: string;
    readonly references?: readonly string[];
    readonly submitter?: typeof KOFI;
    readonly project?: string;
    readonly total?: number;
    readonly date?: string;
    readonly related?: readonly string[];
    readonly hashes?: readonly string[];
  } = {},
): PostedSeries {
  made += 1;
  const id = `s${made}`;
  const [first = ''] = names;
  const hasCover = parsePosting(first).index === 0;
  const references = rest.references ?? [];
  const patches = (hasCover ? names.slice(1) : names).map((name, index) => ({
    messageId: `${id}.${index + 1}`,
    posting: parsePosting(name),
    hash: rest.hashes?.[index] ?? null,
    references,
  }));
  return {
    id,
    patches,
    project: rest.project ?? 'net',
    submitter: rest.submitter ?? KOFI,
    date: rest.date ?? new Date(Date.UTC(2026, 0, made)).toISOString(),
    total: rest.total ?? parsePosting(first).count ?? 1,
    head: {
      references,
      messageId: hasCover ? `${id}.0` : `${id}.1`,
      posting: parsePosting(first),
      metadata: readMetadata(rest.content ?? ''),
    },
    related: rest.related ?? [],
  };
}

function draw(series: PostedSeries, candidates: PostedSeries[], minConfidence?: 'LOW'): unknown[] {
  return findVersions(series, candidates, minConfidence).map((version) => [
    version.series.id,
    version.label,
    version.kind,
    version.confidence,
    ...version.reasons.map(({ kind }) => kind),
  ]);
}

describe('findVersions', () => {
  it('links equal titles of one author across a gap, and marks the latest', () => {
    const v1 = posted(['[0/2] net: fix leak', '[1/2] a', '[2/2] b']);
    const v3 = posted(['[v3,0/2] net: fix leak', '[v3,1/2] c', '[v3,2/2] d']);
    expect(draw(v1, [v3])).toEqual([
      [v1.id, '1', 'FULL', null],
      [v3.id, '3', 'FULL', 'HIGH', 'TITLE'],
    ]);
    expect(findVersions(v3, [v1]).map(({ isLatest }) => isLatest)).toEqual([false, true]);
  });

  it('distinguishes branches', () => {
    const old = posted(['[PATCH 5.10] x: fix']);
    const older = posted(['[PATCH 5.10 v2] x: fix']);
    const other = posted(['[PATCH 6.1 v2] x: fix']);
    expect(findVersions(older, [old, other]).map(({ series }) => series.id)).toEqual([
      old.id,
      older.id,
    ]);
    expect(findVersions(other, [old, older])).toHaveLength(1);
  });

  it('permits a different tree in the prefix', () => {
    const v1 = posted(['[net] x: fix']);
    const v2 = posted(['[net-next,v2] x: fix']);
    expect(findVersions(v1, [v2])).toHaveLength(2);
  });

  it('links a version that is glued to the prefix', () => {
    const v1 = posted(['[PATCH] x: fix']);
    const v2 = posted(['[PATCHv2] x: fix']);
    expect(draw(v1, [v2]).at(-1)).toEqual([v2.id, '2', 'FULL', 'CERTAIN', 'TITLE', 'PATCHES']);
  });

  it('treats a later posting of the same version as a resend', () => {
    const v2 = posted(['[v2] x: fix']);
    const again = posted(['[RESEND,v2] x: fix']);
    expect(draw(again, [v2]).at(-1)).toEqual([again.id, '2', 'RESEND', 'HIGH', 'TITLE']);
    expect(findVersions(v2, [again]).at(-1)).toMatchObject({
      isLatest: true,
      series: { id: again.id },
    });
  });

  it('is certain with an equal change-id, for any title and author', () => {
    const content = 'change-id: 20260101-x-0123456789ab\n';
    const v1 = posted(['x: fix'], { content });
    const v2 = posted(['[v2] y: other'], { content, submitter: ANA });
    expect(draw(v1, [v2]).at(-1)).toEqual([v2.id, '2', 'FULL', 'CERTAIN', 'CHANGE_ID']);
  });

  it('does not treat prerequisite-change-id as a version', () => {
    const v1 = posted(['x: fix'], { content: 'change-id: 20260101-x-0123456789ab\n' });
    const other = posted(['[v2] y: other'], {
      content: 'prerequisite-change-id: 20260101-x-0123456789ab:v1\n',
    });
    expect(findVersions(v1, [other])).toHaveLength(1);
  });

  it('follows Supersedes and Link to v1 across authors', () => {
    const v1 = posted(['x: fix']);
    const two = posted(['[v2] y'], {
      submitter: ANA,
      content: `Supersedes: <${v1.head.messageId}>\n`,
    });
    const three = posted(['[v3] z'], {
      submitter: ANA,
      content: `- Link to v2: https://l.example/r/${encodeURIComponent(`${two.head.messageId}@x`)}\n`,
    });
    expect(draw(v1, [two]).at(-1)).toEqual([two.id, '2', 'FULL', 'CERTAIN', 'SUPERSEDES']);
    expect(findVersions(two, [three])).toHaveLength(1);
    const linked = { ...two, head: { ...two.head, messageId: `${two.head.messageId}@x` } };
    expect(draw(linked, [three]).at(-1)).toMatchObject([three.id, '3', 'FULL', 'CERTAIN', 'LINK']);
  });

  it('follows a reply to the previous version, and to the highest of several', () => {
    const v1 = posted(['a: one']);
    const v2 = posted(['[v2] b: two'], { references: [v1.head.messageId] });
    const v3 = posted(['[v3] c: three'], { references: [v1.head.messageId, v2.head.messageId] });
    expect(draw(v1, [v2]).at(-1)).toEqual([v2.id, '2', 'FULL', 'HIGH', 'REPLY']);
    expect(findVersions(v3, [v1, v2])).toHaveLength(3);
  });

  it('requires more than a title for another author', () => {
    const v1 = posted(['x: fix']);
    const other = posted(['[v2] x: fix'], { submitter: ANA });
    expect(findVersions(v1, [other])).toHaveLength(1);
    expect(draw(v1, [other], 'LOW').at(-1)).toEqual([other.id, '2', 'FULL', 'LOW', 'TITLE']);
    const answer = posted(['[v2] x: fix'], { submitter: ANA, references: [v1.head.messageId] });
    expect(draw(v1, [answer]).at(-1)).toEqual([answer.id, '2', 'FULL', 'MEDIUM', 'REPLY', 'TITLE']);
  });

  it.each([
    ['panel A', 'panel B'],
    ['arm: sm8450: add x', 'arm: sm8550: add x'],
    ['net: foo: fix leak', 'net: bar: fix leak'],
  ])('links no title that is only like another: %s, %s', (one, other) => {
    expect(findVersions(posted([one]), [posted([`[v2] ${other}`])], 'LOW')).toHaveLength(1);
  });

  it('links half of the patches, and a similar title with a third of them', () => {
    const v1 = posted(['[0/2] one', '[1/2] a', '[2/2] b']);
    const v2 = posted(['[v2,0/3] rewritten', '[v2,1/3] a', '[v2,2/3] b', '[v2,3/3] c']);
    expect(draw(v1, [v2]).at(-1)).toEqual([v2.id, '2', 'FULL', 'MEDIUM', 'PATCHES']);
    const w1 = posted(['[0/2] net: foo: fix the leak', '[1/2] d', '[2/2] e']);
    const w2 = posted(['[v2,0/2] net: foo: fix leak', '[v2,1/2] d', '[v2,2/2] f']);
    expect(draw(w1, [w2], 'LOW').at(-1)).toEqual([w2.id, '2', 'FULL', 'LOW', 'SIMILAR']);
    expect(findVersions(w1, [w2])).toHaveLength(1);
  });

  it('compares patches by hash, but not by the hash of an empty text', () => {
    const empty = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
    const v1 = posted(['one'], { hashes: ['h'] });
    expect(draw(v1, [posted(['[v2] two'], { hashes: ['h'] })]).at(-1)).toMatchObject([
      `s${made}`,
      '2',
      'FULL',
      'MEDIUM',
      'PATCHES',
    ]);
    const none = posted(['three'], { hashes: [empty] });
    expect(findVersions(none, [posted(['[v2] four'], { hashes: [empty] })])).toHaveLength(1);
  });

  it('uses relations in Patchwork', () => {
    const v1 = posted(['one']);
    const v2 = posted(['[v2] two'], { related: [v1.id] });
    expect(draw(v1, [v2]).at(-1)).toEqual([v2.id, '2', 'FULL', 'HIGH', 'RELATION']);
  });

  it('does not treat a posting in another project with the same Message-IDs as a version', () => {
    const v1 = posted(['x: fix']);
    expect(findVersions(v1, [{ ...v1, id: 'other', project: 'mm' }])).toHaveLength(1);
  });

  it('orders 5.1 after 5 and before 6', () => {
    const five = posted(['[v5,0/1] x', '[v5,1/1] a']);
    const six = posted(['[v6,0/1] x', '[v6,1/1] a']);
    const between = posted(['[v5.1,0/1] x', '[v5.1,1/1] a']);
    expect(findVersions(six, [five, between]).map(({ label }) => label)).toEqual(['5', '5.1', '6']);
  });

  it('puts a partial reroll in the place of the patches it replies to', () => {
    const v1 = posted(['[1/3] a', '[2/3] b', '[3/3] c']);
    const v2 = posted(['[v2,2/3] b'], { references: [`${v1.id}.2`] });
    const versions = findVersions(v1, [v2]);
    expect(versions.map(({ label, kind }) => [label, kind])).toEqual([
      ['1', 'FULL'],
      ['2', 'PARTIAL'],
    ]);
    expect(effectivePatches(versions).map(({ index, label }) => [index, label])).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '1'],
    ]);
    expect(effectivePatches(versions.slice(1)).map(({ index }) => index)).toEqual([2]);
  });

  it('merges the fragments of one posting', () => {
    const one = posted(['[v2,1/3] a'], { date: '2026-01-01T10:00:00Z' });
    const rest = posted(['[v2,2/3] b', '[v2,3/3] c'], { date: '2026-01-01T10:05:00Z' });
    const versions = findVersions(one, [rest]);
    expect(versions.map(({ kind }) => kind)).toEqual(['FULL', 'FRAGMENT']);
    expect(effectivePatches(versions).map(({ index }) => index)).toEqual([1, 2, 3]);
  });
});

describe('similarityOf', () => {
  it.each([
    ['net: foo: fix leak', 'net: foo: fix leak', 1],
    ['panel a', 'panel b', 0.5],
    ['add sm8450', 'add sm8550', 0],
    ['', '', 0],
  ])('of %j and %j is %d', (one, other, expected) => {
    expect(similarityOf(one, other)).toBe(expected);
  });
});
