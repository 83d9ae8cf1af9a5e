import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { GatewayError } from '../../errors.js';

/** A path in an answer; undefined is its root. */
export type ErrorPath = GraphQLResolveInfo['path'] | undefined;

/**
 * Gathers the errors of one answer up to a bound. Errors below a path that is already null are
 * left out, as the specification wants it ("Handling field errors").
 */
export class ErrorCollector {
  readonly #errors: GraphQLError[] = [];
  readonly #nulled = new Set<ErrorPath>();
  #leftOut = 0;

  readonly #maxErrors: number;

  constructor(maxErrors: number) {
    this.#maxErrors = maxErrors;
  }

  /** @param make is called only for an error that is listed. */
  add(path: ErrorPath, make: () => GraphQLError): void {
    if (this.#errors.length >= this.#maxErrors) {
      this.#leftOut += 1;
      return;
    }
    if (this.#isNulled(path)) return;
    this.#nulled.add(path);
    this.#errors.push(make());
  }

  /** All errors, the last of which counts those that are not listed. */
  list(): readonly GraphQLError[] {
    if (this.#leftOut === 0) return this.#errors;
    return [...this.#errors, leftOutError(this.#leftOut, this.#maxErrors)];
  }

  #isNulled(path: ErrorPath): boolean {
    if (this.#nulled.size === 0) return false;
    let one = path;
    for (; one !== undefined; one = one.prev) if (this.#nulled.has(one)) return true;
    return this.#nulled.has(undefined);
  }
}

/** Stands for errors that are not listed. */
function leftOutError(count: number, maxErrors: number): GraphQLError {
  const message = `${String(count)} more errors are omitted: an answer lists at most ${String(maxErrors)} (limits.maxErrors)`;
  return new GraphQLError(message, {
    originalError: new GatewayError(message, {
      code: 'QUERY_TOO_EXPENSIVE',
      limit: 'maxErrors',
      maximum: maxErrors,
    }),
  });
}
