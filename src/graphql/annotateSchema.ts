import {
  getArgumentValues,
  getDirectiveValues,
  isInputObjectType,
  isObjectType,
  isInterfaceType,
  type DirectiveNode,
  type GraphQLDirective,
  type GraphQLSchema,
} from 'graphql';
import type { SchemaNames } from './contractName.js';
import type {
  AlreadyReadDirectiveArgs,
  ListSizeDirectiveArgs,
  UpstreamData,
  UpstreamDirectiveArgs,
} from './generated/types.js';

/** Costs of a field, as `@upstream` in schema/ states them. */
export type UpstreamCost = Readonly<Required<UpstreamDirectiveArgs>>;

declare module 'graphql' {
  // The type parameters are those of graphql, which has to see the same ones here.
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    /** Added up, of which each is counted if its condition is met. */
    upstreamCosts?: readonly UpstreamCost[];
    /** Elements that the list is assumed to have. */
    assumedSize?: number;
    /** Data of the objects that the field leads to which is read before. */
    alreadyRead?: readonly UpstreamData[];
    /** Whether the value describes this operation or this moment. */
    isVolatile?: boolean;
    /** Of `_entities`: names of the types that it looks up in schema/, by their names in the subgraph. */
    entities?: ReadonlyMap<string, string>;
  }
  interface GraphQLArgumentExtensions {
    /** Whether the text is accepted with line breaks and tabs. */
    isPasted?: boolean;
  }
  interface GraphQLInputFieldExtensions {
    /** Whether the text is accepted with line breaks and tabs. */
    isPasted?: boolean;
  }
}

/**
 * Copies what the directives of the contract state to the `extensions` of the fields and arguments of a
 * schema, which has no directives of ours: clients read costs in descriptions.
 *
 * @param schema is changed in place.
 * @param contract the same types with their directives.
 * @param names those in `schema` of the types and fields of the contract.
 */
export function annotateSchema(
  schema: GraphQLSchema,
  contract: GraphQLSchema,
  names: SchemaNames,
): void {
  const own = {
    upstream: directiveOf(contract, 'upstream'),
    listSize: directiveOf(contract, 'listSize'),
    alreadyRead: directiveOf(contract, 'alreadyRead'),
    volatile: directiveOf(contract, 'volatile'),
    pasted: directiveOf(contract, 'pasted'),
  };
  for (const source of Object.values(contract.getTypeMap())) {
    const type = schema.getType(names.ofType(source.name));
    if (isInputObjectType(source) && isInputObjectType(type)) {
      annotateInputs(type.getFields(), Object.values(source.getFields()), own.pasted);
    }
    if (!isObjectType(source) && !isInterfaceType(source)) continue;
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const isVolatileType = source.astNode != null && has(source.astNode, own.volatile);
    const fields = type.getFields();
    for (const { name, args, astNode } of Object.values(source.getFields())) {
      const field = fields[names.ofField(source.name, name)];
      if (field === undefined || astNode == null) continue;
      const size = getDirectiveValues(own.listSize, astNode) as ListSizeDirectiveArgs | undefined;
      const known = getDirectiveValues(own.alreadyRead, astNode) as
        AlreadyReadDirectiveArgs | undefined;
      const upstreamCosts = costsOf(own.upstream, astNode.directives ?? []);
      field.extensions = {
        ...field.extensions,
        ...(upstreamCosts.length > 0 && { upstreamCosts }),
        ...(size && { assumedSize: size.assumedSize }),
        ...(known && { alreadyRead: known.data }),
        ...((isVolatileType || has(astNode, own.volatile)) && { isVolatile: true }),
      };
      const byName = Object.fromEntries(field.args.map((argument) => [argument.name, argument]));
      annotateInputs(byName, args, own.pasted);
    }
  }
}

/** Elements to which a directive can be applied. */
interface Annotated {
  readonly directives?: readonly DirectiveNode[];
}

interface InputValue {
  readonly name: string;
  readonly astNode?: Annotated | null | undefined;
  extensions: Readonly<{ isPasted?: boolean }>;
}

function annotateInputs(
  inputs: Readonly<Record<string, InputValue>>,
  sources: readonly InputValue[],
  pasted: GraphQLDirective,
): void {
  for (const { name, astNode } of sources) {
    const input = inputs[name];
    if (input === undefined || astNode == null || !has(astNode, pasted)) continue;
    input.extensions = { ...input.extensions, isPasted: true };
  }
}

const has = (node: Annotated, directive: GraphQLDirective): boolean =>
  getDirectiveValues(directive, node) !== undefined;

function costsOf(upstream: GraphQLDirective, nodes: readonly DirectiveNode[]): UpstreamCost[] {
  return nodes
    .filter(({ name }) => name.value === upstream.name)
    .map((node) => getArgumentValues(upstream, node) as UpstreamCost);
}

function directiveOf(contract: GraphQLSchema, name: string): GraphQLDirective {
  const directive = contract.getDirective(name);
  if (directive == null) throw new TypeError(`schema/ does not define @${name}`);
  return directive;
}
