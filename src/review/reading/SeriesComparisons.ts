import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import type { Scope } from '../../patchwork/Scope.js';
import { storedAs } from '../../patchwork/storedShape.js';
import { read } from '../../patchwork/shape.js';
import type { Comparer } from '../comparing/ComparisonThreads.js';
import type { SeriesComparison } from '../facts/comparison/compareSeries.js';
import type { ComparableTexts } from './ComparableTexts.js';
import { membersOf, type SeriesPatches } from './SeriesPatches.js';

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
const FORM = 'comparison 1';
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
    const key = [from.client.name, from.id, to.client.name, to.id, creationFactor].join(' ');
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
    from: SeriesEntity,
    to: SeriesEntity,
    creationFactor: number,
  ): Promise<ReadComparison | null> {
    const [fromPatches, toPatches] = await Promise.all([this.#members(from), this.#members(to)]);
    if (fromPatches === null || toPatches === null) return null;
    const sides = { from, to, fromPatches, toPatches };
    const name = this.#nameOf(sides, creationFactor);
    const { client } = to;
    // A comparison across two servers is cached under neither: each decides who may see its data.
    const isCacheable = from.client === client;
    const keep = client.derived.begin(this.#scope);
    if (isCacheable) {
      const cached = await client.derived.read<SeriesComparison>([name], fits, this.#scope);
      const data = cached.get(name);
      if (data !== undefined) return { ...sides, data };
    }
    const data = await this.#run(sides, creationFactor);
    if (data === null) return null;
    if (isCacheable && !data.isCut && sizeOf(data) <= MAX_CACHED_CHARACTERS) {
      await keep(new Map([[name, data]]));
    }
    return { ...sides, data };
  }

  async #run(
    { from, to, fromPatches, toPatches }: Omit<ReadComparison, 'data'>,
    creationFactor: number,
  ): Promise<SeriesComparison | null> {
    const { texts, comparer } = this.#sources;
    const [ours, theirs] = await Promise.all([
      texts.read(from, fromPatches),
      texts.read(to, toPatches),
    ]);
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

  async #members(series: SeriesEntity): Promise<readonly PatchEntity[] | null> {
    const patches = await this.#sources.seriesPatches.list(series);
    const data = series.at('summary');
    if (patches === null || data === undefined) return null;
    return membersOf(patches, read(data, 'version') ?? 1, read(data, 'total'));
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

/** About the characters of what is long in it. */
function sizeOf({ pairs }: SeriesComparison): number {
  let sum = 0;
  for (const { hunks } of pairs) {
    for (const { lines } of hunks ?? []) for (const line of lines) sum += line.length;
  }
  return sum;
}
