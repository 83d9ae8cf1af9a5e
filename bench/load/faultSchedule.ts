import { setTimeout as pause } from 'node:timers/promises';
import { INSTANCES, type InstanceName } from '../sampleData.js';

/**
 * The faults of the servers in each part of the run, in the syntax of `--sample-faults`. `c` has no
 * faults: its part of each answer must always be complete. Shares below 1 keep the circuit breaker
 * from opening, so that failures and correct answers alternate.
 */
const PARTS: readonly Readonly<Partial<Record<InstanceName, string>>>[] = [
  {},
  { a: 'status=503' },
  { b: 'hang@0.3' },
  { a: 'drop=body@0.3', b: 'delay=100-400' },
  { a: 'truncate@0.5' },
  { b: 'status=429/1' },
  { a: 'html' },
  { a: 'trickle=512/20@0.3', b: 'invalid-json@0.5' },
  { a: 'drop@0.5', b: 'endless@0.1' },
  {},
];

/**
 * How long after the end of its faults a server may still fail: requests that were in progress
 * then, and the 15 s for which an open circuit breaker refuses requests.
 */
const AFTERMATH_MS = 20_000;

/** Starts and ends faults, and records which servers may be blamed for a failure. */
export class FaultSchedule {
  readonly #setFaults: (instance: InstanceName, faults: string) => Promise<void>;
  readonly #now: () => number;
  /** When each server last had a fault; Infinity while it has one. */
  readonly #faultyUntilMs = new Map<InstanceName, number>();

  /** @param now returns milliseconds since any fixed time. */
  constructor(
    setFaults: (instance: InstanceName, faults: string) => Promise<void>,
    now: () => number,
  ) {
    this.#setFaults = setFaults;
    this.#now = now;
  }

  /** Runs through all parts in the given time, and ends all faults. */
  async run(durationMs: number, tell: (line: string) => void): Promise<void> {
    for (const part of PARTS) {
      await this.#enter(part);
      tell(`faults: ${describe(part)}`);
      await pause(durationMs / PARTS.length);
    }
    await this.#enter({});
  }

  /** Whether the answer to a query sent at that time may lack data of this server. */
  excuses(instance: string, askedAtMs: number): boolean {
    const name = INSTANCES.find((one) => one === instance);
    const untilMs = name === undefined ? undefined : this.#faultyUntilMs.get(name);
    return untilMs !== undefined && askedAtMs < untilMs + AFTERMATH_MS;
  }

  async #enter(part: Readonly<Partial<Record<InstanceName, string>>>): Promise<void> {
    for (const instance of INSTANCES) {
      const faults = part[instance] ?? '';
      if (faults !== '') this.#faultyUntilMs.set(instance, Infinity);
      await this.#setFaults(instance, faults);
      if (faults === '' && this.#faultyUntilMs.get(instance) === Infinity) {
        this.#faultyUntilMs.set(instance, this.#now());
      }
    }
  }
}

function describe(part: Readonly<Partial<Record<InstanceName, string>>>): string {
  const texts = Object.entries(part).map(([instance, faults]) => `${instance} ${faults}`);
  return texts.join(', ') || 'none';
}
