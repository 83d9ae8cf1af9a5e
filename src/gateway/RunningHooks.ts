import type { FormattedExecutionResult } from 'graphql';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { GatewayConfig } from '../config/GatewayConfig.js';
import { HookRefusedError, type Hook, type HookEvent } from '../hooks/Hook.js';
import type { HookQueue } from '../hooks/HookQueue.js';
import type { HookMessage, HookRunner } from '../hooks/HookRunner.js';
import type { HookStore } from '../hooks/HookStore.js';

/** One subscription of the gateway itself. */
export interface DurableSubscription {
  /** The next message; undefined at the end. */
  next(): Promise<(Omit<HookMessage, 'warnings'> & { readonly isGap: boolean }) | undefined>;
  /** What the servers cannot deliver, as far as they have answered. */
  readonly warnings: HookMessage['warnings'];
  /** Frees everything; pending waits end. */
  close(): void;
}

/** Begins a subscription after a cursor, or says why not; null: from now on. */
export type OpenDurable = (
  request: {
    readonly query: string;
    readonly variables?: Readonly<Record<string, unknown>>;
  },
  after: string | null,
) => { readonly begun: DurableSubscription } | { readonly refusal: { readonly text: string } };

/** Collaborators of webhooks. */
export interface HooksContext {
  /** Version of this program, for the User-Agent. */
  readonly userAgent: string;
  readonly openDurable: OpenDurable;
  /** The cursor of a date; null where it cannot be had yet. */
  readonly cursorAt: (date: Date) => Promise<string>;
  /** Must not throw. */
  readonly onEvent: (event: HookEvent) => void;
}

/** The webhooks of one configuration, while they run. */
export class RunningHooks {
  readonly #store: HookStore;
  readonly #queues: HookQueue[] = [];
  readonly #runners: HookRunner[] = [];
  readonly #closeSender: () => Promise<void>;
  #running: Promise<unknown> = Promise.resolve();

  private constructor(store: HookStore, closeSender: () => Promise<void>) {
    this.#store = store;
    this.#closeSender = closeSender;
  }

  /**
   * Starts the webhooks; those of other processes are left to them.
   *
   * @returns undefined where there are none.
   * @throws Error for a document that cannot be read or is refused.
   */
  static async start(
    config: GatewayConfig,
    context: HooksContext,
  ): Promise<RunningHooks | undefined> {
    const { webhooks, live, cache } = config;
    const url = live.url ?? cache.url;
    if (!runsHooks(config) || url === undefined) return undefined;
    const hooks = await readHooks(webhooks);
    for (const hook of hooks) requireDocument(hook, context);
    // Loaded when needed: most gateways have no webhooks, and the queue takes memory.
    const [{ HookStore }, { HookQueue }, { HookRunner }, { HookSender }] = await Promise.all([
      import('../hooks/HookStore.js'),
      import('../hooks/HookQueue.js'),
      import('../hooks/HookRunner.js'),
      import('../hooks/HookSender.js'),
    ]);
    const store = new HookStore(url);
    const sender = new HookSender({ userAgent: context.userAgent });
    const running = new RunningHooks(store, () => sender.close());
    const replica = randomUUID();
    const { onEvent } = context;
    for (const hook of hooks) {
      const queue = new HookQueue({
        hook,
        store,
        sender,
        onEvent,
        now: Date.now,
        random: Math.random,
      });
      running.#queues.push(queue);
      running.#runners.push(
        new HookRunner({
          hook,
          store,
          queue,
          replica,
          onEvent,
          subscribe: (_hook, after, signal) => messagesOf(hook, after, signal, context),
        }),
      );
    }
    // The store connects in the background, and again after an interruption.
    void store.connect().catch(() => undefined);
    running.#running = Promise.all(running.#runners.map((runner) => runner.run()));
    return running;
  }

  /** Ends them; attempts that have begun are finished, unless the store does not answer. */
  async close(): Promise<void> {
    for (const runner of this.#runners) runner.stop();
    await this.#store.endAfter(this.#finish());
    await this.#closeSender();
  }

  async #finish(): Promise<void> {
    await this.#running;
    await Promise.all(this.#queues.map((queue) => queue.close().catch(() => undefined)));
  }
}

/** Whether this process runs webhooks. */
export function runsHooks({ webhooks, roles }: GatewayConfig): boolean {
  return webhooks.length > 0 && roles.includes('hooks');
}

/** The webhooks of a configuration, with the texts of their documents. @throws Error */
export async function readHooks(webhooks: GatewayConfig['webhooks']): Promise<readonly Hook[]> {
  return await Promise.all(
    webhooks.map(async (webhook, index) => {
      const { document: file } = webhook;
      const document = await readFile(file, 'utf8').catch((cause: unknown) => {
        throw new Error(`webhooks[${String(index)}].document: ${file} cannot be read`, { cause });
      });
      return { ...webhook, document };
    }),
  );
}

function requireDocument({ name, document: query, variables }: Hook, context: HooksContext): void {
  const opened = context.openDurable({ query, variables }, null);
  if ('begun' in opened) opened.begun.close();
  else throw refused(name, opened.refusal.text);
}

function refused(name: string, text: string): HookRefusedError {
  const { errors = [] } = JSON.parse(text) as FormattedExecutionResult;
  const messages = errors.map(({ message }) => message).join('; ');
  return new HookRefusedError(`the document of the webhook ${name} is refused: ${messages}`);
}

async function* messagesOf(
  { name, document: query, variables, from }: Hook,
  after: string | null,
  signal: AbortSignal,
  { openDurable, cursorAt }: HooksContext,
): AsyncGenerator<HookMessage> {
  let cursor = after ?? (await firstCursor(from, cursorAt));
  while (!signal.aborted) {
    const opened = openDurable({ query, variables }, cursor);
    if ('refusal' in opened) {
      throw refused(name, opened.refusal.text);
    }
    const { begun } = opened;
    const close = (): void => {
      begun.close();
    };
    signal.addEventListener('abort', close, { once: true });
    try {
      for (;;) {
        const message = await begun.next();
        if (message === undefined) break;
        cursor = message.cursor;
        yield { ...message, warnings: begun.warnings };
      }
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
  }
}

async function firstCursor(
  from: string,
  cursorAt: (date: Date) => Promise<string>,
): Promise<string | null> {
  if (from === 'now') return null;
  const date = new Date(from);
  return Number.isNaN(date.getTime()) ? from : await cursorAt(date);
}
