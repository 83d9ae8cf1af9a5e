import { ERRORS, GatewayError, type ErrorCode } from '../../errors.js';
import type { WriteOutcome, WriteResult } from '../../patchwork/writes/performWrite.js';
import type { WriteFault } from '../../patchwork/writes/readRefusal.js';
import { controlCharacterIn, type Blanks } from '../../patchwork/controlCharacters.js';
import { stripBlanks } from '../../stripBlanks.js';

/** Problems with a write, as payloads name it. */
export type UserErrorCode =
  WriteFault['code'] | NonNullable<(typeof ERRORS)[ErrorCode]['userErrorCode']>;

/** One thing that is wrong with a write, in the names of the input. */
export interface UserErrorModel {
  readonly field: readonly string[];
  readonly message: string;
  readonly code: UserErrorCode;
}

/** The outcome of one write, as payloads report it. */
export interface MutationResult<T> {
  readonly outcome: WriteOutcome;
  /** The object as it is now; null where that is not known. */
  readonly value: T | null;
  readonly errors: readonly UserErrorModel[];
}

/** Fields of inputs by Patchwork's names for them, where they are not the same in camelCase. */
export type FieldNames = Readonly<Record<string, string>>;

/** An error of the input itself, found before anything was sent. */
export function invalid(field: string | readonly string[], message: string): UserErrorModel {
  return { field: typeof field === 'string' ? [field] : field, message, code: 'INVALID' };
}

/**
 * Texts of an input that contain control characters. At the ends blanks of all kinds do no harm, since
 * Patchwork takes them off.
 *
 * @param fields by their names in the input; those that are not text are skipped.
 */
export function textErrors(
  fields: Readonly<Record<string, unknown>>,
  blanks: Blanks = 'SPACES_ONLY',
): readonly UserErrorModel[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    const fault =
      typeof value === 'string' ? controlCharacterIn(stripBlanks(value), blanks) : undefined;
    return fault === undefined ? [] : [invalid(field, `${fault}; omit it`)];
  });
}

/** A write that was not even sent. */
export function notApplied(errors: readonly UserErrorModel[]): MutationResult<never> {
  return { outcome: 'NOT_APPLIED', value: null, errors };
}

/**
 * Converts the outcome of a write to the terms of the graph.
 *
 * @param target field of the input that has the id of the object: Patchwork answers 404 when it is missing, and names no field.
 */
export function toMutationResult<T>(
  written: WriteResult<T>,
  target: readonly string[],
  names: FieldNames = {},
): MutationResult<T> {
  const { outcome, value, faults, failure } = written;
  const errors = faults.map((fault) => toUserError(fault, target, names));
  return {
    outcome,
    value,
    errors: failure === undefined ? errors : [...errors, failureOf(failure)],
  };
}

/**
 * The errors of a failed write in a payload.
 *
 * @throws the error itself where it is none that clients may see.
 */
export function failureOf(error: unknown): UserErrorModel {
  if (!(error instanceof GatewayError)) throw error;
  const code = ERRORS[error.code].userErrorCode;
  if (code === null) throw error;
  return { field: [], message: error.message, code };
}

/**
 * Runs a write whose refusals belong into the payload, those of the reads that prepare it as well.
 *
 * @throws GatewayError when the server cannot be reached, since then nothing was refused.
 */
export async function withUserErrors<T>(
  write: () => Promise<MutationResult<T>>,
): Promise<MutationResult<T>> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof GatewayError && error.meaning.refusesWrite) {
      return notApplied([failureOf(error)]);
    }
    throw error;
  }
}

function toUserError(
  { code, field, message }: WriteFault,
  target: readonly string[],
  names: FieldNames,
): UserErrorModel {
  if (code === 'NOT_FOUND' && field.length === 0) return { code, message, field: target };
  return { code, message, field: field.map((name) => names[name] ?? toCamelCase(name)) };
}

function toCamelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
