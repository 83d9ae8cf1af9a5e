import { badRequest, type FieldErrors } from '../http/ApiError.js';
import { FieldFault, type Field } from './Field.js';
import type { InputFields } from './readInput.js';

/** The type of the value that a field of type F returns. */
type ValueOf<F> = F extends Field<infer T> ? T | null : never;

/** The values of the fields that were sent. */
export type Values<F> = { readonly [K in keyof F]?: ValueOf<F[K]> };

/** Reads the submitted fields, and collects their errors. */
export function collectFields<F extends Readonly<Record<string, Field<unknown>>>>(
  input: InputFields,
  fields: F,
  partial: boolean,
): { readonly values: Values<F>; readonly errors: FieldErrors } {
  const values: Record<string, unknown> = {};
  const errors: FieldErrors = {};
  for (const [name, field] of Object.entries(fields)) {
    try {
      const value = readField(input, name, field, partial);
      if (value !== undefined) values[name] = value;
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      errors[name] = error.messages;
    }
  }
  return { values: values as Values<F>, errors };
}

/**
 * Reads the submitted fields, as a serializer does.
 *
 * @param partial - PATCH: nothing is required.
 * @throws ApiError 400 with the messages of all invalid fields.
 */
export function validateInput<F extends Readonly<Record<string, Field<unknown>>>>(
  input: InputFields,
  fields: F,
  partial: boolean,
): Values<F> {
  const { values, errors } = collectFields(input, fields, partial);
  if (Object.keys(errors).length > 0) throw badRequest(errors);
  return values;
}

function readField(
  input: InputFields,
  name: string,
  field: Field<unknown>,
  partial: boolean,
): unknown {
  const sent = input.has(name);
  let value = field.many ? input.getMany(name) : input.get(name);
  let missing = !sent;
  if (sent && value === '' && input.isForm && !field.allowsBlank) {
    if (field.nullable) value = null;
    else if (!field.required) missing = true;
  }
  if (missing) {
    if (field.required && !partial) throw new FieldFault('This field is required.');
    return undefined;
  }
  if (value === null || (value === '' && field.emptyIsNull)) {
    if (!field.nullable) throw new FieldFault('This field may not be null.');
    return null;
  }
  return field.read(value);
}
