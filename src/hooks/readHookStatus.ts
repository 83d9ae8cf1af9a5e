import type { SourceWarning } from '../orderedList.js';
import type { DisableReason } from './Hook.js';
import type { HookQueue, QueueCounts } from './HookQueue.js';
import type { HookStore } from './HookStore.js';

/** Status of a webhook and its queue. It has no URL, no secrets and no payloads. */
export interface HookStatus extends QueueCounts {
  readonly name: string;
  readonly state: 'ENABLED' | 'FAILING' | 'DISABLED';
  /** Null unless it is disabled. */
  readonly disabled: DisableReason | null;
  /** Time since which every attempt has failed, in milliseconds since 1970. */
  readonly failingSince: number | null;
  /** Time of the last delivery that succeeded, in milliseconds since 1970. */
  readonly deliveredAt: number | null;
  /** What the servers could not deliver when the process that runs the webhook last had an answer. */
  readonly warnings: readonly SourceWarning[];
}

/** @throws Error where the store does not answer. */
export async function readHookStatus(
  name: string,
  store: HookStore,
  queue: HookQueue,
): Promise<HookStatus> {
  const { disabled, failingSince, deliveredAt, warnings } = await store.read(name);
  const state = disabled !== null ? 'DISABLED' : failingSince === null ? 'ENABLED' : 'FAILING';
  return { name, state, disabled, failingSince, deliveredAt, warnings, ...(await queue.counts()) };
}
