import type { RunningEmbeddedGateway } from '../../main.js';
import { readAnswer, REPORT_HEADER, type Answer, type Door, type Variables } from './Door.js';

/** The graph of a gateway in this process, which sends its requests directly to the servers. */
export class EmbeddedDoor implements Door {
  readonly #gateway: RunningEmbeddedGateway;
  readonly #headers: Readonly<Record<string, string>>;

  /**
   * @param tokens by instance.
   * @param tokenHeader the header in which the gateway expects them.
   */
  constructor(
    gateway: RunningEmbeddedGateway,
    tokens: ReadonlyMap<string, string>,
    tokenHeader: string,
  ) {
    this.#gateway = gateway;
    const sent = [...tokens].map(([instance, token]) => `${instance}=${token}`);
    this.#headers = {
      ...REPORT_HEADER,
      ...(sent.length > 0 && { [tokenHeader.toLowerCase()]: sent.join(', ') }),
    };
  }

  async request(query: string, variables: Variables = {}): Promise<Answer> {
    const { status, body } = await this.#gateway.post({ query, variables }, this.#headers);
    return readAnswer(body, status, 'the gateway in this process');
  }

  subscribe(): undefined {
    return undefined;
  }

  close(): Promise<void> {
    return this.#gateway.close();
  }
}
