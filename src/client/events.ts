import { ClientError } from './ClientError.js';
import { textOf, type TypedDocument } from './document.js';
import type { Endpoint } from './Endpoint.js';
import { isTransient, openEventStream, textOr, type Message } from './openEventStream.js';
import type { Answer } from './request.js';
import { sourcesOf } from './sources.js';

/** Fields that a document must select of `events`. */
export interface EventsData {
  readonly events: { readonly cursor: string };
}

/** A span in which events may have been missed. Refetch displayed data. */
export interface Gap {
  /** Such as `TRIMMED`; undefined if the document selects `gaps` without it. */
  readonly reason: string | undefined;
  /** Name of the instance; undefined if the document selects `gaps` without it. */
  readonly instance: string | undefined;
  /** Where the events continue after the gap. */
  readonly cursor: string;
}

/** One delivery; `data.events` has the events. */
export interface EventDelivery<Data> extends Answer<Data> {
  readonly data: Data;
  /** Pass it as the variable `after` to continue after this delivery, also in another process. */
  readonly cursor: string;
}

export interface EventsOptions {
  /** Called for each span in which events may have been missed. */
  readonly onGap: (gap: Gap) => void;
  /** Ends the iteration, without an error. */
  readonly signal?: AbortSignal;
  /** Called when the connection is lost, before the next attempt. */
  readonly onDisconnect?: (error: ClientError) => void;
  /**
   * Milliseconds before the next attempt.
   *
   * @param attempts that have brought nothing so far. Default: from half a second to 30 seconds, with jitter.
   */
  readonly retryDelayMs?: (attempts: number) => number;
  /** A connection that has received nothing for so long is replaced. Default: 60,000; the gateway pings every 12 s. */
  readonly idleTimeoutMs?: number;
}

const IDLE_TIMEOUT_MS = 60_000;
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;

/** @throws ClientError if the gateway refuses the subscription permanently. */
export async function* events<Data extends EventsData>(
  endpoint: Endpoint,
  document: TypedDocument<unknown, never> | string,
  variables: object,
  options: EventsOptions,
): AsyncGenerator<EventDelivery<Data>, void, void> {
  const { onGap, onDisconnect, retryDelayMs = backOff, idleTimeoutMs = IDLE_TIMEOUT_MS } = options;
  const { signal = new AbortController().signal } = options;
  let after = 'after' in variables ? variables.after : undefined;
  const query = textOf(document);
  for (let attempts = 0; !signal.aborted; attempts += 1) {
    const stream = openEventStream(
      endpoint,
      query,
      { ...variables, after },
      { signal, idleTimeoutMs },
    );
    let loss: ClientError | undefined;
    try {
      for (;;) {
        const message = await stream.next();
        if (message === undefined) break;
        if (message instanceof ClientError) {
          loss = message;
          break;
        }
        const delivery = readDelivery<Data>(message);
        if (delivery instanceof ClientError) {
          loss = delivery;
          break;
        }
        after = delivery.cursor;
        attempts = 0;
        for (const gap of delivery.gaps) onGap({ ...gap, cursor: delivery.cursor });
        if (delivery.data === null) break;
        const { data, cursor } = delivery;
        const { errors = [], extensions = {} } = message;
        yield { data, cursor, errors, extensions, sources: sourcesOf(data) };
        if (isAborted(signal)) return;
      }
    } finally {
      stream.close();
    }
    if (isAborted(signal)) return;
    if (loss !== undefined) {
      if (loss.code !== 'TRANSPORT' && loss.code !== 'RATE_LIMITED') throw loss;
      onDisconnect?.(loss);
    }
    await pause(Math.max(retryDelayMs(attempts), (loss?.retryAfterSeconds ?? 0) * 1000), signal);
  }
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Doubles from half a second to 30 seconds; the jitter keeps clients apart after a restart. */
function backOff(attempts: number): number {
  const longest = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** attempts);
  return longest * (0.5 + Math.random() / 2);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}

interface ReadDelivery<Data> {
  /** Null if the message is a gap alone, which ends the subscription. */
  readonly data: Data | null;
  readonly cursor: string;
  readonly gaps: readonly Omit<Gap, 'cursor'>[];
}

/** A delivery or, where the subscription cannot go on, the error. */
function readDelivery<Data extends EventsData>(message: Message): ReadDelivery<Data> | ClientError {
  const { errors = [] } = message;
  const data = message.data as Data | null | undefined;
  // Nothing of a delivery is certain: documents can be plain texts.
  const delivery = data?.events as Partial<SelectedDelivery> | null | undefined;
  if (data != null && delivery != null) {
    const { cursor, gaps = [] } = delivery;
    if (typeof cursor === 'string') {
      const read = gaps.map(({ reason, instance }) => ({ reason, instance: instance?.name }));
      return { data, cursor, gaps: read };
    }
    const fault = 'The document does not select events { cursor }, which events() requires';
    return new ClientError('SUBSCRIPTION_REFUSED', fault);
  }
  const gaps = errors.flatMap(({ extensions }) =>
    extensions?.['code'] === 'EVENTS_GAP' ? [extensions] : [],
  );
  const cursor = gaps[0]?.['cursor'];
  if (typeof cursor === 'string') {
    const read = gaps.map(({ reason, instance }) => ({
      reason: textOr(reason),
      instance: textOr(instance),
    }));
    return { data: null, cursor, gaps: read };
  }
  const text = errors[0]?.message ?? 'a delivery without data';
  const code = errors.some(isTransient) ? 'TRANSPORT' : 'SUBSCRIPTION_REFUSED';
  return new ClientError(code, text, { errors });
}

interface SelectedDelivery {
  readonly cursor: string;
  readonly gaps: readonly {
    readonly reason?: string;
    readonly instance?: { readonly name?: string };
  }[];
}
