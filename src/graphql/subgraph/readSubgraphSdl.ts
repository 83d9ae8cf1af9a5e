import {
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeNode,
} from 'graphql';
import type { SchemaNames } from '../contractName.js';
import { ENTITY_KEYS } from './entityKeys.js';

/** The contract as a subgraph of Apollo Federation 2. */
export interface SubgraphSdl {
  readonly document: DocumentNode;
  /** The name in the subgraph of each type that is renamed, by its name in schema/. */
  readonly typeNames: ReadonlyMap<string, string>;
  readonly names: SchemaNames;
}

/** The oldest version with all that is used, so that as many gateways as possible compose it. */
const LINK = parse(
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@inaccessible"])',
).definitions;

/** Types whose fields have the prefix of fields, and not that of types. */
export const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);
/** Kinds of named types other than objects. */
const RENAMED = [
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
  Kind.UNION_TYPE_EXTENSION,
  Kind.ENUM_TYPE_EXTENSION,
  Kind.INPUT_OBJECT_TYPE_EXTENSION,
];
/** Types that Relay and most subgraphs define under this name, with these fields. */
const SHARED = 'PageInfo';
/** Fields that every subgraph may have, and that only the gateway in front could answer. */
const OF_ONE_SUBGRAPH: ReadonlySet<string> = new Set(['node', 'nodes']);
const LEAVES: ReadonlySet<string> = new Set([
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
]);

/** Prefix of names in the subgraph. */
export interface SubgraphPrefixes {
  /** Of all types but the root types, scalars and PageInfo. */
  readonly typePrefix?: string | undefined;
  /** Of the fields of the root types but `node` and `nodes`. */
  readonly fieldPrefix?: string | undefined;
}

/** Adds keys and the other directives of federation to the contract, and renames types and root fields. */
export function readSubgraphSdl(
  contract: DocumentNode,
  { typePrefix = '', fieldPrefix = '' }: SubgraphPrefixes,
): SubgraphSdl {
  const typeNames = new Map<string, string>();
  const ofField: SchemaNames['ofField'] = (type, name) =>
    fieldPrefix === '' || !ROOTS.has(type) || OF_ONE_SUBGRAPH.has(name)
      ? name
      : joinNames(fieldPrefix, name);
  const fields = new Map<string, FieldDefinitionNode[]>();
  const leaves = new Set<string>(['ID', 'String', 'Int', 'Float', 'Boolean']);
  for (const definition of contract.definitions) {
    if (!('name' in definition)) continue;
    const { value } = definition.name;
    if ('fields' in definition && !isInput(definition)) {
      fields.set(value, [...(fields.get(value) ?? []), ...(definition.fields ?? [])]);
    }
    if (isExtension(definition)) continue;
    if (LEAVES.has(definition.kind)) leaves.add(value);
    const isKept =
      definition.kind === Kind.SCALAR_TYPE_DEFINITION ||
      definition.kind === Kind.DIRECTIVE_DEFINITION ||
      value === SHARED ||
      ROOTS.has(value);
    if (typePrefix !== '' && !isKept) typeNames.set(value, typePrefix + value);
  }
  const renamed = <N extends { readonly name: { readonly value: string } }>(node: N): N => {
    const value = typeNames.get(node.name.value);
    return value === undefined ? node : { ...node, name: { ...node.name, value } };
  };
  const document: DocumentNode = visit(contract, {
    NamedType: renamed,
    ...Object.fromEntries(RENAMED.map((kind) => [kind, { leave: renamed }])),
    ObjectTypeExtension: {
      enter: (node) => ({ ...node, ...rootFields(node, ofField) }),
      leave: renamed,
    },
    ObjectTypeDefinition: {
      enter: (node) => ({
        ...node,
        directives: [
          ...(node.directives ?? []),
          ...directivesOf(node, fields.get(node.name.value) ?? [], leaves),
        ],
        ...rootFields(node, ofField),
      }),
      leave: renamed,
    },
  });
  return {
    document: { ...document, definitions: [...document.definitions, ...LINK] },
    typeNames,
    names: { ofType: (name) => typeNames.get(name) ?? name, ofField },
  };
}

/** `patchwork` and `patches` are `patchworkPatches`; `patchwork_` and `patches` are `patchwork_patches`. */
function joinNames(prefix: string, name: string): string {
  return prefix.endsWith('_')
    ? prefix + name
    : prefix + name.charAt(0).toUpperCase() + name.slice(1);
}

type TypeNodes = Extract<DefinitionNode, { readonly fields?: unknown }>;
type InputNodes = Extract<TypeNodes, { readonly kind: `Input${string}` }>;

function isInput(node: TypeNodes): node is InputNodes {
  return node.kind.startsWith('Input');
}

function isExtension({ kind }: DefinitionNode): boolean {
  return kind.endsWith('Extension');
}

function directivesOf(
  { name, interfaces = [] }: ObjectTypeDefinitionNode,
  fields: readonly FieldDefinitionNode[],
  leaves: ReadonlySet<string>,
): readonly ConstDirectiveNode[] {
  if (ROOTS.has(name.value)) return [];
  const keys = Object.keys(ENTITY_KEYS[name.value] ?? {});
  if (keys.length > 0) return keys.map((key) => directive(`@key(fields: "${key}")`));
  // Events have ids, and Patchwork cannot look them up by these.
  if (interfaces.some((one) => one.name.value === 'Event')) {
    return [directive('@key(fields: "id", resolvable: false)')];
  }
  const isValue = fields.every(
    (field) => field.name.value !== 'id' && leaves.has(namedType(field.type)),
  );
  return isValue ? [directive('@shareable')] : [];
}

/** The fields of a root type as they are in the subgraph; none for other types. */
function rootFields(
  { name, fields = [] }: ObjectTypeDefinitionNode | ObjectTypeExtensionNode,
  ofField: SchemaNames['ofField'],
): { readonly fields?: readonly FieldDefinitionNode[] } {
  const type = name.value;
  if (!ROOTS.has(type)) return {};
  const own = fields.map((field) => ({
    ...field,
    name: { ...field.name, value: ofField(type, field.name.value) },
    ...(OF_ONE_SUBGRAPH.has(field.name.value) && {
      directives: [
        ...(field.directives ?? []),
        directive('@shareable'),
        directive('@inaccessible'),
      ],
    }),
  }));
  return { fields: own };
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function directive(text: string): ConstDirectiveNode {
  const [definition] = parse(`scalar S ${text}`, { noLocation: true }).definitions;
  const [only] =
    definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? (definition.directives ?? []) : [];
  if (only === undefined) throw new TypeError(`not a directive: ${text}`);
  return only;
}
