import { GraphQLError } from 'graphql';
import type { GatewayError } from '../../errors.js';

/** How HTTP answers a refusal, beside its errors. */
export interface RefusalHead {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An operation is not executed; thrown by the steps before execution. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly errors: readonly GraphQLError[],
    readonly head: RefusalHead = { status: 400 },
  ) {
    super(errors[0]?.message);
  }
}

/** A refusal for one reason of ours, with the status of its code. */
export function refusalOf(error: GatewayError): Refusal {
  const { httpStatus: status } = error.meaning;
  const { retryAfterSeconds } = error.extensions;
  const head: RefusalHead =
    typeof retryAfterSeconds === 'number'
      ? { status, headers: { 'retry-after': String(retryAfterSeconds) } }
      : { status };
  return new Refusal([new GraphQLError(error.message, { originalError: error })], head);
}

/** An error of graphql-js with the code of the step that found it. */
export function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions, path, originalError, extensions } = error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    ...(originalError && { originalError }),
    extensions: { code, ...extensions },
  });
}

/**
 * An error of graphql-js without its suggestion, which names parts of the schema: where introspection
 * is off, clients are not to read it.
 */
export function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ Did you mean .*\?$/s, '');
  const { nodes, originalError } = error;
  return new GraphQLError(message, {
    ...(nodes !== undefined && { nodes }),
    ...(originalError !== undefined && { originalError }),
  });
}
