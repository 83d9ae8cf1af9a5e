import { getOperationAST, parse } from 'graphql';
import type { GatewayConfig } from '../config/GatewayConfig.js';
import { GatewayError } from '../errors.js';
import type { Hook } from '../hooks/Hook.js';
import type { HookStatus } from '../hooks/readHookStatus.js';
import type { SourceWarning } from '../orderedList.js';
import { readHooks } from './RunningHooks.js';

/** Status of a webhook and the name of its operation. */
interface WebhookStatus extends HookStatus {
  readonly operationName: string | null;
}

/** What the servers cannot deliver to the subscription of a webhook. */
type WarningsOf = (hook: {
  readonly query: string;
  readonly variables: Hook['variables'];
}) => readonly SourceWarning[];

const CONNECT_MS = 2_000;

/**
 * Status of the configured webhooks, whichever process runs them. Reads are rare, so each opens a connection.
 *
 * @param warningsOf called at each reading.
 * @returns reads them; undefined where there are none.
 */
export function webhookStatuses({ webhooks, live, cache }: GatewayConfig, warningsOf: WarningsOf) {
  const url = live.url ?? cache.url;
  if (webhooks.length === 0 || url === undefined) return undefined;
  let underWay: Promise<readonly WebhookStatus[]> | undefined;
  return (): Promise<readonly WebhookStatus[]> =>
    (underWay ??= read(webhooks, url, warningsOf).finally(() => {
      underWay = undefined;
    }));
}

async function read(
  webhooks: GatewayConfig['webhooks'],
  url: string,
  warningsOf: WarningsOf,
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
        const { document: query, variables } = hook;
        // This process knows those of its servers at once; the one that runs the webhook knows all.
        const own = warningsOf({ query, variables });
        const known = new Set(own.map(({ message }) => message));
        const stored = status.warnings.filter(({ message }) => !known.has(message));
        const warnings = [...own, ...stored];
        return { ...status, operationName: operationNameOf(hook), warnings };
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
