import type { ServerResponse } from 'node:http';

/** Bounds of responses that clients have not read yet. */
export interface WaitingLimits {
  /** Bytes of unread answers that one client may leave waiting. */
  readonly maxBytesPerClient: number;
  /** Time without any progress after which an unread answer is given up. */
  readonly writeTimeoutMs: number;
}

/** An answer that was given up because its client did not read it. */
export interface CutAnswer {
  /** The address of the client, or its network: `clientKeyOf`. */
  readonly client: string;
  /** `timeout`: nothing was read in time; `bytes`: too much waits for this client. */
  readonly reason: 'timeout' | 'bytes';
  /** Bytes of this answer that were still waiting. */
  readonly waitingBytes: number;
}

interface Client {
  readonly name: string;
  /** Oldest first. */
  readonly answers: Set<Answer>;
  /** Sum of the unread bytes of all responses when each was last checked; never too small. */
  bytes: number;
}

interface Answer {
  readonly response: ServerResponse;
  client: Client;
  /** Size of a body that is held until the whole of it is written, as while it is compressed. */
  heldBytes: number;
  bytes: number;
}

/**
 * Bounds the unread bytes of clients that read slowly or not at all. What the operating
 * system has taken does not count. Beyond the bound, the connection of the client's oldest unread
 * answer is closed, so that the others of the same address go on.
 */
export class WaitingAnswers {
  readonly #clients = new Map<string, Client>();
  readonly #answers = new WeakMap<ServerResponse, Answer>();
  readonly #onCut: ((cut: CutAnswer) => void) | undefined;
  #limits: WaitingLimits;

  constructor(limits: WaitingLimits, onCut?: (cut: CutAnswer) => void) {
    this.#limits = limits;
    this.#onCut = onCut;
  }

  /** Bytes that wait for all clients together. */
  get bytes(): number {
    let sum = 0;
    for (const client of this.#clients.values()) {
      for (const { response, heldBytes } of client.answers) sum += sizeOf(response, heldBytes);
    }
    return sum;
  }

  /** Replaces the bounds, also for responses that are already waiting. */
  limit(limits: WaitingLimits): void {
    this.#limits = limits;
    for (const client of this.#clients.values()) this.#relieve(client);
  }

  /** Counts everything that is written to the response as waiting for this client until it is read. */
  watch(response: ServerResponse, clientName: string): void {
    const answer: Answer = {
      response,
      client: this.#join(clientName),
      heldBytes: 0,
      bytes: 0,
    };
    answer.client.answers.add(answer);
    this.#answers.set(response, answer);
    response.once('close', () => {
      this.#leave(answer);
    });
    this.#afterWrites(answer);
  }

  /**
   * Counts the whole body of an answer until all of it is written, and lets it wait for the client
   * behind a trusted proxy instead of the proxy.
   */
  hold(response: ServerResponse, bytes: number, clientName: string): void {
    const answer = this.#answers.get(response);
    if (answer === undefined || response.closed) return;
    if (answer.client.name !== clientName) {
      this.#leave(answer);
      answer.client = this.#join(clientName);
      answer.client.answers.add(answer);
      answer.bytes = 0;
    }
    answer.heldBytes = bytes;
    this.#weigh(answer);
  }

  #afterWrites(answer: Answer): void {
    const { response } = answer;
    const write = response.write.bind(response) as (...chunk: unknown[]) => boolean;
    const end = response.end.bind(response) as (...chunk: unknown[]) => ServerResponse;
    let isTimed = false;
    const note = (): void => {
      if (!isTimed) {
        isTimed = true;
        response.setTimeout(this.#limits.writeTimeoutMs, () => {
          // Nothing waits while a stream has nothing to say.
          if (response.writableLength > 0) this.#cut(answer, 'timeout');
        });
      }
      this.#weigh(answer);
    };
    response.write = (...chunk: unknown[]): boolean => {
      const isRoomLeft = write(...chunk);
      note();
      return isRoomLeft;
    };
    response.end = (...chunk: unknown[]): ServerResponse => {
      end(...chunk);
      note();
      return response;
    };
  }

  #join(name: string): Client {
    let client = this.#clients.get(name);
    if (client === undefined) {
      this.#clients.set(name, (client = { name, answers: new Set(), bytes: 0 }));
    }
    return client;
  }

  #leave(answer: Answer): void {
    const { client } = answer;
    if (!client.answers.delete(answer)) return;
    client.bytes -= answer.bytes;
    if (client.answers.size === 0) this.#clients.delete(client.name);
  }

  #weigh(answer: Answer): void {
    const { client, response, heldBytes } = answer;
    if (!client.answers.has(answer)) return;
    const bytes = sizeOf(response, heldBytes);
    client.bytes += bytes - answer.bytes;
    answer.bytes = bytes;
    if (client.bytes > this.#limits.maxBytesPerClient) this.#relieve(client);
  }

  #relieve(client: Client): void {
    client.bytes = 0;
    for (const answer of client.answers) {
      answer.bytes = sizeOf(answer.response, answer.heldBytes);
      client.bytes += answer.bytes;
    }
    for (const answer of client.answers) {
      if (client.bytes <= this.#limits.maxBytesPerClient) return;
      if (answer.bytes > 0) this.#cut(answer, 'bytes');
    }
  }

  #cut(answer: Answer, reason: CutAnswer['reason']): void {
    const { client, response, heldBytes } = answer;
    const waitingBytes = sizeOf(response, heldBytes);
    this.#leave(answer);
    response.destroy();
    this.#onCut?.({ client: client.name, reason, waitingBytes });
  }
}

function sizeOf(response: ServerResponse, heldBytes: number): number {
  const { writableLength, writableEnded } = response;
  return writableEnded ? writableLength : Math.max(heldBytes, writableLength);
}
