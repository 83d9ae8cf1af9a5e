import { defineField, FieldFault, type Field, type FieldOptions } from './Field.js';
import { isObject } from '../../../isObject.js';
import { notAnObjectMessage, objectFields } from './readInput.js';
import { collectFields, type Values } from './validateInput.js';

/** An object with nested fields. */
export function nestedField<F extends Readonly<Record<string, Field<unknown>>>>(
  fields: F,
  options: FieldOptions & { readonly partial: boolean },
): Field<Values<F>> {
  return defineField((value) => {
    if (!isObject(value)) throw FieldFault.nested({ detail: [notAnObjectMessage(value)] });
    const { values, errors } = collectFields(objectFields(value), fields, options.partial);
    if (Object.keys(errors).length > 0) throw FieldFault.nested(errors);
    return values;
  }, options);
}
