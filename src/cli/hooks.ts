import type { GatewayConfig } from '../config/GatewayConfig.js';
import { loadConfig } from '../config/loadConfig.js';
import { suggestName } from '../suggestName.js';
import type { CliCollaborators, HookCommands, HookSummary } from './CliCollaborators.js';
import { formatTable } from './formatTable.js';
import { UsageError } from './UsageError.js';

/** Flags of the commands of `hooks`. */
export interface HookFlags {
  readonly config?: string;
}

const EXIT_FAILED = 1;
const HEADING = ['NAME', 'RECEIVER', 'STATE', 'WAITING', 'RETRYING', 'FAILED', 'LAST DELIVERY'];

/** Prints the webhooks and their queues. */
export async function listHooks(
  flags: HookFlags,
  collaborators: CliCollaborators,
): Promise<number> {
  const { stdout } = collaborators;
  return await withHooks(flags, collaborators, async (hooks) => {
    const summaries = await hooks.list();
    if (summaries.length === 0) stdout.write('The configuration has no webhooks.\n');
    else stdout.write(formatTable([HEADING, ...summaries.map(describe)]));
    for (const { name, warnings } of summaries) {
      for (const { message } of warnings) stdout.write(`\nwarning: ${name}: ${message}\n`);
    }
    return 0;
  });
}

/** Sends an example to a webhook, at once and once. */
export async function testHook(
  name: string,
  flags: HookFlags,
  collaborators: CliCollaborators,
): Promise<number> {
  const { stdout } = collaborators;
  return await withHooks(flags, collaborators, async (hooks, config) => {
    requireHook(name, config);
    const fault = await hooks.test(name);
    stdout.write(
      fault === undefined ? `${name}: delivered\n` : `${name}: not delivered: ${fault}\n`,
    );
    return fault === undefined ? 0 : EXIT_FAILED;
  });
}

/** Enables a webhook, and redelivers failed deliveries. */
export async function redeliverHook(
  name: string,
  id: string | undefined,
  flags: HookFlags,
  collaborators: CliCollaborators,
): Promise<number> {
  const { stdout } = collaborators;
  return await withHooks(flags, collaborators, async (hooks, config) => {
    requireHook(name, config);
    const count = await hooks.redeliver(name, id);
    if (id !== undefined && count === 0) {
      throw new UsageError(`${name} has no delivery ${id} that failed or is retried`);
    }
    stdout.write(`${name}: enabled; deliveries sent again: ${String(count)}\n`);
    return 0;
  });
}

async function withHooks(
  { config: file }: HookFlags,
  collaborators: CliCollaborators,
  run: (hooks: HookCommands, config: GatewayConfig) => Promise<number>,
): Promise<number> {
  const { environment } = collaborators;
  const config = loadConfig({ file, flags: {}, ...(environment && { environment }) });
  if (config.webhooks.length === 0) {
    throw new UsageError('the configuration has no webhooks; add them to "webhooks" (--config)');
  }
  const hooks = await collaborators.openHooks(config);
  try {
    return await run(hooks, config);
  } finally {
    await hooks.close();
  }
}

function requireHook(name: string, { webhooks }: GatewayConfig): void {
  const names = webhooks.map((webhook) => webhook.name);
  if (names.includes(name)) return;
  const nearest = suggestName(name, names);
  const hint = nearest === undefined ? `one of ${names.join(', ')}` : `"${nearest}"`;
  throw new UsageError(`"${name}" is not a configured webhook; expected ${hint}`);
}

function describe({ name, origin, deliveredAt, ...status }: HookSummary): string[] {
  const { waiting, retrying, failed, disabled } = status;
  const state = disabled === null ? status.state : `DISABLED_${disabled}`;
  return [
    name,
    origin,
    state,
    ...[waiting, retrying, failed].map(String),
    deliveredAt === null ? '-' : new Date(deliveredAt).toISOString(),
  ];
}
