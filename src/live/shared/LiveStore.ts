import { evictionPolicyOf } from '../../valkey/evictionPolicy.js';
import type { ValkeyLink } from '../../valkey/ValkeyLink.js';
import type { Feed, FeedCollaborators, FeedSettings } from '../feed.js';
import { FeedStore, LEASE_MS } from './FeedStore.js';
import { SharedFeed } from './SharedFeed.js';
import { StreamReader } from './StreamReader.js';

/** Options of {@link LiveStore}. */
export interface LiveStoreOptions {
  /** Prefix of all keys. */
  readonly namespace: string;
  /** Opens a connection. @param waits whether its reads block until there are new entries. */
  readonly openLink: (waits: boolean) => ValkeyLink;
  /** Whether this replica polls servers that no other one polls. */
  readonly polls: boolean;
  /** Milliseconds of a clock that never steps back. Default: `performance.now`. */
  readonly elapsed?: (() => number) | undefined;
  /** A leader that does not renew its lease for longer is replaced. Default: 15,000 milliseconds. */
  readonly leaseMs?: number;
  /** Must not throw. */
  readonly onEvent?: ((event: LiveStoreEvent) => void) | undefined;
}

/** Once for each outage, and once at its end. */
export type LiveStoreEvent =
  | { readonly type: 'live-store-connected' }
  | { readonly type: 'live-store-disconnected'; readonly error: unknown }
  /** Leases and streams may be lost, which is a gap each time. */
  | { readonly type: 'live-store-evicts'; readonly policy: string };

/** A Valkey or Redis through which replicas share their feeds. */
export class LiveStore {
  readonly #options: LiveStoreOptions;
  readonly #link: ValkeyLink;
  readonly #elapsed: () => number;
  readonly #readers = new Set<StreamReader>();

  constructor(options: LiveStoreOptions) {
    this.#options = options;
    this.#elapsed = options.elapsed ?? (() => performance.now());
    this.#link = options.openLink(false);
    this.#watch();
    this.#link.connect();
  }

  get isReady(): boolean {
    return this.#link.isReady;
  }

  /** A feed that follows a server together with other replicas. */
  feed(
    client: Feed['client'],
    settings: FeedSettings,
    collaborators: FeedCollaborators = {},
  ): SharedFeed {
    const { namespace, polls, leaseMs = LEASE_MS } = this.#options;
    const { url } = client.options;
    const { streamLength } = settings;
    const store = new FeedStore(this.#link, { namespace, url, streamLength, leaseMs });
    return new SharedFeed(client, settings, {
      elapsed: this.#elapsed,
      ...collaborators,
      store,
      reader: this.#reader(),
      polls,
    });
  }

  /** To be called once all feeds have ended. */
  async close(): Promise<void> {
    await Promise.all([...this.#readers].map((reader) => reader.close()));
    this.#link.end();
  }

  /** One connection reads all streams; in a cluster they are on several nodes. */
  #reader(): StreamReader {
    const [shared] = this.#readers;
    if (shared !== undefined && !this.#link.isCluster) return shared;
    const reader = new StreamReader(this.#options.openLink(true), this.#elapsed);
    this.#readers.add(reader);
    return reader;
  }

  #watch(): void {
    const { onEvent = () => undefined } = this.#options;
    let isDown = false;
    this.#link.onDown((error) => {
      if (isDown) return;
      isDown = true;
      onEvent({ type: 'live-store-disconnected', error });
    });
    this.#link.onReady(() => {
      isDown = false;
      onEvent({ type: 'live-store-connected' });
      void evictionPolicyOf(this.#link).then((policy) => {
        if (policy !== undefined) onEvent({ type: 'live-store-evicts', policy });
      });
    });
  }
}
