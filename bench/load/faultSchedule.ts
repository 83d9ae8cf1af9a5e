import { setTimeout as pause } from 'node:timers/promises';
import { INSTANCES, type InstanceName } from '../sampleData.js';

/**
 * What servers do wrong in each part of the run, in the words of `--sample-faults`. `c` is never
 * named: its part of each answer must be whole all the time. Shares below 1 keep the circuit breaker
 * from opening, so that failures and right answers mix.
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
 * How long after the end of its faults a server may still be set to fail: requests that were under
 * way then, and the 15 s for which an open circuit breaker refuses.
 */
const AFTERMATH_MS = 20_000;

/** Switches faults on and off, and knows whom a failure can be blamed on. */
export class FaultSchedule {
  readonly #setFaults: (instance: InstanceName, faults: string) => Promise<void>;
  readonly #now: () => number;
  /** When each server last was faulty; Infinity while it is. */
  readonly #faultyUntilMs = new Map<InstanceName, number>();

  /** @param now milliseconds since any moment. */
  constructor(
    setFaults: (instance: InstanceName, faults: string) => Promise<void>,
    now: () => number,
  ) {
    this.#setFaults = setFaults;
    this.#now = now;
  }

  /** Goes through all parts in the time, and ends all faults. */
  async run(durationMs: number, tell: (line: string) => void): Promise<void> {
    for (const part of PARTS) {
      await this.#enter(part);
      tell(`faults: ${describe(part)}`);
      await pause(durationMs / PARTS.length);
    }
    await this.#enter({});
  }

  /** Whether an answer to a question that was asked then may lack what is of this server. */
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
