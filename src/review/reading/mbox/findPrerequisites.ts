import type { SeriesEntity } from '../../../catalog/kinds/series.js';
import { GatewayError } from '../../../errors.js';
import type { PrerequisiteLine } from '../../../mail/metadata.js';
import { parsePatchName } from '../../../mail/subject.js';
import { findPrerequisite } from '../findPrerequisite.js';
import type { ReadyWarning, ReviewOperation } from './AppliedSeries.js';

/** A series that is applied before another, or some of its patches. */
export interface PrerequisitePart {
  readonly series: SeriesEntity;
  /** Null for all. */
  readonly patchIndexes: readonly number[] | null;
  /** Its source. */
  readonly value: string;
}

/** Prerequisites in the order in which they are applied. */
export interface FoundPrerequisites {
  readonly parts: readonly PrerequisitePart[];
  readonly warnings: readonly ReadyWarning[];
}

/** Prerequisites of prerequisites, and so on. */
const MAX_DEPTH = 5;
/** Series that one mailbox is put together from. */
const MAX_PARTS = 20;

/**
 * What has to be applied before a series, with what that needs itself. What is not found, goes in a
 * circle or too deep is left out with a warning.
 */
export async function findPrerequisites(
  series: SeriesEntity,
  operation: ReviewOperation,
): Promise<FoundPrerequisites> {
  const search = new PrerequisiteSearch(operation);
  await search.visit(series, [keyOf(series)]);
  return { parts: search.parts, warnings: await search.finish() };
}

class PrerequisiteSearch {
  readonly parts: PrerequisitePart[] = [];
  readonly #warnings: ReadyWarning[] = [];
  readonly #seen = new Set<string>();
  /** Named by what nothing can be looked up by, until something with it is found. */
  readonly #unresolved = new Map<string, PrerequisiteLine>();

  readonly #operation: ReviewOperation;

  constructor(operation: ReviewOperation) {
    this.#operation = operation;
  }

  /** @param path keys of the series that lead here. */
  async visit(series: SeriesEntity, path: readonly string[]): Promise<void> {
    const lines = await this.#operation.review.versions.prerequisitesOf(series);
    // One after the other: the order of the mails is the order in which they are applied.
    for (const line of lines ?? []) await this.#follow(line, series, path);
  }

  /** Warnings, after all was visited. */
  async finish(): Promise<readonly ReadyWarning[]> {
    const patchIds = await this.#patchIds();
    for (const { kind, value } of this.#unresolved.values()) {
      if (kind === 'PATCH_ID' && patchIds.has(value)) continue;
      this.#warn('PREREQUISITE_NOT_FOUND', `The prerequisite "${value}" is not found.`);
    }
    return this.#warnings;
  }

  async #follow(
    line: PrerequisiteLine,
    series: SeriesEntity,
    path: readonly string[],
  ): Promise<void> {
    const { value } = line;
    let found;
    try {
      found = await findPrerequisite(line, series.client, this.#operation);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      this.#warn(
        'PREREQUISITE_UNKNOWN',
        `The prerequisite "${value}" could not be looked up: ${error.message}`,
      );
      return;
    }
    if (found.series === null) {
      this.#unresolved.set(`${line.kind} ${value}`, line);
      return;
    }
    const key = keyOf(found.series);
    if (path.includes(key)) {
      this.#warn('PREREQUISITE_LOOP', `The prerequisite "${value}" depends on itself.`);
      return;
    }
    // DPDK names single patches by number; a Message-ID represents the series that it is part of.
    const isSingle = line.kind === 'NUMBER' && found.patch !== null;
    const number = parsePatchName(found.patch?.at('basic')?.name).index ?? 1;
    const part = isSingle ? `${key} ${String(number)}` : key;
    if (this.#seen.has(part) || this.#seen.has(key)) return;
    if (path.length > MAX_DEPTH || this.parts.length >= MAX_PARTS) {
      this.#warn(
        'PREREQUISITE_TOO_DEEP',
        `The prerequisite "${value}" is omitted: more than ${String(MAX_DEPTH)} in a row, or ${String(MAX_PARTS)} in total.`,
      );
      return;
    }
    this.#seen.add(part);
    await this.visit(found.series, [...path, key]);
    this.parts.push({ series: found.series, patchIndexes: isSingle ? [number] : null, value });
  }

  async #patchIds(): Promise<ReadonlySet<string>> {
    const isAsked = [...this.#unresolved.values()].some(({ kind }) => kind === 'PATCH_ID');
    if (!isAsked) return new Set();
    const { review } = this.#operation;
    const lists = await Promise.all(
      this.parts.map(({ series }) => review.seriesPatches.list(series)),
    );
    const diffs = await Promise.all(
      lists.flatMap((list) => list ?? []).map((patch) => review.texts.diff(patch)),
    );
    return new Set(diffs.flatMap((diff) => diff?.patchId ?? []));
  }

  #warn(code: string, message: string): void {
    if (this.#warnings.some((one) => one.message === message)) return;
    this.#warnings.push({ code, message });
  }
}

function keyOf({ client, id }: SeriesEntity): string {
  return `${client.name} ${String(id)}`;
}
