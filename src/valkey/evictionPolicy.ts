import type { ValkeyLink } from './ValkeyLink.js';

const TIMEOUT_MS = 2_000;

/**
 * The policy by which a server evicts keys that do not expire: leases and streams would be lost
 * with it.
 *
 * @returns for a cluster, the policy of the first server that evicts them; undefined if none does
 *   or reports it.
 */
export async function evictionPolicyOf(link: ValkeyLink): Promise<string | undefined> {
  const texts = await link.sendToAll(['INFO', 'memory'], TIMEOUT_MS).catch(() => []);
  return texts.map(policyIn).find((policy) => policy !== undefined);
}

function policyIn(text: unknown): string | undefined {
  const fields = new Map(
    String(text)
      .split(/\r?\n/)
      .map((line) => {
        const [name = '', value = ''] = line.split(':');
        return [name, value] as const;
      }),
  );
  const policy = fields.get('maxmemory_policy') ?? '';
  // Without a memory limit nothing is evicted.
  if (fields.get('maxmemory') === '0' || !policy.startsWith('allkeys-')) return undefined;
  return policy;
}
