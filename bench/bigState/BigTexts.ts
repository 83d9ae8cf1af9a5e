import { composeDiff, type ComposedDiff } from '../../src/sample/demo/composeDiff.js';
import { composeHeaders, type HeaderOptions } from '../../src/sample/demo/composeHeaders.js';
import { createSeededRandom } from '../../src/sample/server/seededRandom.js';

/** How steeply sizes of diffs grow: half are near the minimum, one in fifty is large. */
const STEEPNESS = 12;
const FOLDERS = ['net', 'mm', 'sched', 'fs', 'block', 'usb', 'crypto', 'tracing'];

/** Generates the long texts of a large server when they are read; the same number gives the same text. */
export class BigTexts {
  readonly #seed: number;
  readonly #smallestBytes: number;
  readonly #largestBytes: number;
  readonly #largestPatchId: number;
  #latest: { readonly patchId: number; readonly composed: ComposedDiff } | null = null;

  /** @param largestPatchId the patch with the largest diff of all */
  constructor(
    seed: number,
    [smallestBytes, largestBytes]: readonly [number, number],
    largestPatchId: number,
  ) {
    this.#seed = seed;
    this.#smallestBytes = smallestBytes;
    this.#largestBytes = largestBytes;
    this.#largestPatchId = largestPatchId;
  }

  /** The diff of a patch. The latest is cached, since a detail uses it twice: as text and as diffstat. */
  diff(patchId: number): ComposedDiff {
    if (this.#latest?.patchId === patchId) return this.#latest.composed;
    const random = createSeededRandom(this.#seedOf(1, patchId));
    const share = patchId === this.#largestPatchId ? 1 : random.next() ** STEEPNESS;
    const growth = this.#largestBytes / this.#smallestBytes;
    const folder = random.pick(FOLDERS);
    const files = Array.from(
      { length: random.integer(1, 3) },
      () => `${folder}/file${random.integer(1, 500)}.c`,
    );
    const composed = composeDiff(random, {
      files: [...new Set(files)],
      subject: folder,
      atLeastBytes: Math.round(this.#smallestBytes * growth ** share),
    });
    this.#latest = { patchId, composed };
    return composed;
  }

  /** A message of a few lines. */
  prose(kind: 'cover' | 'patch' | 'comment', id: number, lines: number): string {
    const random = createSeededRandom(this.#seedOf({ cover: 2, patch: 3, comment: 4 }[kind], id));
    return Array.from({ length: lines }, () => random.pick(SENTENCES)).join('\n');
  }

  /** The header block of a mail. */
  headers(options: Omit<HeaderOptions, 'receivedBy'>): string {
    return composeHeaders({ ...options, receivedBy: 'patchwork.big.example' });
  }

  #seedOf(kind: number, id: number): number {
    return (
      Math.imul(this.#seed, 0x9e3779b1) ^ Math.imul(id, 0x85ebca6b) ^ Math.imul(kind, 0xc2b2ae35)
    );
  }
}

const SENTENCES = [
  'When the device is removed while the work is pending, the pointer is stale.',
  'The caller holds the lock already, so taking it here does nothing but cost time.',
  'Measured over ten runs: 4.2 percent faster, and never slower.',
  'This is a preparation for the next patch; nothing changes for users.',
  'The value comes from the other side and must be checked before it is used.',
  'Keep the old name for one more release, so that nothing out of tree breaks.',
  'A reproducer takes about a minute on a machine with four cores.',
  'The comment was right, the code was not.',
];
