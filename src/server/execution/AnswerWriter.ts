import { GraphQLError, type FormattedExecutionResult, type GraphQLFormattedError } from 'graphql';
import { GatewayError } from '../../errors.js';
import { answerRefusal, type AnswerLimits } from './AnswerBudget.js';
import { textOf } from './answerBody.js';
import { sumOf, type OperationContext } from './createOperation.js';
import type { ErrorFormatter } from './formatError.js';
import type { OperationAnswer, OperationRequest, PipelineCaller } from './OperationRequest.js';
import { Refusal, type RefusalHead } from './Refusal.js';

/** The operation that an answer is written for. */
interface AnsweredOperation {
  readonly request: OperationRequest;
  readonly caller: PipelineCaller;
  readonly context: OperationContext;
}

/** An answer in the form in which it is sent. */
export interface Written {
  readonly head: RefusalHead;
  readonly body: string | Buffer;
  readonly errors: readonly GraphQLFormattedError[];
  readonly hasData: boolean;
}

/** Head of an answer with data. */
export const OK: RefusalHead = { status: 200 };
const FAULT: RefusalHead = { status: 500 };

/** Writes the answers of operations: their errors, their report and their JSON. */
export class AnswerWriter {
  readonly #limits: AnswerLimits;
  readonly #formatError: ErrorFormatter;

  constructor(limits: AnswerLimits, formatError: ErrorFormatter) {
    this.#limits = limits;
    this.#formatError = formatError;
  }

  /** The answer to an operation that was executed. */
  write(
    operation: AnsweredOperation,
    result: { data: Record<string, unknown> | null; errors: readonly GraphQLError[] },
  ): Written {
    const errors = this.#format(operation, result.errors);
    const { maxAnswerBytes } = this.#limits;
    const text = stringify({
      ...(errors.length > 0 && { errors }),
      data: result.data,
      ...this.#report(operation),
    });
    // Texts outside of ASCII take up to three bytes a character.
    const isTooLong = text !== undefined && 3 * text.length > maxAnswerBytes;
    if (text === undefined || (isTooLong && Buffer.byteLength(text) > maxAnswerBytes)) {
      return this.refuse(operation, answerRefusal('maxAnswerBytes', this.#limits));
    }
    return { head: OK, body: text, errors, hasData: result.data !== null };
  }

  /** The answer to an operation that was not executed, or not to its end. */
  refuse(operation: AnsweredOperation, cause: unknown): Written {
    const refusal = cause instanceof Refusal ? cause : undefined;
    const errors = this.#format(operation, refusal?.errors ?? [cause]);
    // Execution had begun, so the answer has data, and it is null.
    const isCutOff = cause instanceof GatewayError;
    const text = JSON.stringify({
      errors,
      ...(isCutOff && { data: null }),
      ...this.#report(operation),
    });
    const head = refusal?.head ?? (isCutOff ? OK : FAULT);
    return { head, body: text, errors, hasData: false };
  }

  #format(
    { caller }: AnsweredOperation,
    errors: readonly unknown[],
  ): readonly GraphQLFormattedError[] {
    // Nobody reads them; they are about what was given up, and no fault.
    if (isAborted(caller)) return [];
    return errors.map((error) => {
      const formatted =
        error instanceof GraphQLError
          ? error.toJSON()
          : { message: error instanceof Error ? error.message : String(error) };
      return this.#formatError(formatted, error);
    });
  }

  #report({ request, context }: AnsweredOperation): Pick<FormattedExecutionResult, 'extensions'> {
    const { wantsReport, warnings = [] } = request;
    if (!wantsReport && warnings.length === 0) return {};
    const extensions = warnings.length === 0 ? {} : { warnings };
    if (!wantsReport) return { extensions };
    return {
      extensions: {
        ...extensions,
        upstream: {
          requests: sumOf(context.requestCounts),
          cacheHits: context.cacheCounts.hits,
          staleHits: context.cacheCounts.stale,
          byInstance: Object.fromEntries(context.requestCounts),
        },
      },
    };
  }
}

/** What the client gets. */
export function outcomeOf({ head: { status, headers = {} }, body }: Written): OperationAnswer {
  return {
    status,
    headers,
    body,
    get text() {
      return textOf(body);
    },
  };
}

/** Whether the client has disconnected. */
export function isAborted({ signal }: PipelineCaller): boolean {
  return signal?.aborted === true;
}

/** undefined for a text that is longer than the engine supports. */
function stringify(result: FormattedExecutionResult): string | undefined {
  try {
    return JSON.stringify(result);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
