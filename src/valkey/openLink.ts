import { parseValkeyAddress, type ClusterAddress, type ValkeyAddress } from './address.js';
import { ClusterConnection } from './ClusterConnection.js';
import { locatePrimary } from './locatePrimary.js';
import { ReconnectingLink, type MakeConnection } from './ReconnectingLink.js';
import { ServerConnection, type Whereabouts } from './ServerConnection.js';
import type { LinkOptions, ValkeyLink } from './ValkeyLink.js';

/**
 * Creates a connection to an address; {@link ValkeyLink.connect} opens it.
 *
 * @throws RangeError for a text that is not an address; it does not show the text, which may contain a
 *   password.
 */
export function openLink(text: string, options: LinkOptions): ValkeyLink {
  const address = parseValkeyAddress(text);
  if (address === undefined) throw new RangeError('this is not an address of a Valkey or Redis');
  const make: MakeConnection =
    address.kind === 'CLUSTER' && options.listen === undefined
      ? async (fail) => await Promise.resolve(new ClusterConnection(address, options, fail))
      : toServer(whereaboutsOf(address), options);
  return new ReconnectingLink(make, options, address.kind === 'CLUSTER');
}

function toServer(whereabouts: Whereabouts, options: LinkOptions): MakeConnection {
  return async (fail) => await ServerConnection.make(whereabouts, options, fail);
}

function whereaboutsOf(address: ValkeyAddress): Whereabouts {
  switch (address.kind) {
    case 'SINGLE':
      return { ...address, isPrimary: false, locate: () => Promise.resolve(address.node) };
    case 'SENTINEL': {
      let first = 0;
      return { ...address, isPrimary: true, locate: () => locatePrimary(address, first++) };
    }
    case 'CLUSTER':
      return anyNodeOf(address);
  }
}

/** Messages published on one node of a cluster are received on all of them. */
function anyNodeOf(address: ClusterAddress): Whereabouts {
  const { nodes } = address;
  let next = 0;
  const locate = async () => {
    const node = nodes[next++ % nodes.length];
    if (node === undefined) throw new RangeError('a cluster has at least one node');
    return await Promise.resolve(node);
  };
  return { ...address, isPrimary: false, database: 0, locate };
}
