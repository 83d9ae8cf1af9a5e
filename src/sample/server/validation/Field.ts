/** The error in the value of one field: messages, or the errors of its nested fields. */
export class FieldFault extends Error {
  readonly messages: unknown;

  constructor(...messages: readonly string[]) {
    super(messages.join(' '));
    this.name = 'FieldFault';
    this.messages = messages;
  }

  static nested(errors: unknown): FieldFault {
    const fault = new this();
    Object.assign(fault, { messages: errors });
    return fault;
  }
}

/** One writable field of a serializer, with the messages of Django REST framework. */
export interface Field<T> {
  readonly required: boolean;
  readonly nullable: boolean;
  /** Whether `""` means null, as it does for keys. */
  readonly emptyIsNull: boolean;
  /** Whether `""` is distinct from null. */
  readonly allowsBlank: boolean;
  /** Whether the field takes several values. */
  readonly many: boolean;
  /**
   * Reads a value that is not null.
   * @throws FieldFault
   */
  readonly read: (value: unknown) => T;
}

/** The properties of a field that differ from the common ones. */
export type FieldOptions = Partial<Omit<Field<unknown>, 'read' | 'many' | 'emptyIsNull'>>;

/** Creates a field from the function that reads its values, and from its special properties. */
export function defineField<T>(
  read: (value: unknown) => T,
  options: FieldOptions & { readonly many?: boolean; readonly emptyIsNull?: boolean },
): Field<T> {
  return {
    required: options.required ?? false,
    nullable: options.nullable ?? false,
    emptyIsNull: options.emptyIsNull ?? false,
    allowsBlank: options.allowsBlank ?? false,
    many: options.many ?? false,
    read,
  };
}
