import type { Cache } from '../cache/cache.js';
import { cacheRead, type CachedReads } from './CachedReads.js';
import { immutablePolicy, type FreshnessOptions } from './freshness.js';
import type { LoadedMail, MailHalves } from './MailHalves.js';
import type { ObjectName } from './names.js';

/** Keeps the halves of mails of one server. */
export class KeptHalves {
  readonly #reads: CachedReads;
  readonly #cache: Cache;
  readonly #freshness: FreshnessOptions;

  constructor(reads: CachedReads, cache: Cache, freshness: FreshnessOptions) {
    this.#reads = reads;
    this.#cache = cache;
    this.#freshness = freshness;
  }

  /** @returns how the cache keeps the content and the summary. */
  async keep<Summary extends object, Content extends object>(
    name: ObjectName,
    { summary, content }: MailHalves<Summary, Content>,
    moment: ReturnType<Cache['moment']>,
  ): Promise<LoadedMail<Summary, Content>['reads']> {
    const version = await this.#reads.version();
    const contentKey = this.#reads.contentKey(name);
    const summaryKey = this.#reads.key(version, `${name.path}/`);
    const halves = [
      // No write changes it, so none drops it.
      {
        key: contentKey,
        value: content,
        policy: immutablePolicy(this.#freshness),
        tags: [contentKey],
      },
      {
        key: summaryKey,
        value: summary,
        policy: this.#reads.policy(name, version),
        tags: this.#reads.tags(name),
      },
    ];
    const [ofContent, ofSummary] = await this.#cache.setMany(halves, moment);
    return [cacheRead(contentKey, ofContent), cacheRead(summaryKey, ofSummary)];
  }

  /** A mail that an admin has deleted is not shown out of the cache for the rest of the month. */
  async forgetContent(mail: ObjectName): Promise<void> {
    const key = this.#reads.contentKey(mail);
    if (this.#cache.peek(key) !== undefined) await this.#cache.invalidate([key]);
  }
}
