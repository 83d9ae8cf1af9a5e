/** A type or a field of a schema. */
interface Named {
  readonly name: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** The names in a schema of the types and fields of schema/. */
export interface SchemaNames {
  readonly ofType: (name: string) => string;
  /** Of a field of a type, by their names in schema/. */
  readonly ofField: (type: string, name: string) => string;
}

/** The names of schema/ themselves. */
export const CONTRACT_NAMES: SchemaNames = {
  ofType: (name) => name,
  ofField: (_type, name) => name,
};

/**
 * The name of a type or field in schema/, whatever it is called in this schema: a subgraph may rename its types
 * and the fields of its root types (`federation.typePrefix`, `federation.fieldPrefix`).
 */
export function contractNameOf({ name, extensions }: Named): string {
  const own: unknown = extensions[CONTRACT_NAME];
  return typeof own === 'string' ? own : name;
}

/** The extension of a renamed element with its name in schema/. */
export const CONTRACT_NAME = 'contractName';
