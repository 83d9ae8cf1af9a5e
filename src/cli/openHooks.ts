import type { GatewayConfig } from '../config/GatewayConfig.js';
import type { Hook } from '../hooks/Hook.js';
import { HookQueue } from '../hooks/HookQueue.js';
import { HookSender } from '../hooks/HookSender.js';
import { HookStore } from '../hooks/HookStore.js';
import { readHookStatus } from '../hooks/readHookStatus.js';
import { deliveryId } from '../hooks/sign.js';
import type { HookCommands, HookSummary } from './CliCollaborators.js';
import { readVersion } from '../readVersion.js';

const CONNECT_MS = 5_000;
const EXAMPLE_BODY = JSON.stringify({ data: { events: { cursor: '', events: [], gaps: [] } } });

/** Opens the webhooks of a configuration beside the gateways that run them. */
export async function openHooks({ webhooks, live, cache }: GatewayConfig): Promise<HookCommands> {
  const store = new HookStore(live.url ?? cache.url ?? '');
  const sender = new HookSender({ userAgent: `patchwork-graphql/${readVersion()}` });
  // The document is not needed to send what is in the queue.
  const hooks = webhooks.map((webhook): Hook => ({ ...webhook, document: '' }));
  const queues = new Map<string, HookQueue>();
  await store.connect(CONNECT_MS);
  const queueOf = (hook: Hook): HookQueue => {
    let queue = queues.get(hook.name);
    if (queue === undefined) {
      const options = { hook, store, sender, onEvent: () => undefined };
      queue = new HookQueue({ ...options, now: Date.now, random: Math.random });
      queues.set(hook.name, queue);
    }
    return queue;
  };
  const named = (name: string): Hook => {
    const hook = hooks.find((one) => one.name === name);
    if (hook === undefined) throw new RangeError(`there is no webhook ${name}`);
    return hook;
  };
  return {
    list: async () => {
      const summaries: HookSummary[] = [];
      for (const hook of hooks) {
        const status = await readHookStatus(hook.name, store, queueOf(hook));
        summaries.push({ ...status, origin: new URL(hook.url).origin });
      }
      return summaries;
    },
    test: async (name) => {
      const id = deliveryId(name, `test ${String(Date.now())}`);
      const outcome = await sender.send(named(name), { id, body: EXAMPLE_BODY });
      if (outcome.ok) return undefined;
      const { failure, status } = outcome;
      return status === null ? failure : `${failure} (${String(status)})`;
    },
    redeliver: async (name, id) => {
      const queue = queueOf(named(name));
      await store.enable(name);
      return await queue.redeliver(id);
    },
    close: async () => {
      await store.endAfter(Promise.all([...queues.values()].map((queue) => queue.close())));
      await sender.close();
    },
  };
}
