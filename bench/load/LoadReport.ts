import type { DriveResult } from './drive.js';
import type { LoadFlags } from './readLoadFlags.js';
import type { Memory } from './startLoadGateway.js';

/** The measurements. */
export interface LoadMeasurements {
  readonly flags: LoadFlags;
  /** Each query once, without faults. */
  readonly warmUp: DriveResult;
  readonly load: DriveResult;
  readonly lagP99Ms: number;
  /** CPU time of the gateway, user and system. */
  readonly cpuMs: number;
  /** From the end of the load; NaN if it never recovered. */
  readonly recoverySeconds: number;
  readonly upstreamRequests: number;
  readonly memory: {
    /** After the warm-up, so that cached answers are included in both values. */
    readonly before: Memory;
    /** Resident memory while the load ran. */
    readonly peakMiB: number;
    readonly after: Memory;
  };
}

/** The measurements, and the failed checks. */
export interface LoadReport extends LoadMeasurements {
  /** One line for each broken promise. */
  readonly failures: readonly string[];
}

/** What may remain: code compiled meanwhile, buffers, caches of later answers. */
const ALLOWED_GROWTH = 1.25;
const ALLOWED_GROWTH_MIB = 24;

/** Compares the measurements with the promises of the gateway. */
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
