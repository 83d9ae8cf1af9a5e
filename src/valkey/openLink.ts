import { parseValkeyAddress } from './address.js';
import { SingleLink } from './SingleLink.js';
import type { LinkOptions, ValkeyLink } from './ValkeyLink.js';

/**
 * Makes a connection to where an address leads; {@link ValkeyLink.connect} begins.
 *
 * @throws RangeError for a text that is no address; it does not show the text, which may hold a password.
 */
export function openLink(text: string, options: LinkOptions): ValkeyLink {
  const address = parseValkeyAddress(text);
  if (address?.kind !== 'SINGLE') throw new RangeError('this is no address of a Valkey or Redis');
  return new SingleLink(address.url, options);
}
