import { createBigState } from './createBigState.js';
import type { SampleState } from '../src/sample/server/SampleState.js';

/** The instances, in the order of the sample servers. */
export const INSTANCES = ['a', 'b', 'c'] as const;

/** One of {@link INSTANCES}. */
export type InstanceName = (typeof INSTANCES)[number];

/** Used for all reads: Patchwork shows people only to users. */
export const TOKEN = 'big-token-3';

/** The newest API version of every sample server. */
export const API_VERSION = '1.3';

/** The data of one instance: 5,000 patches in 1,000 series of 4 projects, different on each instance. */
export function createBenchState(instance: InstanceName): SampleState {
  // As many people as make W3 request about 17 of them, as in a busy project.
  return createBigState({ seed: INSTANCES.indexOf(instance) + 1, people: 55 });
}
