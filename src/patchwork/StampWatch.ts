import type { SourceWarning } from '../orderedList.js';
import { createStampZone, type StampZone } from './StampZone.js';
import type { PatchworkEvent } from './Exchange.js';
import { formatOffset, hasGoneBack, leastZoneErrorOf, zoneErrorOf } from './zoneError.js';
import { HOUR_MS } from '../durations.js';

/** A server that stamps dates. */
interface StampingServer {
  readonly name: string;
  /** In which its stamps are read. */
  readonly stampZone: StampZone;
  /** The time by this program's clock, in milliseconds since 1970. */
  now(): number;
  /** How far the clock of the server is ahead of it. */
  readonly clockOffsetMs: number;
}

/** Stamps of the server are off. */
interface ZoneFault {
  /** Positive: they are later than they should be. */
  readonly errorSeconds: number;
  /** Whether it can be more. */
  readonly isLeast: boolean;
  readonly foundAtMs: number;
}

/** A single date may be wrong by itself: it is forgotten when no other one confirms it. */
const REMEMBERED_MS = HOUR_MS;

const CREDIBLE_OFFSET_MS = 60_000;

/** Zones that a server may be in: Patchwork's default, and the usual settings of operators. */
const LIKELY_ZONES = ['UTC', 'Australia/Canberra'];

/**
 * Notices that the time zone of a server is not the configured one. Patchwork stamps events and checks in local
 * time without saying so (since 3.2); nothing in the API reports the zone.
 */
export class StampWatch {
  #fault: ZoneFault | undefined;

  readonly #server: StampingServer;
  readonly #onEvent: ((event: PatchworkEvent) => void) | undefined;

  /** @param onEvent called when it finds that the zone is not right, or differs by another time. */
  constructor(server: StampingServer, onEvent?: (event: PatchworkEvent) => void) {
    this.#server = server;
    this.#onEvent = onEvent;
  }

  /** An event or check was read: nothing can be later than now. */
  observe(stamp: string | null | undefined): void {
    const errorSeconds = leastZoneErrorOf(this.#aheadSeconds(stamp));
    if (errorSeconds === null) return;
    const known = this.#current();
    if (known !== undefined && known.errorSeconds >= errorSeconds) return;
    this.#report({ errorSeconds, isLeast: true, foundAtMs: this.#now() });
  }

  /**
   * An event or check has just been made.
   *
   * @param spanSeconds within which it was made.
   */
  observeNew(stamp: string | null | undefined, spanSeconds: number): void {
    // Where the clocks differ, neither is trusted.
    if (Math.abs(this.#server.clockOffsetMs) > CREDIBLE_OFFSET_MS) return;
    // An hour that comes twice is read as its first pass.
    if (hasGoneBack(this.#server.stampZone, this.#now())) return;
    const errorSeconds = zoneErrorOf(this.#aheadSeconds(stamp), spanSeconds);
    if (errorSeconds !== null) this.settle(errorSeconds);
  }

  /** It is known how far the stamps are off. @param errorSeconds 0 where the zone is right. */
  settle(errorSeconds: number): void {
    if (errorSeconds === 0) {
      this.#fault = undefined;
      return;
    }
    this.#report({ errorSeconds, isLeast: false, foundAtMs: this.#now() });
  }

  /** For answers that show stamps; undefined where nothing is known to be wrong. */
  get warning(): SourceWarning | undefined {
    const fault = this.#current();
    if (fault === undefined) return undefined;
    return { code: 'TIME_ZONE_MISMATCH', message: this.#messageOf(fault) };
  }

  #report(fault: ZoneFault): void {
    const before = this.#current();
    this.#fault = fault;
    const isSame = before?.errorSeconds === fault.errorSeconds && before.isLeast === fault.isLeast;
    if (isSame) return;
    const { name: instance } = this.#server;
    this.#onEvent?.({ type: 'zone-mismatch', instance, message: this.#messageOf(fault) });
  }

  #current(): ZoneFault | undefined {
    if (this.#fault !== undefined && this.#now() - this.#fault.foundAtMs > REMEMBERED_MS) {
      this.#fault = undefined;
    }
    return this.#fault;
  }

  /** The later of both clocks: a later stamp is in the future. */
  #now(): number {
    return this.#server.now() + Math.max(0, this.#server.clockOffsetMs);
  }

  #aheadSeconds(stamp: string | null | undefined): number {
    const utc = this.#server.stampZone.toUtc(stamp);
    return utc === null ? NaN : (Date.parse(utc) - this.#now()) / 1000;
  }

  #messageOf({ errorSeconds, isLeast }: ZoneFault): string {
    const { name: instance, stampZone: zone } = this.#server;
    const offsetSeconds = offsetOf(zone, this.#now()) + errorSeconds;
    const amount = formatOffset(Math.abs(errorSeconds)).slice(1);
    const least = isLeast ? 'at least ' : '';
    const side = errorSeconds > 0 ? 'ahead of' : 'behind';
    return (
      `${instance}: events and checks are dated ${least}${amount} h ${side} the configured time zone ` +
      `${zone.name}; set instances[].timezone to the TIME_ZONE of the server, ${this.#advice(offsetSeconds, isLeast)}`
    );
  }

  #advice(offsetSeconds: number, isLeast: boolean): string {
    const nowMs = this.#now();
    const fits = LIKELY_ZONES.find((name) => {
      const offset = offsetOf(createStampZone(name), nowMs);
      return isLeast ? offset >= offsetSeconds : offset === offsetSeconds;
    });
    if (fits !== undefined) return `for example ${fits}`;
    return `whose offset is ${isLeast ? 'at least ' : ''}UTC${formatOffset(offsetSeconds)} now`;
  }
}

/** How far a zone is ahead of UTC, in seconds. */
function offsetOf(zone: StampZone, nowMs: number): number {
  return Math.round(Date.parse(`${zone.clockAt(nowMs)}Z`) / 1000 - Math.floor(nowMs / 1000));
}
