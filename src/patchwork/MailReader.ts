import type { Cache } from '../cache/cache.js';
import { cacheRead, type CachedReads } from './CachedReads.js';
import type { ReadMail } from './clientOptions.js';
import { jsonOf } from './answers.js';
import type { Exchange, Sender } from './Exchange.js';
import { immutablePolicy, type FreshnessOptions } from './freshness.js';
import {
  isContentHalf,
  isSummaryHalf,
  splitMail,
  type LoadedMail,
  type MailHalves,
  type MailDescription,
} from './MailHalves.js';
import { names, type ObjectName } from './names.js';
import { requireSubject } from './requireAsked.js';
import type { Scope } from './Scope.js';
import { parseShape } from './shape.js';
import { storedPartOf } from './storedShape.js';

/** Reads patches and covers of one server, and caches their halves. */
export class MailReader {
  readonly #name: string;
  readonly #exchange: Exchange;
  readonly #reads: CachedReads;
  readonly #cache: Cache;
  readonly #freshness: FreshnessOptions;

  /** @param name of the instance. */
  constructor(
    name: string,
    exchange: Exchange,
    reads: CachedReads,
    cache: Cache,
    freshness: FreshnessOptions,
  ) {
    this.#name = name;
    this.#exchange = exchange;
    this.#reads = reads;
    this.#cache = cache;
    this.#freshness = freshness;
  }

  /**
   * Reads a patch or cover at its own URL. Data that changes (`summary`) and data that does not
   * (`content`) are cached separately, so that a mail's text and diff are fetched once in a month.
   *
   * @param need `summary` is content with a cached one; `whole` fetches both: ask
   * {@link MailReader.contents} first.
   * @returns null when it is absent or hidden.
   */
  async read<Summary extends object, Content extends object>(
    kind: MailDescription<Summary, Content>,
    id: number,
    need: 'summary' | 'whole',
    scope: Scope,
  ): Promise<ReadMail<Summary, Content> | null> {
    const name = names.of(kind.path, id);
    const { path } = name;
    const load = (sender: Sender): Promise<LoadedMail<Summary, Content> | null> =>
      this.#load(kind, name, sender);
    if (need === 'whole') {
      const { value } = await this.#reads.cached(name, `${path}/ whole`, scope, load, {
        once: true,
      });
      for (const read of value?.reads ?? [null]) scope.onRead(read);
      return value === null ? null : value.halves;
    }
    const own: { mail?: LoadedMail<Summary, Content> | null } = {};
    const isSummary = storedPartOf(kind.detail, isSummaryHalf);
    const { value } = await this.#reads.cached(
      name,
      `${path}/`,
      scope,
      async (sender) => {
        own.mail = await load(sender);
        return own.mail === null ? null : own.mail.halves.summary;
      },
      { fits: (stored) => stored === null || isSummary(stored) },
    );
    if (value === null) return null;
    const { mail } = own;
    if (mail === undefined || mail === null) return { summary: value };
    scope.onRead(mail.reads?.[0] ?? null);
    return { summary: value, content: mail.halves.content };
  }

  /** Cached contents of mails, by number; one look for all. */
  async contents<Content extends object>(
    kind: MailDescription<object, Content>,
    ids: readonly number[],
    scope: Scope,
  ): Promise<ReadonlyMap<number, Content>> {
    const found = new Map<number, Content>();
    if (this.#reads.isPersonal(kind.path, scope)) return found;
    const keys = new Map(ids.map((id) => [this.#reads.contentKey(names.of(kind.path, id)), id]));
    const fits = storedPartOf(kind.detail, isContentHalf);
    const cached = await this.#cache.getMany<Content>([...keys.keys()], fits);
    for (const [key, { value, serial }] of cached) {
      const id = keys.get(key);
      if (id === undefined) continue;
      scope.onCacheUse(this.#name, 'HIT');
      scope.onRead(cacheRead(key, serial));
      found.set(id, value);
    }
    return found;
  }

  /** Reads a mail at its server and caches its halves; null when it is absent or hidden. */
  async #load<Summary extends object, Content extends object>(
    kind: MailDescription<Summary, Content>,
    name: ObjectName,
    sender: Sender,
  ): Promise<LoadedMail<Summary, Content> | null> {
    const moment = this.#cache.moment();
    const answer = await this.#exchange.get(`${name.path}/`, sender);
    if (answer.response.status === 404) {
      await this.#forgetContent(name);
      return null;
    }
    const detail = parseShape(kind.detail, await jsonOf(answer), answer.origin);
    requireSubject(name, detail, answer.origin);
    const halves = splitMail<Summary, Content>(detail);
    const isCacheable = sender.token === undefined && sender.scope.cachesNothing !== true;
    const reads = isCacheable ? await this.#keep(name, halves, moment) : null;
    return { halves, reads };
  }

  /** @returns how the cache keeps the content and the summary. */
  async #keep<Summary extends object, Content extends object>(
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
  async #forgetContent(mail: ObjectName): Promise<void> {
    const key = this.#reads.contentKey(mail);
    if (this.#cache.peek(key) !== undefined) await this.#cache.invalidate([key]);
  }
}
