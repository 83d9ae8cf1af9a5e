import { createHash } from 'node:crypto';
import { z } from 'zod';
import { groupBy } from '../../groupBy.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import type { Scope } from '../../patchwork/Scope.js';
import { storedAs } from '../../patchwork/storedShape.js';
import { read } from '../../patchwork/shape.js';
import type { Comparer } from '../comparing/ComparisonThreads.js';
import type { SeriesComparison } from '../facts/comparison/compareSeries.js';
import type { ComparablePatch } from '../facts/comparison/patchText.js';
import type { ComparableTexts } from './ComparableTexts.js';
import { membersOf, type SeriesPatches } from './SeriesPatches.js';
import type { SeriesPatch } from './versionParts.js';

/** One side of a comparison. */
export interface ComparedVersion {
  readonly series: SeriesEntity;
  /** By number; null for the patches of the series. */
  readonly patches: readonly SeriesPatch[] | null;
}

/** Two versions compared, with their patches. */
export interface ReadComparison {
  readonly from: SeriesEntity;
  readonly to: SeriesEntity;
  /** In the places that the pairs name. */
  readonly fromPatches: readonly PatchEntity[];
  readonly toPatches: readonly PatchEntity[];
  readonly data: SeriesComparison;
}

/** Part of the names of cached values; changes with how patches are compared. */
const FORM = 'comparison 2';
/** A longer one takes the room of much that is requested more often. */
const MAX_CACHED_CHARACTERS = 4 << 20;

const place = z.int().nullable();
const head = z.object({ number: z.int(), label: z.string(), title: z.string() });
const hunk = z.object({
  fromStart: z.int(),
  toStart: z.int(),
  section: z.string().nullable(),
  lines: z.array(z.string()),
});
const pair = z.object({
  kind: z.enum(['IDENTICAL', 'CHANGED', 'ADDED', 'REMOVED']),
  from: place,
  to: place,
  changes: z.array(z.enum(['AUTHOR', 'SUBJECT', 'MESSAGE', 'TRAILERS', 'CONTEXT', 'DIFF'])),
  pairedBy: z.enum(['DIFF', 'CHANGE_ID', 'TITLE', 'COST']).nullable(),
  hunks: z.array(hunk).nullable(),
  problem: z
    .object({ code: z.literal('TOO_LARGE'), line: z.int().nullable(), message: z.string() })
    .nullable(),
});
const fits = storedAs(
  z.object({ from: z.array(head), to: z.array(head), pairs: z.array(pair), isCut: z.boolean() }),
);

export interface ComparisonSources {
  readonly seriesPatches: SeriesPatches;
  readonly texts: ComparableTexts;
  readonly comparer: Comparer;
}

/** Compares versions of series. Results are cached, because texts of mails never change. */
export class SeriesComparisons {
  readonly #read = new Map<string, Promise<ReadComparison | null>>();

  readonly #sources: ComparisonSources;
  readonly #scope: Scope;

  constructor(sources: ComparisonSources, scope: Scope) {
    this.#sources = sources;
    this.#scope = scope;
  }

  /**
   * Costs {@link ComparableTexts.read} for both, the first time.
   *
   * @param creationFactor see `PairingOptions`.
   * @returns null where one of the series, or one of their patches, is absent or hidden.
   * @throws UpstreamError when a text cannot be read; GatewayError see {@link Comparer.compare}.
   */
  compare(
    from: SeriesEntity,
    to: SeriesEntity,
    creationFactor: number,
  ): Promise<ReadComparison | null> {
    return this.compareVersions(
      { series: from, patches: null },
      { series: to, patches: null },
      creationFactor,
    );
  }

  /** As {@link compare}, where patches of a version may be those of several series. */
  compareVersions(
    from: ComparedVersion,
    to: ComparedVersion,
    creationFactor: number,
  ): Promise<ReadComparison | null> {
    const key = [keyOf(from), keyOf(to), creationFactor].join(' ');
    let reading = this.#read.get(key);
    if (reading === undefined) {
      this.#read.set(key, (reading = this.#compare(from, to, creationFactor)));
    }
    return reading;
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#read.clear();
  }

  async #compare(
    from: ComparedVersion,
    to: ComparedVersion,
    creationFactor: number,
  ): Promise<ReadComparison | null> {
    const [ours, theirs] = await Promise.all([this.#members(from), this.#members(to)]);
    if (ours === null || theirs === null) return null;
    const sides = {
      from: from.series,
      to: to.series,
      fromPatches: ours.map(({ patch }) => patch),
      toPatches: theirs.map(({ patch }) => patch),
    };
    const name = this.#nameOf(sides, creationFactor);
    const { client } = sides.to;
    // A comparison across two servers is cached under neither: each decides who may see its data.
    const isCacheable = sides.from.client === client;
    const keep = client.derived.begin(this.#scope);
    if (isCacheable) {
      const cached = await client.derived.read<SeriesComparison>([name], fits, this.#scope);
      const data = cached.get(name);
      if (data !== undefined) return { ...sides, data };
    }
    const data = await this.#run(ours, theirs, creationFactor);
    if (data === null) return null;
    if (isCacheable && !data.isCut && sizeOf(data) <= MAX_CACHED_CHARACTERS) {
      await keep(new Map([[name, data]]));
    }
    return { ...sides, data };
  }

  async #run(
    fromPatches: readonly SeriesPatch[],
    toPatches: readonly SeriesPatch[],
    creationFactor: number,
  ): Promise<SeriesComparison | null> {
    const { comparer } = this.#sources;
    const [ours, theirs] = await Promise.all([this.#texts(fromPatches), this.#texts(toPatches)]);
    if (ours === null || theirs === null) return null;
    const { maxPatches, maxBytes, pairTimeoutMs, timeoutMs } = comparer.limits;
    const options = {
      creationFactor,
      usesNames: true,
      maxPatches,
      maxBytes,
      pairTimeoutMs,
      budgetMs: timeoutMs,
    };
    return await comparer.compare({ from: ours, to: theirs, options }, this.#scope.signal);
  }

  /** Texts of patches in their order. */
  async #texts(patches: readonly SeriesPatch[]): Promise<readonly ComparablePatch[] | null> {
    const texts = new Map<PatchEntity, ComparablePatch>();
    const bySeries = groupBy(patches, ({ series }) => series);
    await Promise.all(
      Array.from(bySeries, async ([series, group]) => {
        const own = group.map(({ patch }) => patch);
        const found = await this.#sources.texts.read(series, own);
        for (const [place, text] of found?.entries() ?? []) {
          const patch = own[place];
          if (patch !== undefined) texts.set(patch, text);
        }
      }),
    );
    const known = patches.flatMap(({ patch }) => texts.get(patch) ?? []);
    return known.length < patches.length ? null : known;
  }

  async #members({ series, patches }: ComparedVersion): Promise<readonly SeriesPatch[] | null> {
    if (patches !== null) return patches;
    const all = await this.#sources.seriesPatches.list(series);
    const data = series.at('summary');
    if (all === null || data === undefined) return null;
    const members = membersOf(all, read(data, 'version') ?? 1, read(data, 'total'));
    return members.map((patch) => ({ series, patch }));
  }

  /** Texts never change, so the patches say all that a comparison depends on, beside its bounds. */
  #nameOf(
    { fromPatches, toPatches }: Omit<ReadComparison, 'data'>,
    creationFactor: number,
  ): string {
    const { maxPatches, maxBytes } = this.#sources.comparer.limits;
    const inputs = [
      creationFactor,
      maxPatches,
      maxBytes,
      ...fromPatches.map(({ id }) => id),
      '..',
      ...toPatches.map(({ id }) => id),
    ].join(' ');
    return `${FORM} ${createHash('sha256').update(inputs).digest('hex')}`;
  }
}

/** Names a side within one operation. */
function keyOf({ series, patches }: ComparedVersion): string {
  const ids = patches?.map(({ patch }) => patch.id).join(',') ?? '';
  return `${series.client.name} ${String(series.id)} ${ids}`;
}

/** About the characters of what is long in it. */
function sizeOf({ pairs }: SeriesComparison): number {
  let sum = 0;
  for (const { hunks } of pairs) {
    for (const { lines } of hunks ?? []) for (const line of lines) sum += line.length;
  }
  return sum;
}
