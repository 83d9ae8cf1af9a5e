import type { DriveResult } from './drive.js';
import type { LoadFlags } from './readLoadFlags.js';
import type { Memory } from './startLoadGateway.js';

/** What was measured. */
export interface LoadMeasurements {
  readonly flags: LoadFlags;
  /** Each question once, without faults. */
  readonly warmUp: DriveResult;
  readonly load: DriveResult;
  readonly lagP99Ms: number;
  /** Processor time of the gateway, user and system. */
  readonly cpuMs: number;
  /** From the end of the load; NaN where it never came. */
  readonly recoverySeconds: number;
  readonly upstreamRequests: number;
  readonly memory: {
    /** After the warm-up, so that what is kept of answers counts on both sides. */
    readonly before: Memory;
    /** Resident, while the load ran. */
    readonly peakMiB: number;
    readonly after: Memory;
  };
}

/** What was measured, and what of it must not be. */
export interface LoadReport extends LoadMeasurements {
  /** One line for each promise that was broken. */
  readonly failures: readonly string[];
}

/** What may stay: code compiled meanwhile, buffers, what is kept of later answers. */
const ALLOWED_GROWTH = 1.25;
const ALLOWED_GROWTH_MIB = 24;

/** Holds the promises of the gateway against what was measured. */
export function judgeLoad(measured: LoadMeasurements): LoadReport {
  const { warmUp, load, recoverySeconds, memory } = measured;
  const allowedMiB = memory.before.used * ALLOWED_GROWTH + ALLOWED_GROWTH_MIB;
  const promises: readonly (readonly [isKept: boolean, failure: string])[] = [
    [
      warmUp.whole === warmUp.requests,
      `${String(warmUp.requests - warmUp.whole)} answers without faults were incomplete`,
    ],
    [load.wrong === 0, `${String(load.wrong)} wrong answers`],
    [load.serverErrors === 0, `${String(load.serverErrors)} HTTP 5xx`],
    [load.lost === 0, `${String(load.lost)} queries without an answer`],
    [!Number.isNaN(recoverySeconds), 'no recovery after the faults ended'],
    [
      memory.after.used <= allowedMiB,
      `${memory.after.used.toFixed(0)} MiB are used afterwards; the limit is ${allowedMiB.toFixed(0)}`,
    ],
  ];
  return {
    ...measured,
    failures: promises.flatMap(([isKept, failure]) => (isKept ? [] : [failure])),
  };
}
