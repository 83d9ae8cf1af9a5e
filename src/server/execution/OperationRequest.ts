import type { GatewayError } from '../../errors.js';
import type { SourceWarning } from '../../orderedList.js';
import type { OperationSender } from '../senderOf.js';
import type { Caller } from './createOperation.js';
import type { Variables } from './readVariables.js';

/** A client's part of an allowance of upstream requests. */
export interface ClientShare {
  /**
   * Takes the estimated cost of an operation.
   *
   * @throws Refusal RATE_LIMITED when less than that is left.
   */
  reserve(requests: number): void;
  /** Replaces the reserved cost by the actual cost. */
  settle(requests: number): void;
}

/** One operation as a client sends it, over whatever protocol. */
export interface OperationRequest {
  /** Text of the document; a hash has been looked up before. */
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Variables | undefined;
  /** Whether it may be a mutation: GET requests may not. */
  readonly mayWrite: boolean;
  /** Whether `extensions.upstream` is wanted. */
  readonly wantsReport: boolean;
  readonly traceparent?: string | undefined;
  /** The delivery of a subscription: its root value. Missing for queries and mutations. */
  readonly delivery?: object | undefined;
  /** Go into `extensions.warnings` of the answer. */
  readonly warnings?: readonly SourceWarning[] | undefined;
  /** Whether it is omitted from the log and from the metrics of operations. */
  readonly isUnobserved?: boolean | undefined;
}

/** Who sends an operation. */
export interface PipelineCaller extends Caller {
  /** Why its tokens cannot be read. */
  readonly badTokens?: GatewayError | undefined;
  /** Why the patience it asks for cannot be read. */
  readonly badPatience?: GatewayError | undefined;
  /** Absent where rates are not limited. */
  readonly share?: ClientShare | undefined;
  /** Who sent it, for the log. */
  readonly sender?: OperationSender | undefined;
  /** Aborted when the caller has disconnected. */
  readonly signal?: AbortSignal | undefined;
}

/** An answer, ready to be sent. */
export interface OperationOutcome {
  /** As HTTP would have it. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The answer as JSON. */
  readonly text: string;
}

/** The outcome of an operation that was run. */
export interface OperationAnswer extends OperationOutcome {
  /** The answer as JSON: text, or its bytes in UTF-8 where these are at hand. */
  readonly body: string | Buffer;
}
