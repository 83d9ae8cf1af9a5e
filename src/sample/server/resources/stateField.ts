import type { StateRow } from '../SampleState.js';
import type { SampleRequest } from '../SampleRequest.js';
import { FieldFault, type Field } from '../validation/Field.js';

/** `StateField` of `patchwork/api/patch.py`: a state by slug, or by a name that slugifies to it. */
export function stateField(request: SampleRequest): Field<StateRow> {
  const { states } = request.store;
  return {
    required: true,
    nullable: false,
    emptyIsNull: true,
    allowsBlank: false,
    many: false,
    read: (value) => {
      if (typeof value !== 'string') {
        // Patchwork calls data.lower() before it checks the type.
        throw new Error('AttributeError: no attribute lower');
      }
      const slug = slugify(value);
      const state = states.rows.find((row) => row.slug === slug);
      if (state !== undefined) return state;
      const known = [...states.rows].sort((one, other) => one.ordering - other.ordering);
      throw new FieldFault(
        `Invalid state ${slug}. Expected one of: ${known.map((row) => row.slug).join(', ')}.`,
      );
    },
  };
}

/** `django.utils.text.slugify`. */
function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\0-\x7f]/g, '')
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/[-\s]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
}
