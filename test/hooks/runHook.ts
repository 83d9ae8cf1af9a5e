import { setTimeout as pause } from 'node:timers/promises';
import type { Hook, HookEvent } from '../../src/hooks/Hook.js';
import { HookQueue } from '../../src/hooks/HookQueue.js';
import { HookRunner, type HookMessage, type SubscribeHook } from '../../src/hooks/HookRunner.js';
import { HookSender } from '../../src/hooks/HookSender.js';
import { HookStore } from '../../src/hooks/HookStore.js';

const SECRET = Buffer.alloc(32, 1).toString('base64');

/** A subscription with these messages, one after another: their numbers are the cursors. */
export function messages(count: number, pauseMs = 0, warnings: HookMessage['warnings'] = []) {
  return async function* (
    _hook: Hook,
    after: string | null,
    signal: AbortSignal,
  ): AsyncIterable<HookMessage> {
    for (let number = Number(after ?? '0') + 1; number <= count; number += 1) {
      if (signal.aborted) return;
      await pause(pauseMs);
      const cursor = String(number);
      const text = JSON.stringify({ data: { events: { cursor } } });
      yield { text, cursor, hasContent: true, warnings };
    }
    await pause(60_000, undefined, { signal, ref: false }).catch(() => undefined);
  };
}

export interface RunOptions {
  readonly redisUrl: string;
  readonly hook: Partial<Hook> & { readonly url: string };
  readonly subscribe?: SubscribeHook;
  readonly delaysMs?: readonly number[];
  readonly now?: () => number;
  readonly silenceMs?: number;
  readonly pauseMs?: number;
}

/** Runs one hook, with short timeouts. */
export async function runHook({ redisUrl, hook: settings, ...options }: RunOptions) {
  const hook: Hook = {
    name: 'ci',
    secrets: [SECRET],
    document: '',
    variables: {},
    from: 'now',
    allowPlain: true,
    allowPrivate: true,
    ...settings,
  };
  const events: HookEvent[] = [];
  const onEvent = (event: HookEvent): void => void events.push(event);
  const { silenceMs } = options;
  const store = new HookStore(redisUrl, { leaseMs: 500, ...(silenceMs && { silenceMs }) });
  await store.connect();
  const { pauseMs = 50, delaysMs = [20, 20], now = Date.now, subscribe = messages(0) } = options;
  const sender = new HookSender({ userAgent: 'test', timeoutMs: 1_000, now });
  const queue = new HookQueue({
    hook,
    store,
    sender,
    onEvent,
    now,
    random: () => 0.5,
    delaysMs,
    lockMs: 500,
  });
  const runner = new HookRunner({
    hook,
    store,
    queue,
    subscribe,
    replica: `${String(process.pid)}-${String(Math.random())}`,
    onEvent,
    pauseMs,
  });
  const running = runner.run();
  return {
    events,
    queue,
    store,
    close: async (): Promise<void> => {
      runner.stop();
      await store.endAfter(running.then(() => queue.close()));
      await sender.close();
    },
  };
}
