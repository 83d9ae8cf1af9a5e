import type { FastifyRequest } from 'fastify';

/** Names are the client's to choose, so they are cut. */
const MAX_LENGTH = 100;

/** Who has sent an operation, as far as it is known: for the log. */
export interface OperationSender {
  /** Address of the client; behind a trusted proxy the one that the proxy forwards. */
  readonly address: string;
  /** Name that the client sends: `apollographql-client-name`, `x-client-name`, else the User-Agent. */
  readonly client: string | undefined;
  readonly clientVersion: string | undefined;
  /** Name of the gateway key that it has sent. */
  readonly gatewayKey: string | undefined;
}

/** Reads the headers by which clients of Apollo, Relay and others name themselves. */
export function senderOf(request: FastifyRequest, gatewayKey: string | undefined): OperationSender {
  const read = (...names: string[]): string | undefined => {
    for (const name of names) {
      const value = request.headers[name];
      // Control characters would garble a line that people read.
      if (typeof value === 'string' && value !== '') {
        return value.replaceAll(/\p{Cc}/gu, '').slice(0, MAX_LENGTH);
      }
    }
    return undefined;
  };
  return {
    address: request.ip,
    client: read('apollographql-client-name', 'graphql-client-name', 'x-client-name', 'user-agent'),
    clientVersion: read(
      'apollographql-client-version',
      'graphql-client-version',
      'x-client-version',
    ),
    gatewayKey,
  };
}
