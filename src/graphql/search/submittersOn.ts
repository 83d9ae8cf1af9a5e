import { GatewayError } from '../../errors.js';
import { MAX_ADDRESSES } from '../../catalog/lookups/findAddresses.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { RequestContext } from '../context.js';
import { isWholeAddress } from './matchesTerm.js';
import { serverWords, type SplitTerms } from './splitTerms.js';

/**
 * Addresses of those whom a part of a name or address in `submitter:` may mean. The mails of others need not be
 * read. Only users may list people, so this needs the caller's token. Costs 1 request for each value.
 *
 * @returns undefined where the mails have to be looked at one by one.
 */
export async function submittersOn(
  client: PatchworkClient,
  { submitter, leftover }: SplitTerms,
  { scope, readers }: Pick<RequestContext, 'scope' | 'readers'>,
): Promise<readonly string[] | undefined> {
  if (submitter !== undefined || scope.tokenFor(client.name) === undefined) return undefined;
  const [term] = leftover.flatMap((one) =>
    one.kind === 'field' && one.field === 'submitter' && !one.negated ? [one] : [],
  );
  if (term === undefined) return undefined;
  const found = new Set<string>();
  for (const { value } of term.values) {
    if (isWholeAddress(value)) {
      found.add(value);
      continue;
    }
    const addresses = await addressesOf(client, value, readers);
    for (const address of addresses ?? []) found.add(address);
    if (addresses === undefined || found.size > MAX_ADDRESSES) return undefined;
  }
  return [...found];
}

async function addressesOf(
  client: PatchworkClient,
  value: string,
  readers: RequestContext['readers'],
): Promise<readonly string[] | undefined> {
  const words = serverWords(value);
  // Servers differ in how they compare letters beyond ASCII in any case.
  if (words.length === 0 || !/^[\x20-\x7e]*$/.test(value)) return undefined;
  try {
    return await readers.addressesByWords.load({ client, name: words.join(' ') });
  } catch (error) {
    // A caller who may not list people can still read mails; other failures recur there.
    if (error instanceof GatewayError) return undefined;
    throw error;
  }
}
