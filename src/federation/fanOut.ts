import { BadUserInputError, GatewayError } from '../errors.js';
import { notesOf } from '../orderedList.js';
import type { ReadNotes } from '../orderedList.js';
import { failureStatus, toSourceError } from './sourceStatus.js';
import type { SourceStatus, SourceStatusCode } from './sourceStatus.js';

/** What one instance answered; `value` is absent where it failed. */
export interface Outcome<T> {
  readonly instance: string;
  readonly value?: T;
  readonly error?: GatewayError;
  readonly status: SourceStatus;
}

/** Extras of {@link fanOut}. */
export interface FanOutOptions {
  /** Upstream requests made for an instance, counted by whoever makes them. */
  readonly requests?: (instance: string) => number;
  /** Called once per instance with what became of it. */
  readonly onSource?: ((instance: string, status: SourceStatusCode) => void) | undefined;
}

/**
 * Asks several instances side by side, for answers that are not lists. One that fails does not hurt
 * the others.
 * @param run asks one instance; `note` reports warnings, staleness and age along with the value.
 * @returns one outcome per instance, in their order.
 * @throws BadUserInputError from `run`, since then the query is at fault and not an instance; and
 * whatever is no GatewayError, since that is a bug.
 */
export async function fanOut<T>(
  instances: readonly string[],
  run: (instance: string, note: (notes: ReadNotes) => void) => Promise<T>,
  options: FanOutOptions = {},
): Promise<Outcome<T>[]> {
  const outcomes = await Promise.all(
    instances.map(async (instance): Promise<Outcome<T>> => {
      const notes: ReadNotes[] = [];
      const status = (error: GatewayError | null): SourceStatus => {
        const { warnings = [], stale, fetchedAt = stale?.fetchedAt ?? null } = notesOf(notes);
        return {
          instance,
          status: error ? failureStatus(error) : stale ? 'STALE' : 'OK',
          error: toSourceError(error ?? stale?.error),
          warnings,
          fetchedAt: error === null ? fetchedAt : null,
          requests: options.requests?.(instance) ?? null,
        };
      };
      try {
        const value = await run(instance, (note) => notes.push(note));
        return { instance, value, status: status(null) };
      } catch (error) {
        if (!(error instanceof GatewayError) || error instanceof BadUserInputError) throw error;
        return { instance, error, status: status(error) };
      }
    }),
  );
  for (const { instance, status } of outcomes) options.onSource?.(instance, status.status);
  return outcomes;
}
