import type { Mailmap } from '../../mail/mailmap.js';
import { instantOf } from '../facts/mails.js';
import { findChain, type VersionChain } from '../facts/versionChain.js';
import { compareVersions, type LinkConfidence } from '../facts/versionEvidence.js';
import { nearness, type Postings, type ReadPosting } from './postings.js';

/** The chain of versions that a series belongs to. */
export type Chain = VersionChain<ReadPosting>;
/** Postings among which versions are looked for. */
export type Pool = readonly ReadPosting[];

/** Series whose patches one list gives, beside those of the series itself. */
const MAX_PATCH_LISTS = 24;

/** How far a search goes. */
export interface SearchLimits {
  /** Requests for heads and patches of candidates. */
  readonly maxReads: number;
  /** Whether the head of a candidate can decide anything. */
  readonly isWorthReading: (candidate: ReadPosting) => boolean;
}

/** The search for the versions of one series. */
export class VersionSearch {
  /** Postings that are compared: near ones, and those that mails name. */
  readonly #candidates: Set<ReadPosting>;
  #left: number;

  readonly #postings: Postings;
  readonly #mailmap: Mailmap;
  readonly #limits: SearchLimits;

  constructor(
    readonly own: ReadPosting,
    postings: Postings,
    mailmap: Mailmap,
    limits: SearchLimits,
  ) {
    this.#postings = postings;
    this.#mailmap = mailmap;
    this.#limits = limits;
    this.#candidates = new Set();
    this.#left = limits.maxReads;
  }

  get candidates(): Pool {
    return [...this.#candidates];
  }

  /** Takes postings into account that something else than their titles leads to. */
  add(candidates: Pool): void {
    for (const one of candidates) if (one !== this.own) this.#candidates.add(one);
  }

  chain(minConfidence: LinkConfidence): Chain {
    return findChain(this.own, this.candidates, minConfidence, this.#mailmap);
  }

  /**
   * Looks for what is near to the chain and to what that adds to it, as far as the reads go.
   *
   * @param pool postings that may be versions.
   * @param all postings that may be versions of those.
   * @throws UpstreamError where a head cannot be read.
   */
  async widen(pool: Pool, all: Pool): Promise<void> {
    for (;;) {
      const members = this.#members();
      const near = this.#news(findNear(members, pool));
      const orphans = near.length > 0 ? [] : this.#news(findOrphans(members, pool, all));
      const added = near.length > 0 ? near : orphans.slice(0, this.#left);
      if (added.length === 0) break;
      await this.#readHeads(added);
      this.add(added);
    }
    await this.#readPartial();
  }

  /** Postings that may follow by their versions and dates, and to which nothing leads. */
  unlinked(pool: Pool): Pool {
    const { versions, own, latest } = this.chain('MEDIUM');
    if (own !== latest) return [];
    const linked = new Set(versions.map(({ series }) => series));
    return pool.filter(
      (one) =>
        !linked.has(one) &&
        one.head.posting.branch === this.own.head.posting.branch &&
        compareVersions(one, this.own) > 0 &&
        isEarlier(this.own, one) &&
        !hasPredecessor(one, pool),
    );
  }

  /** Compares diffs, where titles say nothing, and takes what people related. @throws UpstreamError */
  async readPatches(pool: Pool): Promise<void> {
    const others = [...this.unlinked(pool), ...this.#earlier(pool)].slice(0, MAX_PATCH_LISTS);
    const related = await this.#postings.readPatches([this.own, ...others]);
    this.add([...others, ...(await this.#postings.read(related))]);
  }

  #earlier(pool: Pool): Pool {
    if (this.chain('MEDIUM').previous !== null) return [];
    return pool.filter((one) => compareVersions(one, this.own) < 0 && isEarlier(one, this.own));
  }

  #members(): Pool {
    return this.chain('LOW').versions.map(({ series }) => series);
  }

  #news(found: Pool): Pool {
    return found.filter((one) => one !== this.own && !this.#candidates.has(one));
  }

  async #readHeads(added: Pool): Promise<void> {
    const wanted = added.filter(
      (one) => one.head.metadata === null && this.#limits.isWorthReading(one),
    );
    const taken = wanted.slice(0, this.#left);
    this.#left -= taken.length;
    await Promise.all(taken.map((one) => this.#postings.readHead(one)));
    // An equal change-id needs both.
    if (taken.some(({ head }) => head.metadata?.changeId != null)) {
      await this.#postings.readHead(this.own);
    }
  }

  /** What patches answer decides whether a version with few of them replaces these in the one before. */
  async #readPartial(): Promise<void> {
    const partial = this.#members().filter(
      ({ patches, total }) =>
        total !== null &&
        patches.length < total &&
        patches.some(({ references }) => references === null),
    );
    const others = partial.filter((one) => one !== this.own).slice(0, this.#left);
    const own = partial.filter((one) => one === this.own);
    await Promise.all([...own, ...others].map((one) => this.#postings.readReferences(one)));
  }
}

/** Time between two postings. */
function distance({ date }: ReadPosting, other: ReadPosting): number {
  if (date === null || other.date === null) return Number.MAX_SAFE_INTEGER;
  return Math.abs(instantOf(date) - instantOf(other.date));
}

/**
 * Postings that are similar by titles or patches to one of some members of a chain, the nearest first. Those
 * for other branches are not versions.
 */
function findNear(members: Pool, pool: Pool): Pool {
  const found: { readonly one: ReadPosting; readonly near: number; readonly far: number }[] = [];
  for (const one of pool) {
    let near = 0;
    let far = Number.MAX_SAFE_INTEGER;
    for (const member of members) {
      if (member === one || member.head.posting.branch !== one.head.posting.branch) continue;
      near = Math.max(near, nearness(member, one));
      far = Math.min(far, distance(member, one));
    }
    if (near > 0) found.push({ one, near, far });
  }
  return found
    .sort((left, right) => right.near - left.near || left.far - right.far)
    .map(({ one }) => one);
}

/**
 * Postings that may precede or follow a chain although neither title nor patches say so:
 * earlier ones of a lower version where the chain lacks it, and later ones of a higher version to which
 * nothing else is near. Only their mails show it.
 */
function findOrphans(chain: Pool, pool: Pool, all: Pool): Pool {
  const first = chain[0];
  const last = chain.at(-1);
  if (first === undefined || last === undefined) return [];
  const isBefore = (one: ReadPosting): boolean =>
    first.head.posting.version > 1 && compareVersions(one, first) < 0 && isEarlier(one, first);
  const isBehind = (one: ReadPosting): boolean =>
    compareVersions(one, last) > 0 && isEarlier(last, one) && !hasPredecessor(one, all);
  return pool
    .filter((one) => one.head.posting.branch === last.head.posting.branch)
    .filter((one) => isBefore(one) || isBehind(one))
    .sort((left, right) => distance(left, first) - distance(right, first));
}

function isEarlier(one: ReadPosting, other: ReadPosting): boolean {
  return one.date !== null && other.date !== null && instantOf(one.date) < instantOf(other.date);
}

function hasPredecessor(one: ReadPosting, all: Pool): boolean {
  return all.some(
    (other) => compareVersions(other, one) < 0 && isEarlier(other, one) && nearness(other, one) > 0,
  );
}
