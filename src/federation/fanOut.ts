import { BadUserInputError, GatewayError } from '../errors.js';
import type { ReadNotes } from '../orderedList.js';
import { statusOf } from './sourceStatus.js';
import type { SourceStatus, SourceStatusCode } from './sourceStatus.js';

/** Result of one instance: both a value and an error where a part is missing. */
export interface Outcome<T> {
  readonly instance: string;
  readonly value?: T;
  readonly error?: GatewayError;
  readonly status: SourceStatus;
}

/** Data that a request to one instance reports besides its value. */
export interface SourceNotes extends ReadNotes {
  /** Error of the parts that could not be read. */
  readonly failure?: GatewayError | undefined;
  /** It was not asked, since nothing can be there; the warnings say why. */
  readonly isUnasked?: boolean | undefined;
}

/** Extras of {@link fanOut}. */
export interface FanOutOptions {
  /** Upstream requests made for an instance, counted where they are made. */
  readonly requests?: (instance: string) => number;
  /** Called once per instance with its outcome. */
  readonly onSource?: ((instance: string, status: SourceStatusCode) => void) | undefined;
}

/**
 * Asks several instances side by side, for answers that are not lists. One that fails does not hurt
 * the others.
 * @param run asks one instance; `note` reports warnings, staleness, age and missing parts along with the value.
 * @returns one outcome per instance, in their order.
 * @throws BadUserInputError from `run`, since then the query is at fault and not an instance; and
 * anything but a GatewayError, since that is a bug.
 */
export async function fanOut<T>(
  instances: readonly string[],
  run: (instance: string, note: (notes: SourceNotes) => void) => Promise<T>,
  options: FanOutOptions = {},
): Promise<Outcome<T>[]> {
  const outcomes = await Promise.all(
    instances.map(async (instance): Promise<Outcome<T>> => {
      const notes: SourceNotes[] = [];
      const status = (error: GatewayError | undefined, isPartial: boolean): SourceStatus =>
        statusOf({
          instance,
          notes,
          error,
          isPartial,
          isUnasked: notes.some(({ isUnasked }) => isUnasked === true),
          requests: options.requests?.(instance),
        });
      try {
        const value = await run(instance, (note) => notes.push(note));
        const error = notes.findLast(({ failure }) => failure !== undefined)?.failure;
        if (error === undefined) return { instance, value, status: status(undefined, false) };
        return { instance, value, error, status: status(error, true) };
      } catch (error) {
        if (!(error instanceof GatewayError) || error instanceof BadUserInputError) throw error;
        return { instance, error, status: status(error, false) };
      }
    }),
  );
  for (const { instance, status } of outcomes) options.onSource?.(instance, status.status);
  return outcomes;
}
