import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  valueFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

import { isObject } from '../isObject.js';
import { emptyListIn } from '../catalog/lists/emptyLists.js';
import { DEFAULT_FIRST } from '../catalog/lists/FederatedList.js';
import type { UpstreamCost } from './annotateSchema.js';
import type { UpstreamData } from './generated/types.js';
import { contractNameOf } from './contractName.js';
import { collectSelected, type SelectedField } from './collectSelected.js';
import { objectsBelow, type KnownObjects, type Surroundings } from './costSurroundings.js';
import { instanceOfId, instancesNamedBy, listOrNull } from './namedInstances.js';
import { keyIn } from './subgraph/entityKeys.js';

/** Context of one field. */
interface FieldSurroundings {
  readonly around: Surroundings;
  /** Data of the objects that is read already. */
  readonly read: Set<UpstreamData>;
  readonly instances: number;
  /** Objects that the field leads to. */
  readonly times: number;
}

/** Arguments of lists, each further value of which may cost another request. */
const UNITED = 'filter';

/** Types of parts of a page, whose counts come from the instances of the page. */
const PARTS_OF_PAGES = ['SourceStatus', 'SearchTypeCount'];

/** Fields that filters of rows read, as type and name, where they are not fields of the row with the same name. */
const READ_BY_FILTER: Readonly<
  Record<string, Readonly<Record<string, readonly [type: string, field: string]>>>
> = {
  Patch: {
    path: ['Patch', 'files'],
    reviewedBy: ['Patch', 'reviewDecision'],
    hasReplies: ['Patch', 'commentCount'],
    isLatestVersion: ['Series', 'isLatestVersion'],
  },
  Series: {
    path: ['Series', 'files'],
    category: ['Series', 'status'],
    delegate: ['Series', 'status'],
  },
};

/** Parts of each row that lists read. */
const READ_WITH_LISTS: readonly UpstreamData[] = ['SUMMARY', 'SERIES'];
/** Parts of an object that a lookup reads. */
const READ_WITH_OBJECTS: readonly UpstreamData[] = [...READ_WITH_LISTS, 'DETAIL'];

/** An operation whose cost is estimated. */
export interface CostQuestion {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode | undefined>>;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** How many instances are configured. */
  readonly instanceCount: number;
  /** How many of them the caller has a token for. */
  readonly tokenCount: number;
}

/**
 * About how many upstream requests an operation takes if every page is full, before anything is
 * asked. Page sizes count whether they are written out or given as variables; caches do not count.
 */
export function estimateCost(question: CostQuestion): number {
  const { schema, operation, variables } = question;
  const root = schema.getRootType(operation.operation);
  if (root == null) return 0;
  const around = { count: 1, rows: 1, instances: question.instanceCount, known: new Map() };
  const walk = new CostWalk(question, variables);
  return Math.ceil(walk.ofSelection(root, [operation.selectionSet], around, new Set()));
}

class CostWalk {
  readonly #question: CostQuestion;
  readonly #variables: Readonly<Record<string, unknown>>;

  constructor(question: CostQuestion, variables: Readonly<Record<string, unknown>>) {
    this.#question = question;
    this.#variables = variables;
  }

  /** @param read parts of these objects that are already read; selected parts are added. */
  ofSelection(
    parent: GraphQLCompositeType,
    selectionSets: readonly SelectionSetNode[],
    around: Surroundings,
    read: Set<UpstreamData>,
  ): number {
    let cost = 0;
    for (const selected of collectSelected(parent, selectionSets, this.#question)) {
      cost += this.#ofField(selected, around, read);
    }
    return cost;
  }

  #ofField(
    { parent, nodes }: SelectedField,
    around: Surroundings,
    read: Set<UpstreamData>,
  ): number {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return 0;
    // Selections of the same response name have the same arguments.
    const [node] = nodes;
    const field = parent.getFields()[node.name.value];
    if (field === undefined) return 0;
    const type = getNamedType(field.type);
    const { entities } = field.extensions;
    if (entities !== undefined) return this.#ofEntities(field, nodes, around, entities);
    const parentName = contractNameOf(parent);
    const isPage = contractNameOf(type).endsWith('Connection');
    const isOfPage = parentName.endsWith('Connection');
    const isCount = isOfPage || PARTS_OF_PAGES.includes(parentName);
    const instances = isCount ? around.instances : this.#instancesAsked(parent, field, node);
    const times = this.#length(field, node);
    const own = this.#ofFieldItself(parent, field, nodes, { around, read, instances, times });
    const selectionSets = selectionSetsOf(nodes);
    if (selectionSets.length === 0 || !isCompositeType(type)) return own;
    if (isPage) {
      const first = Number(this.#argument(field, node, 'first') ?? DEFAULT_FIRST);
      const rows = instances === 0 ? 0 : first;
      const filtered = new Set(READ_WITH_LISTS);
      // Each instance's rows are examined, though those of others may come before them.
      const looked = { ...around, count: around.count * rows * instances, rows: 1, instances };
      const filter = this.#ofFilter(type, this.#argument(field, node, UNITED), looked, filtered);
      const page = { ...around, rows, instances, filtered };
      return own + filter + this.ofSelection(type, selectionSets, page, new Set());
    }
    const isRows = isOfPage && (field.name === 'nodes' || field.name === 'edges');
    const isRow = isRows || parentName.endsWith('Edge');
    const isRoot = parentName === 'Query';
    const isLookup = isRoot && this.#argument(field, node, 'instance') != null;
    const from = isLookup ? { ...around, instances: 1 } : around;
    const below = objectsBelow(parent, type, from, {
      times: isRows ? around.rows : times,
      areDistinct: isRow || isRoot,
      read,
    });
    const before = isRow ? READ_WITH_LISTS : isRoot ? READ_WITH_OBJECTS : [];
    for (const part of [...before, ...(field.extensions.alreadyRead ?? [])]) below.read.add(part);
    if (isRow) for (const part of around.filtered ?? []) below.read.add(part);
    return own + this.ofSelection(type, selectionSets, below.around, below.read);
  }

  /** Requests for the objects of `_entities`, each with the fields selected of its type. */
  #ofEntities(
    field: GraphQLField<unknown, unknown>,
    nodes: SelectedField['nodes'],
    around: Surroundings,
    contractNames: ReadonlyMap<string, string>,
  ): number {
    const representations = listOrNull(this.#argument(field, nodes[0], 'representations')) ?? [];
    const groups = new Map<
      string,
      { readonly keys: Set<string>; readonly instances: Set<string> }
    >();
    const { instanceCount } = this.#question;
    let cost = 0;
    for (const representation of representations) {
      if (!isObject(representation)) continue;
      const { __typename: typename } = representation;
      // Clients may send anything here; what is no text is refused without a request.
      if (typeof typename !== 'string') continue;
      const key = keyIn(contractNames.get(typename) ?? '', representation);
      if (key === undefined) continue;
      const [name, value, own] = key;
      if (typeof value !== 'string') continue;
      const group = groups.get(typename) ?? { keys: new Set(), instances: new Set() };
      groups.set(typename, group);
      const size = group.keys.size;
      if (group.keys.add(`${name} ${value}`).size === size) continue;
      group.instances.add((name === 'id' ? instanceOfId(value) : undefined) ?? name);
      cost += own.requests + own.perInstance * instanceCount;
    }
    for (const [typename, { keys, instances }] of groups) {
      const type = this.#typeOf(typename);
      if (type === undefined) continue;
      const count = keys.size;
      const own = { ...around, count, instances: Math.min(instances.size, instanceCount) };
      cost += this.ofSelection(type, selectionSetsOf(nodes), own, new Set(READ_WITH_OBJECTS));
    }
    return cost;
  }

  /** Requests of a filter for each examined row. */
  #ofFilter(
    connection: GraphQLCompositeType,
    filter: unknown,
    around: Surroundings,
    read: Set<UpstreamData>,
  ): number {
    if (!isObjectType(connection) || typeof filter !== 'object' || filter === null) return 0;
    const nodes = connection.getFields()['nodes'];
    const rowType = nodes === undefined ? undefined : getNamedType(nodes.type);
    if (!isObjectType(rowType)) return 0;
    let cost = 0;
    const rowName = contractNameOf(rowType);
    for (const [name, value] of Object.entries(filter)) {
      if (value == null) continue;
      const [typeName, fieldName] = READ_BY_FILTER[rowName]?.[name] ?? [rowName, name];
      const type = this.#objectType(typeName);
      const field = type?.getFields()[fieldName];
      if (type === undefined || field?.extensions.upstreamCosts === undefined) continue;
      const node: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: field.name } };
      const { instances } = around;
      cost += this.#ofFieldItself(type, field, [node], { around, read, instances, times: 1 });
    }
    return cost;
  }

  /** Requests for a field of all objects around it, without its selection. */
  #ofFieldItself(
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    nodes: SelectedField['nodes'],
    { around, read, instances, times }: FieldSurroundings,
  ): number {
    let total = 0;
    for (const cost of field.extensions.upstreamCosts ?? []) {
      if (!this.#applies(cost, field, nodes)) continue;
      const { requests, perInstance, batch, shared, inSeries } = cost;
      if (inSeries != null && around.series !== undefined) {
        total += this.#ofSeries(around.series, inSeries);
        continue;
      }
      if (shared != null) {
        if (read.has(shared) || (shared === 'SUMMARY' && read.has('DETAIL'))) continue;
        read.add(shared);
      }
      const objects = around.count * (parent.name === 'Query' ? times : 1);
      const units = batch == null ? objects : batchesOf(objects, around.instances, batch);
      total += requests * units;
      if (perInstance > 0) {
        total += perInstance * instances * this.#filterValues(field, nodes[0]) * around.count;
      }
    }
    return total;
  }

  /** Requests for data of the series of patches, once per series. */
  #ofSeries({ count, read }: KnownObjects, data: readonly UpstreamData[]): number {
    const missing = data.filter((one) => !read.has(one));
    for (const one of missing) read.add(one);
    return count * missing.reduce((sum, one) => sum + this.#requestsOfSeries(one), 0);
  }

  /** Cost that the fields of a series state for such data. */
  #requestsOfSeries(data: UpstreamData): number {
    const costs = Object.values(this.#objectType('Series')?.getFields() ?? {}).flatMap(
      ({ extensions }) => extensions.upstreamCosts ?? [],
    );
    return costs.find(({ shared }) => shared === data)?.requests ?? 0;
  }

  #applies(
    { whenSelected, unlessSelected, whenArgument, unlessArgument }: UpstreamCost,
    field: GraphQLField<unknown, unknown>,
    nodes: SelectedField['nodes'],
  ): boolean {
    const [node] = nodes;
    if (whenSelected != null && !selects(nodes, whenSelected)) return false;
    if (unlessSelected != null && selects(nodes, unlessSelected)) return false;
    if (unlessArgument != null && this.#argument(field, node, unlessArgument) != null) return false;
    if (whenArgument == null) return true;
    const value = this.#argument(field, node, whenArgument);
    return value != null && value !== false;
  }

  /** Requests for one list: one, or one for each of its values where a server may not know some of them. */
  #filterValues(field: GraphQLField<unknown, unknown>, node: FieldNode): number {
    const filter = this.#argument(field, node, UNITED);
    if (typeof filter !== 'object' || filter === null) return 1;
    let values = 1;
    for (const value of Object.values(filter)) {
      if (Array.isArray(value) && value.length > 1) values += value.length - 1;
    }
    return values;
  }

  /** How many objects a field's selection is made for. */
  #length(field: GraphQLField<unknown, unknown>, node: FieldNode): number {
    const name = contractNameOf(field);
    if (name === 'instances') return this.#question.instanceCount;
    if (name === 'viewers') return this.#question.tokenCount;
    const ids = this.#argument(field, node, 'ids');
    return Array.isArray(ids) ? ids.length : (field.extensions.assumedSize ?? 1);
  }

  #instancesAsked(
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
  ): number {
    const isPage = contractNameOf(getNamedType(field.type)).endsWith('Connection');
    const named: unknown = this.#argument(field, node, 'instances');
    const filter: unknown = this.#argument(field, node, 'filter');
    const types: unknown = this.#argument(field, node, 'types');
    const asked = { instances: listOrNull(named), types: listOrNull(types), filter };
    if (emptyListIn(asked) !== undefined) return 0;
    // Lists of an object are those of its instance.
    if (parent.name !== 'Query' && isPage) return 1;
    const { instanceCount } = this.#question;
    const concerned = instancesNamedBy(filter);
    if (asked.instances === null) return Math.min(concerned?.size ?? instanceCount, instanceCount);
    return [...new Set(asked.instances)].filter(
      (name) => concerned === undefined || concerned.has(String(name)),
    ).length;
  }

  #argument(field: GraphQLField<unknown, unknown>, node: FieldNode, name: string): unknown {
    const definition = field.args.find((argument) => argument.name === name);
    if (definition === undefined) return undefined;
    const given = node.arguments?.find((argument) => argument.name.value === name);
    if (given === undefined) return definition.defaultValue;
    return valueFromAST(given.value, definition.type, this.#variables) ?? definition.defaultValue;
  }

  /** An object type by its name in schema/. */
  #objectType(contractName: string): GraphQLObjectType | undefined {
    return Object.values(this.#question.schema.getTypeMap())
      .filter(isObjectType)
      .find((type) => contractNameOf(type) === contractName);
  }

  #typeOf(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.#question.schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

/** Batches of objects that are spread over some instances: a batch is read from one of them. */
function batchesOf(objects: number, instances: number, batchSize: number): number {
  const servers = Math.min(objects, instances);
  return servers === 0 ? 0 : servers * Math.ceil(objects / servers / batchSize);
}

/** Whether fields select one of these directly; inside fragments they count as selected. */
function selects(nodes: readonly FieldNode[], names: readonly string[]): boolean {
  return selectionSetsOf(nodes).some(({ selections }) =>
    selections.some(
      (selection) => selection.kind !== Kind.FIELD || names.includes(selection.name.value),
    ),
  );
}

function selectionSetsOf(nodes: readonly FieldNode[]): readonly SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
}
