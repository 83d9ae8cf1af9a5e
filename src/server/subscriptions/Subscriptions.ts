import { setMaxListeners } from 'node:events';
import { GraphQLError } from 'graphql';
import { GatewayError } from '../../errors.js';
import type { Gateway } from '../../graphql/context.js';
import type { SubscriptionChangedArgs } from '../../graphql/generated/types.js';
import { ChangeDeliveries } from '../../graphql/subscriptions/ChangeDeliveries.js';
import type { Delivery } from '../../graphql/subscriptions/Delivery.js';
import { EventDeliveries } from '../../graphql/subscriptions/EventDeliveries.js';
import type { SubscriptionContext } from '../../graphql/subscriptions/SubscriptionContext.js';
import { CatchUps } from '../../live/CatchUps.js';
import type { AcceptedSubscription } from '../execution/acceptedSubscription.js';
import type { ErrorFormatter } from '../execution/formatError.js';
import type { OperationOutcome, OperationRequest } from '../execution/OperationRequest.js';
import type { Pipeline } from '../execution/Pipeline.js';
import type { SubscriptionTransport } from '../../telemetry/subscriptionMetrics.js';
import { Refusal } from '../execution/Refusal.js';
import type { DocumentFinder } from './createDocumentFinder.js';
import { DeliveryGroups } from './DeliveryGroups.js';
import { readSubscriptionRequest } from './readRequest.js';
import { SharedDeliveries, type WrittenDelivery } from './SharedDeliveries.js';
import type { Subscriber } from './Subscriber.js';
import { hasContent, Subscription } from './Subscription.js';
import { Tally } from './Tally.js';

/** Bounds of subscriptions. */
export interface SubscriptionLimits {
  readonly enabled: boolean;
  /** Subscriptions of one client at once. */
  readonly maxPerClient: number;
  /** Subscriptions at once. */
  readonly max: number;
  /** Deliveries that a subscriber may fall behind. */
  readonly bufferedDeliveries: number;
  /** After so long a subscription is completed, so that its client comes to another replica. */
  readonly maxConnectionAgeSeconds: number;
}

export interface SubscriptionsOptions {
  readonly pipeline: Pick<Pipeline, 'open' | 'run'>;
  readonly gateway: Gateway;
  readonly limits: SubscriptionLimits;
  /** How long a server that does not answer may delay what others have. */
  readonly patienceMs: number;
  readonly findDocument: DocumentFinder;
  readonly formatError: ErrorFormatter;
  readonly observer: SubscriptionObserver;
  /** After so long without events the cursor alone is delivered. Default: 60 seconds. */
  readonly heartbeatMs?: number | undefined;
}

/** Outcome of a request to subscribe. */
export type OpenedSubscription =
  { readonly begun: Subscription } | { readonly refusal: OperationOutcome };

/** Observes subscriptions. */
export interface SubscriptionObserver {
  /** @returns called at the end. */
  opened(transport: SubscriptionTransport): () => void;
  /** @param subscribers who get it. */
  delivered(transport: SubscriptionTransport, delivery: Delivery, subscribers: number): void;
  refused(transport: SubscriptionTransport): void;
}

const HEARTBEAT_MS = 60_000;
/** Longer variables are a client's own, which nobody else sends. */
const MAX_SHARED_VARIABLES = 4_096;
/** Share of the age by which ends are spread. */
const AGE_JITTER = 0.1;

/** All subscriptions of one configuration, whatever their transport. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #shared = new SharedDeliveries();
  readonly #groups = new DeliveryGroups();
  readonly #catchUps = new CatchUps();
  readonly #open = new Set<Subscription>();
  readonly #perClient = new Tally();
  readonly #ending = new AbortController();

  constructor(options: SubscriptionsOptions) {
    // Each WebSocket listens to it.
    setMaxListeners(0, this.#ending.signal);
    this.#options = options;
  }

  /** Subscriptions of one client at once. */
  get maxPerClient(): number {
    return this.#options.limits.maxPerClient;
  }

  /** Subscriptions that are open now. */
  get size(): number {
    return this.#open.size;
  }

  /** Aborted when all are completed, and no new one is taken. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /**
   * Begins a subscription, or says why it is refused.
   *
   * @param sent the request of the client, see {@link readSubscriptionRequest}.
   */
  async open(sent: unknown, subscriber: Subscriber): Promise<OpenedSubscription> {
    const { pipeline, observer, findDocument } = this.#options;
    let result: OpenedSubscription;
    try {
      const read = await readSubscriptionRequest(sent, findDocument);
      const request = { ...read, mayWrite: false, wantsReport: false };
      result = pipeline.open(request, subscriber, (accepted) => {
        this.#requireRoom(subscriber);
        return this.#begin(request, subscriber, accepted, accepted.args);
      });
    } catch (error) {
      result = { refusal: this.#refusalOf(error) };
    }
    if ('refusal' in result) observer.refused(subscriber.transport);
    return result;
  }

  /**
   * Begins a subscription of the gateway itself, such as that of a webhook: without tokens, bounds of clients
   * and an end.
   *
   * Each call of `next()` waits for one message: `text` is the answer of the delivery (`data` and `errors`) as
   * JSON, and `cursor` is the place behind it. Keep the cursor once the message is dealt with, and pass it as
   * `after` next time, in this process or another one; null begins now. A message without content
   * (`hasContent`) has come after 60 seconds without events, and moves the cursor alone. A message with `isGap`
   * is the last one: the document does not select `gaps`; begin again with its cursor. `next()` gives undefined
   * after it, and after `close()`. Closing frees everything.
   *
   * @param request whose argument `after` is replaced.
   */
  openDurable(
    request: Pick<OperationRequest, 'query' | 'operationName' | 'variables'>,
    after: string | null,
  ): OpenedSubscription {
    const whole = { ...request, mayWrite: false, wantsReport: false };
    return this.#options.pipeline.open(whole, GATEWAY, (accepted) =>
      this.#begin(whole, GATEWAY, accepted, { ...accepted.args, after }),
    );
  }

  /**
   * What the servers cannot deliver to a subscription of the gateway itself, as far as they have answered; nothing
   * for one that is refused.
   */
  warningsOf(request: Pick<OperationRequest, 'query' | 'variables'>): Delivery['warnings'] {
    const opened = this.openDurable(request, null);
    if ('refusal' in opened) return [];
    const { warnings } = opened.begun;
    opened.begun.close();
    return warnings;
  }

  /** Completes all, with their last cursors, and refuses new ones. */
  end(): void {
    this.#ending.abort();
    for (const subscription of this.#open) subscription.end();
  }

  /** Frees everything. */
  close(): void {
    this.end();
    for (const subscription of [...this.#open]) subscription.close();
    this.#catchUps.close();
  }

  /** @throws GatewayError where the client, or all clients, have too many. */
  #requireRoom({ client }: Subscriber): void {
    const { enabled, max, maxPerClient } = this.#options.limits;
    if (!enabled) {
      throw new GatewayError(
        'Subscriptions are disabled in this gateway (subscriptions.enabled is false)',
        { code: 'FORBIDDEN' },
      );
    }
    if (this.#ending.signal.aborted) {
      throw new GatewayError(
        'The gateway is shutting down; subscribe again to reach another process',
        { code: 'SHUTTING_DOWN' },
      );
    }
    const fault =
      this.#open.size >= max
        ? `The gateway has reached its limit of ${String(max)} subscriptions (subscriptions.max); try again later`
        : this.#perClient.of(client) >= maxPerClient
          ? `You have reached the limit of ${String(maxPerClient)} subscriptions (subscriptions.maxPerClient); complete one first`
          : undefined;
    if (fault !== undefined) throw new GatewayError(fault, { code: 'TOO_MANY_SUBSCRIPTIONS' });
  }

  #begin(
    request: OperationRequest,
    subscriber: Subscriber,
    { field, selected, hash, afterVariable }: AcceptedSubscription,
    args: AcceptedSubscription['args'],
  ): Subscription {
    const { limits, observer, heartbeatMs = HEARTBEAT_MS } = this.#options;
    const { client, transport } = subscriber;
    const key = sharingKey(request, subscriber, hash, afterVariable);
    const context = this.#contextOf(subscriber);
    // Coerced by the schema, whose only fields these are.
    const source =
      field === 'changed'
        ? new ChangeDeliveries(args as SubscriptionChangedArgs, context)
        : new EventDeliveries(args, context);
    const sharing =
      key === null || source instanceof ChangeDeliveries
        ? undefined
        : this.#groups.enter(source, {
            key: `${transport} ${key}`,
            heartbeatMs,
            openSource: () => new EventDeliveries({ ...args, after: null }, context),
            write: (delivery, payer) => this.#write(request, payer, delivery, key),
            onDelivered: (delivery, members) => {
              observer.delivered(transport, delivery, members);
            },
          });
    const onEnd = observer.opened(transport);
    const isBounded = transport !== 'internal';
    const ageMs = limits.maxConnectionAgeSeconds * 1000 * (1 - AGE_JITTER * Math.random());
    const age = setTimeout(() => {
      if (isBounded) subscription.end();
    }, ageMs).unref();
    const subscription = new Subscription({
      source,
      heartbeatMs,
      subscriber,
      joinGroup: sharing?.join,
      write: (delivery, signal) => {
        observer.delivered(transport, delivery, 1);
        return this.#write(request, subscriber, delivery, key, signal);
      },
      refuseGap: selected.has('gaps')
        ? undefined
        : (delivery) => {
            observer.delivered(transport, delivery, 1);
            return this.#refuseGap(delivery);
          },
      onClose: () => {
        clearTimeout(age);
        sharing?.exit();
        this.#open.delete(subscription);
        if (isBounded) this.#perClient.remove(client);
        onEnd();
      },
    });
    this.#open.add(subscription);
    if (isBounded) this.#perClient.add(client);
    return subscription;
  }

  #contextOf({ spend }: Subscriber): SubscriptionContext {
    const { gateway, limits, patienceMs } = this.#options;
    return {
      gateway,
      patienceMs,
      catchUps: this.#catchUps,
      maxBehind: limits.bufferedDeliveries,
      onRequest: () => {
        spend(1);
      },
    };
  }

  #write(
    request: OperationRequest,
    subscriber: Subscriber,
    delivery: Delivery,
    key: string | null,
    signal?: AbortSignal,
  ): WrittenDelivery | Promise<WrittenDelivery> {
    const isShared = key !== null;
    return this.#shared.write(isShared ? `${key} ${identityOf(delivery)}` : null, () => {
      // Waited for beforehand; its cost is charged to the first reader.
      const share = {
        reserve: () => undefined,
        settle: (requests: number) => {
          subscriber.spend(requests);
        },
      };
      const caller = { ...subscriber, share, signal: isShared ? undefined : signal };
      const { warnings } = delivery;
      const operation = { ...request, delivery, warnings, isUnobserved: !hasContent(delivery) };
      return this.#options.pipeline.run(operation, caller);
    });
  }

  /** Errors of the execution. */
  #refusalOf(error: unknown): OperationOutcome {
    const isOurs = error instanceof GatewayError;
    const all = error instanceof Refusal ? error.errors : [error];
    const errors = all.map((one) =>
      this.#options.formatError(
        one instanceof GraphQLError
          ? one.toJSON()
          : { message: one instanceof Error ? one.message : String(one) },
        one,
      ),
    );
    const status = isOurs ? error.meaning.httpStatus : error instanceof Refusal ? 400 : 500;
    return { status, headers: {}, text: JSON.stringify({ errors }) };
  }

  #refuseGap({ gaps, cursor }: Delivery): string {
    const errors = gaps.map(({ client, gap: { reason, from, to } }) => {
      const utc = (stamp: string | null): string | null =>
        stamp === null ? null : client.stampZone.toUtc(stamp);
      const error = new GatewayError(
        `${client.name}: events may have been missed (${reason}). Select "gaps" to continue over gaps, or subscribe again with after: extensions.cursor`,
        {
          code: 'EVENTS_GAP',
          instance: client.name,
          reason,
          from: utc(from),
          to: utc(to),
          cursor,
        },
      );
      const { message, extensions } = error;
      return this.#options.formatError({ message, extensions }, error);
    });
    return JSON.stringify({ errors, data: null });
  }
}

/** Subscriptions of the gateway itself. */
const GATEWAY: Subscriber = {
  client: '',
  transport: 'internal',
  tokens: new Map(),
  spend: () => undefined,
  secondsToWait: () => 0,
};

/**
 * All that a text depends on beside its delivery; null where the caller may see what others may not.
 *
 * @param afterVariable where it began, which its deliveries do not depend on: clients who come back have a
 *   cursor each.
 */
function sharingKey(
  { operationName, variables, wantsReport }: OperationRequest,
  { tokens, patienceMs }: Subscriber,
  hash: string,
  afterVariable: string | undefined,
): string | null {
  if (tokens.size > 0 || patienceMs !== undefined || wantsReport) return null;
  const { [afterVariable ?? '']: _after, ...others } = variables ?? {};
  const written = JSON.stringify(others);
  if (written.length > MAX_SHARED_VARIABLES) return null;
  return `${hash} ${operationName ?? ''} ${written}`;
}

function identityOf({ cursor, events, gaps, nodeId }: Delivery): string {
  const ids = events.map(({ client, data }) => `${client.name}:${String(data.id)}`);
  const spans = gaps.map(({ client, gap: { reason, from, to, missedAtLeast } }) =>
    [client.name, reason, from, to, missedAtLeast].join(':'),
  );
  return [cursor, nodeId ?? '', ...ids, ...spans].join(' ');
}
