import { getOperationAST, parse } from 'graphql';
import type { GatewayConfig } from '../config/GatewayConfig.js';
import { GatewayError } from '../errors.js';
import type { Hook } from '../hooks/Hook.js';
import type { HookStatus } from '../hooks/readHookStatus.js';
import { readHooks } from './RunningHooks.js';

/** Status of a webhook and the name of its operation. */
interface WebhookStatus extends HookStatus {
  readonly operationName: string | null;
}

const CONNECT_MS = 2_000;

/**
 * Status of the configured webhooks, whichever process runs them. Reads are rare, so each opens a connection.
 *
 * @returns reads them; undefined where there are none.
 */
export function webhookStatuses({ webhooks, live, cache }: GatewayConfig) {
  const url = live.url ?? cache.url;
  if (webhooks.length === 0 || url === undefined) return undefined;
  let underWay: Promise<readonly WebhookStatus[]> | undefined;
  return (): Promise<readonly WebhookStatus[]> =>
    (underWay ??= read(webhooks, url).finally(() => {
      underWay = undefined;
    }));
}

async function read(
  webhooks: GatewayConfig['webhooks'],
  url: string,
): Promise<readonly WebhookStatus[]> {
  const hooks = await readHooks(webhooks);
  const [{ HookStore }, { HookQueue }, { HookSender }, { readHookStatus }] = await Promise.all([
    import('../hooks/HookStore.js'),
    import('../hooks/HookQueue.js'),
    import('../hooks/HookSender.js'),
    import('../hooks/readHookStatus.js'),
  ]);
  const store = new HookStore(url, { silenceMs: CONNECT_MS });
  const sender = new HookSender({ userAgent: '' });
  try {
    await store.connect(CONNECT_MS);
    return await Promise.all(
      hooks.map(async (hook) => {
        const options = { hook, store, sender, onEvent: () => undefined };
        const queue = new HookQueue({ ...options, now: Date.now, random: Math.random });
        const status = await readHookStatus(hook.name, store, queue);
        return { ...status, operationName: operationNameOf(hook) };
      }),
    );
  } catch (cause) {
    throw new GatewayError(
      'the Valkey or Redis server of the webhooks does not answer (live.url); try again later',
      { code: 'UPSTREAM_UNAVAILABLE' },
      { cause },
    );
  } finally {
    store.end();
    await sender.close();
  }
}

function operationNameOf({ document }: Hook): string | null {
  return getOperationAST(parse(document))?.name?.value ?? null;
}
