import { GatewayError } from '../../errors.js';

/** Bounds of one answer. */
export interface AnswerLimits {
  /** Fields and list items that the answer may have. */
  readonly maxFields: number;
  /** Length of the answer as JSON in UTF-8. */
  readonly maxAnswerBytes: number;
  /** Errors that are listed; the rest is counted in a last one. */
  readonly maxErrors: number;
}

/** The bound that an answer has passed, by its key below `limits`. */
export type AnswerLimit = 'maxFields' | 'maxAnswerBytes';

/** Why an answer that has passed a bound is refused. */
export function answerRefusal(limit: AnswerLimit, limits: AnswerLimits): GatewayError {
  const maximum = limits[limit];
  const bound =
    limit === 'maxFields' ? `${String(maximum)} fields` : `${String(maximum)} bytes of answer`;
  return new GatewayError(
    `The answer has more than the ${bound} allowed (limits.${limit}); request smaller pages (first) or fewer fields`,
    { code: 'QUERY_TOO_EXPENSIVE', limit, maximum },
  );
}

/**
 * Counts the size of an answer while it is built. Bytes are counted low (texts by their characters), so
 * the text that is written in the end is measured once more.
 */
export class AnswerBudget {
  #fields = 0;
  #bytes = 0;
  #refusal: GatewayError | undefined;

  readonly #limits: AnswerLimits;
  readonly #onRefusal: (reason: GatewayError) => void;

  /** @param onRefusal called once, when a bound is passed: nothing else needs to be read then. */
  constructor(limits: AnswerLimits, onRefusal: (reason: GatewayError) => void = () => undefined) {
    this.#limits = limits;
    this.#onRefusal = onRefusal;
  }

  /** Set as soon as a bound is passed; thrown by every count from then on. */
  get refusal(): GatewayError | undefined {
    return this.#refusal;
  }

  /**
   * Counts fields or items, and the bytes of their names, signs and short values.
   *
   * @throws GatewayError QUERY_TOO_EXPENSIVE once a bound is passed.
   */
  add(fields: number, bytes: number): void {
    this.#fields += fields;
    this.#bytes += bytes;
    if (this.#fields > this.#limits.maxFields)
      this.refuse(answerRefusal('maxFields', this.#limits));
    if (this.#bytes > this.#limits.maxAnswerBytes) {
      this.refuse(answerRefusal('maxAnswerBytes', this.#limits));
    }
  }

  /** Counts a text; the next {@link AnswerBudget.add} judges it. */
  addText(characters: number): void {
    this.#bytes += characters;
  }

  /** Ends the answer for this reason; the first one counts. */
  refuse(reason: GatewayError): never {
    if (this.#refusal === undefined) {
      this.#refusal = reason;
      this.#onRefusal(reason);
    }
    throw this.#refusal;
  }
}
