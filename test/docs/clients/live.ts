import { createClient, type Client, type ClientOptions } from 'graphql-ws';

/** A client of graphql-ws whose subscriptions continue after the last `cursor` that they received. */
export function createLiveClient(
  url: string,
  tokens?: Record<string, string>,
  options?: Partial<ClientOptions>,
): Client {
  const header = Object.entries(tokens ?? {}).map(([instance, token]) => `${instance}=${token}`);
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    // Pages cannot send headers with a WebSocket.
    connectionParams: header.length === 0 ? {} : { 'X-Patchwork-Token': header.join(', ') },
    retryAttempts: Infinity,
    ...options,
  });
  return {
    ...client,
    subscribe: (payload, sink) => {
      // graphql-ws sends their current values again when it reconnects.
      const variables: Record<string, unknown> = { ...payload.variables };
      let hasMoved = false;
      let isStopped = false;
      let stop: () => void = () => undefined;
      const start = (): void => {
        hasMoved = false;
        stop = client.subscribe(
          { ...payload, variables },
          {
            next: (result) => {
              const found = Object.values(result.data ?? {}).find(hasCursor);
              const after = found?.cursor ?? result.errors?.[0]?.extensions?.['cursor'];
              if (after !== undefined) {
                variables['after'] = after;
                hasMoved = true;
              }
              sink.next(result as Parameters<typeof sink.next>[0]);
            },
            error: (error) => {
              sink.error(error);
            },
            // The gateway completes subscriptions that have reached a certain age.
            complete: () => {
              if (hasMoved && !isStopped) start();
              else sink.complete();
            },
          },
        );
      };
      start();
      return () => {
        isStopped = true;
        stop();
      };
    },
  };
}

const hasCursor = (value: unknown): value is { cursor: string } =>
  typeof value === 'object' && value !== null && 'cursor' in value;
