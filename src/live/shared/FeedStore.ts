import { createHash } from 'node:crypto';
import { isObject } from '../../isObject.js';
import { runScript } from '../../valkey/script.js';
import type { ApiVersion } from '../../apiVersions.js';
import type { ValkeyLink } from '../../valkey/ValkeyLink.js';
import type { FeedProgress } from '../Coverage.js';
import type { FeedState } from '../feedState.js';
import {
  decodeBeat,
  decodeState,
  encodeBeat,
  encodeEntry,
  encodeState,
  type FeedBeat,
  type FeedStreamEntry,
} from './feedCodec.js';
import { ACQUIRE, PUBLISH, RELEASE, RENEW, RESTORE, WATCH } from './scripts.js';
import { isStreamId, STREAM_START } from './streamIds.js';

/** The state of one feed as the store has it. */
export interface StoredFeed {
  readonly state: FeedState | undefined;
  /** Id of the last entry; undefined where there is none. */
  readonly last: string | undefined;
  readonly beat: { readonly id: string; readonly beat: FeedBeat } | undefined;
}

/** One entry of a stream: its id and its fields. */
export interface StreamEntry {
  readonly id: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Data that a leader publishes. */
export interface Publication {
  readonly token: string;
  /** Id of the last entry that the leader knows; undefined if it starts over. */
  readonly last: string | undefined;
  readonly entry?: FeedStreamEntry | undefined;
  /** Set if it has changed. */
  readonly state?: FeedState | undefined;
  readonly progress?: FeedProgress | undefined;
  /** API version that the leader negotiated with the server. */
  readonly apiVersion?: ApiVersion | undefined;
}

/** An entry that a replica has read, with its id. */
export interface ReadEntry extends FeedStreamEntry {
  readonly position: string;
  /** Id of the entry before it; undefined if the stream started over. */
  readonly after: string | undefined;
  /** The replica that published it, where that is known. */
  readonly by: string | undefined;
}

/** Options of {@link FeedStore}. */
export interface FeedStoreOptions {
  /** Prefix of all keys. */
  readonly namespace: string;
  /** URL of the server: gateways that share a store may use different names for it. */
  readonly url: string;
  /** Entries that are stored for subscribers that reconnect. */
  readonly streamLength: number;
  /** A leader that is silent for longer is replaced. */
  readonly leaseMs: number;
}

/** Another replica leads, so nothing was published. */
class NotLeadingError extends Error {}

/** The usual {@link FeedStoreOptions.leaseMs}. */
export const LEASE_MS = 15_000;
/** For one command. */
const TIMEOUT_MS = 2_000;
/** A replica with subscribers reports them again before that. */
const WATCHED_SECONDS = 60;

/** The feed of one server as replicas share it. Each method throws if the store is unavailable. */
export class FeedStore {
  readonly link: ValkeyLink;
  readonly leaseMs: number;
  /** Streams of events and of polls. */
  readonly events: string;
  readonly polls: string;
  readonly #lead: string;
  readonly #epoch: string;
  readonly #state: string;
  readonly #watched: string;
  readonly #streamLength: number;

  constructor(link: ValkeyLink, { namespace, url, streamLength, leaseMs }: FeedStoreOptions) {
    this.link = link;
    this.leaseMs = leaseMs;
    this.#streamLength = streamLength;
    const tag = createHash('sha256').update(url).digest('base64url').slice(0, 16);
    const key = (name: string): string => `${namespace}:live:{${tag}}:${name}`;
    this.events = key('events');
    this.polls = key('polls');
    this.#lead = key('lead');
    this.#epoch = key('epoch');
    this.#state = key('state');
    this.#watched = key('watched');
  }

  /** @returns the token of the lease, or for how long another replica has it. */
  async acquire(
    replica: string,
  ): Promise<{ readonly token: string } | { readonly heldMs: number }> {
    const parameters = [replica, String(this.leaseMs)];
    const [granted, rest] = asList(
      await runScript(this.link, ACQUIRE, [this.#lead, this.#epoch], parameters, TIMEOUT_MS),
    );
    return granted === 1 ? { token: String(rest) } : { heldMs: Math.max(0, Number(rest)) };
  }

  /** @returns whether the lease is still held. */
  async renew(token: string): Promise<boolean> {
    const parameters = [token, String(this.leaseMs)];
    return (await runScript(this.link, RENEW, [this.#lead], parameters, TIMEOUT_MS)) === 1;
  }

  /** Releases the lease, if it is still held. */
  async release(token: string): Promise<void> {
    await runScript(this.link, RELEASE, [this.#lead, this.polls], [token], TIMEOUT_MS);
  }

  async read(): Promise<StoredFeed> {
    const answer = await this.link.send(this.#state, ['HGETALL', this.#state], TIMEOUT_MS);
    const fields = fieldsOf(answer);
    const last = fields.get('last');
    const beat = decodeBeat(fields.get('beat'));
    const beatId = fields.get('beatId');
    return {
      state: decodeState(fields.get('feed')),
      last: isStreamId(last) ? last : undefined,
      beat: beat !== undefined && isStreamId(beatId) ? { id: beatId, beat } : undefined,
    };
  }

  /**
   * @param nowMs by the clock of the progress.
   * @returns id of the last entry, and whether a replica has subscribers.
   * @throws if the lease is lost, or the store is unavailable.
   */
  async publish(
    { token, last, entry, state, progress, apiVersion }: Publication,
    nowMs: number,
  ): Promise<{ readonly last: string | undefined; readonly isWatched: boolean }> {
    const [isLeading, id, watched] = asList(
      await runScript(
        this.link,
        PUBLISH,
        [this.#lead, this.#state, this.events, this.polls, this.#watched],
        [
          token,
          String(this.#streamLength),
          last ?? '',
          entry === undefined ? '' : encodeEntry(entry),
          state === undefined ? '' : encodeState(state),
          progress === undefined ? '' : encodeBeat(progress, nowMs, apiVersion),
        ],
        TIMEOUT_MS,
      ),
    );
    if (isLeading !== 1) throw new NotLeadingError('another replica follows the server');
    return { last: isStreamId(id) ? id : undefined, isWatched: watched === 1 };
  }

  /**
   * Adds an entry that the store has lost, unless it has that or a later one.
   *
   * @throws as {@link FeedStore.publish}.
   */
  async restore(token: string, lost: ReadEntry): Promise<void> {
    const { position, after = '', by = '' } = lost;
    const isLeading = await runScript(
      this.link,
      RESTORE,
      [this.#lead, this.#state, this.events],
      [token, String(this.#streamLength), position, after, by, encodeEntry(lost)],
      TIMEOUT_MS,
    );
    if (isLeading !== 1) throw new NotLeadingError('another replica follows the server');
  }

  /** Reports that this replica has subscribers. */
  async watch(): Promise<void> {
    const parameters = [String(WATCHED_SECONDS)];
    await runScript(this.link, WATCH, [this.#watched, this.polls], parameters, TIMEOUT_MS);
  }

  /** Entries of events after a place, up to and including another one; at most `count`, the oldest. */
  async range(after: string, upTo: string, count: number): Promise<readonly StreamEntry[]> {
    const command = ['XRANGE', this.events, `(${after}`, upTo, 'COUNT', String(count)];
    return entriesOf(await this.link.send(this.events, command, TIMEOUT_MS));
  }
}

/** Part of {@link WATCHED_SECONDS} after which a replica reports it again. */
export const WATCH_AGAIN_MS = (WATCHED_SECONDS * 1000) / 3;

/** Entries as XRANGE and XREAD give them. */
export function entriesOf(answer: unknown): readonly StreamEntry[] {
  return asList(answer).flatMap((entry) => {
    const [id, fields] = asList(entry);
    return isStreamId(id) ? [{ id, fields: fieldsOf(fields) }] : [];
  });
}

/** Where a new reader starts. */
export function startOf({ last }: StoredFeed): string {
  return last ?? STREAM_START;
}

/** Names and values, as a list of both or as an object. */
function fieldsOf(answer: unknown): ReadonlyMap<string, string> {
  const flat =
    isObject(answer) && !Array.isArray(answer) ? Object.entries(answer).flat() : asList(answer);
  const fields = new Map<string, string>();
  for (let index = 0; index + 1 < flat.length; index += 2) {
    fields.set(String(flat[index]), String(flat[index + 1]));
  }
  return fields;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
