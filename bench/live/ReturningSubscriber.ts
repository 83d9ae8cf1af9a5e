import { setTimeout as pause } from 'node:timers/promises';
import { subscribe, type TestSubscription, type Transport } from '../../test/tools/subscribe.js';

type EventsData = Readonly<{
  events: {
    readonly cursor: string;
    readonly events: readonly {
      readonly databaseId: number;
      readonly instance: { readonly name: string };
    }[];
    readonly gaps: readonly { readonly reason: string }[];
  };
}>;

const EVENTS = `subscription ($after: String) {
  events(after: $after) { cursor events { databaseId instance { name } } gaps { reason } }
}`;

/** A client that resubscribes with its last cursor, wherever it ended. */
export class ReturningSubscriber {
  readonly #transport: Transport;
  readonly #pickUrl: () => string;
  readonly #seen = new Set<string>();
  #subscription: TestSubscription<EventsData> | undefined;
  readonly #stopped = new AbortController();
  #isBegun = false;
  /** Events received more than once. */
  repeated = 0;
  /** How often it resubscribed. */
  returns = 0;
  readonly gaps: string[] = [];
  /** Error responses and refusals. */
  readonly errors: string[] = [];

  /** @param pickUrl returns the URL of a gateway that accepts requests now. */
  constructor(transport: Transport, pickUrl: () => string) {
    this.#transport = transport;
    this.#pickUrl = pickUrl;
  }

  get isBegun(): boolean {
    return this.#isBegun;
  }

  has(instance: string, id: number): boolean {
    return this.#seen.has(`${instance}:${String(id)}`);
  }

  /** Runs until {@link ReturningSubscriber.stop}. Never rejects. */
  async run(): Promise<void> {
    let after: string | null = null;
    const isStopped = (): boolean => this.#stopped.signal.aborted;
    while (!isStopped()) {
      const subscription: TestSubscription<EventsData> = subscribe<EventsData>(
        this.#pickUrl(),
        this.#transport,
        EVENTS,
        { variables: { after } },
      );
      this.#subscription = subscription;
      try {
        for (;;) {
          const message = await subscription.next();
          if (message === undefined) break;
          this.errors.push(...(message.errors ?? []).map((error) => error.message));
          if (message.data == null) continue;
          after = message.data.events.cursor;
          this.#take(message.data);
        }
      } catch (error) {
        if (!isStopped()) this.errors.push(await describe(error));
      }
      await subscription.close().catch(() => undefined);
      if (isStopped()) return;
      this.returns += 1;
      await pause(Math.random() * 500);
    }
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#subscription?.close().catch(() => undefined);
  }

  #take({ events: { events, gaps } }: EventsData): void {
    this.#isBegun = true;
    this.gaps.push(...gaps.map(({ reason }) => reason));
    for (const { databaseId, instance } of events) {
      const id = `${instance.name}:${String(databaseId)}`;
      if (this.#seen.has(id)) this.repeated += 1;
      this.#seen.add(id);
    }
  }
}

/** A response that refuses contains the reason; a closed WebSocket has a code. */
async function describe(error: unknown): Promise<string> {
  if (!(error instanceof Error)) {
    const { code = '', reason = '' } = (error ?? {}) as { code?: number; reason?: string };
    return `closed ${String(code)} ${reason}`.trim();
  }
  if ('response' in error && error.response instanceof Response && !error.response.bodyUsed) {
    return `${error.message} ${await error.response.text().catch(() => '')}`;
  }
  return error.message;
}
