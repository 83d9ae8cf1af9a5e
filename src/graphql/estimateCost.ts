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
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

import { emptyListIn } from '../catalog/lists/emptyLists.js';
import { decodeGlobalId } from './globalId.js';
import { parseProjectName } from './projectNames.js';

/** Rows of a page whose size is not given. */
const DEFAULT_FIRST = 30;

/** What one field costs in upstream requests, beside what its selection costs. */
interface FieldCost {
  /** Requests for the field itself. */
  readonly requests?: number;
  /** Requests for each instance asked. */
  readonly requestsPerInstance?: number;
  /** Requests for each instance that the caller has a token for. */
  readonly requestsPerToken?: number;
  /** Read together with other fields of this name of the same object: counted once. */
  readonly shared?: string;
  /** What else it is read from, each counted once with others that read it too. */
  readonly parts?: readonly SharedCost[];
  /** How many objects a list is taken to hold, where no argument says it. */
  readonly length?: number;
  /** An argument that, where it is false, saves the requests. */
  readonly onlyWith?: string;
  /** Requests instead, where one of these is selected below it. */
  readonly unless?: { readonly selected: readonly string[]; readonly requests: number };
}

/** Something that several fields are read from. */
interface SharedCost {
  readonly requests: number;
  readonly shared: string;
}

/** What surrounds a selection. */
interface Surroundings {
  /** Objects that the selection is made for. */
  readonly count: number;
  /** Rows of the page whose `nodes` or `edges` are selected here. */
  readonly rows: number;
  /** Instances the page is read from. */
  readonly instances: number;
  /** Distinct objects by type that are known to be all that can be reached from here. */
  readonly known: ReadonlyMap<string, KnownObjects>;
}

/** Objects of one type, and what is read of them already. */
interface KnownObjects {
  readonly count: number;
  readonly read: Set<string>;
}

/**
 * Patches that a series is taken to have, since no argument says it: an estimate for long series is too low,
 * and what they really cost is counted while they are read.
 */
const SERIES_LENGTH = 5;
/** Rows of a list that share one series. */
const ROWS_PER_SERIES = 2;
/** Distinct objects that many rows are taken to share: each of them is read once. */
const DISTINCT: Readonly<Record<string, (count: number, instances: number) => number>> = {
  Project: (_count, instances) => 2 * instances,
  Person: (count) => Math.ceil(2 * Math.sqrt(count)),
  User: (count) => Math.ceil(Math.sqrt(count)),
  Instance: (_count, instances) => instances,
};

/** Arguments of lists, each further value of which may cost a request of its own. */
const UNITED = 'filter';

/** A patch's or cover's own address, which answers all of these at once. */
const DETAIL: FieldCost = { requests: 1, shared: 'detail' };
/** Patches of one series are read together with those of 24 others. */
const SUMMARY: FieldCost = { requests: 0.1, shared: 'summary' };
/** The text that has a bundle's order. */
const BUNDLE_MBOX: FieldCost = { requests: 1, shared: 'mbox' };
/** Series of a page are read by one list. */
const SERIES: FieldCost = { requests: 0.1, shared: 'series' };
/** Patches of a series, read together with those of 24 others. */
const PATCHES: FieldCost = { requests: 0.1, shared: 'patches' };

/** The replies and the text of one patch, of which others of the series share some. */
const PATCH_REVIEW: FieldCost = { requests: 2, shared: 'review' };
/** A list of the submitter's series, its head, and those of some that are like it. */
const VERSIONS: SharedCost = { requests: 5, shared: 'versions' };
/** Newer versions of the series of a page, read together. */
const LATEST: SharedCost = { requests: 0.3, shared: 'latest' };
/** The head of a series. */
const HEAD: SharedCost = { requests: 1, shared: 'head' };
/** Versions that a series is taken to have. */
const SERIES_VERSIONS = 3;
/** The texts of a series at once. */
const TEXTS: SharedCost = { requests: 1, shared: 'texts' };
/** The replies of those of its patches that have some. */
const REPLIES: SharedCost = { requests: 3, shared: 'replies' };
const SERIES_REVIEW: FieldCost = { parts: [TEXTS, REPLIES] };
/** The same, and the headers of the cover. */
const SERIES_THREAD: FieldCost = { requests: 1, shared: 'cover', ...SERIES_REVIEW };
/** Files that a patch or series is taken to change. */
const FILES = 3;
/** Trailers that a patch or series is taken to have. */
const TRAILERS = 4;

/** What a row of a list is read with. */
const READ_WITH_LISTS = ['summary', 'series'];
/** What an object is read with whose number is given. */
const READ_WITH_OBJECTS = [...READ_WITH_LISTS, 'detail'];

const MAIL_COSTS: Readonly<Record<string, FieldCost>> = {
  subject: DETAIL,
  content: DETAIL,
  headers: DETAIL,
  header: DETAIL,
  comments: { requests: 1, length: 5 },
  commentCount: { requests: 0.03 },
  mbox: { requests: 1 },
  occurrences: { requestsPerInstance: 2, length: 2 },
};

/**
 * Costs by type and field, as the SDL tells them. Fields that are not here cost nothing; a list of
 * a page is as long as its `first`.
 */
const COSTS: Readonly<Record<string, Readonly<Record<string, FieldCost>>>> = {
  Query: {
    node: { requests: 1 },
    nodes: { requests: 1 },
    patch: { requests: 1 },
    series: { requests: 1 },
    cover: { requests: 1 },
    project: { requests: 1 },
    person: { requests: 1 },
    user: { requests: 1 },
    bundle: { requests: 1 },
    check: { requests: 1 },
    resource: { requests: 2 },
    message: { requestsPerInstance: 2 },
    viewers: { requestsPerToken: 2 },
    patchCounts: { requestsPerInstance: 10 },
    // With the page, one list for each of the four usual types.
    search: { requestsPerInstance: 3 },
  },
  Message: { occurrences: { length: 2 }, subject: { requests: 1 } },
  MailMessage: MAIL_COSTS,
  Patch: {
    ...MAIL_COSTS,
    diff: DETAIL,
    prefixes: DETAIL,
    state: SUMMARY,
    archived: SUMMARY,
    hash: SUMMARY,
    commitRef: SUMMARY,
    pullUrl: SUMMARY,
    delegate: SUMMARY,
    check: SUMMARY,
    checkRollup: SUMMARY,
    trailers: { ...PATCH_REVIEW, length: TRAILERS },
    reviewSummary: PATCH_REVIEW,
    reviewDecision: PATCH_REVIEW,
    thread: PATCH_REVIEW,
    commitMessage: DETAIL,
    notes: DETAIL,
    files: { ...DETAIL, length: FILES },
    additions: DETAIL,
    deletions: DETAIL,
    changedFiles: DETAIL,
    diffProblems: DETAIL,
    owners: { ...DETAIL, length: 2 },
    related: { ...SUMMARY, length: 2 },
    checks: {
      requests: 0.02,
      length: 4,
      unless: { selected: ['description', 'user', 'url'], requests: 1 },
    },
  },
  Cover: {
    ...MAIL_COSTS,
    trailers: { requests: 1, length: TRAILERS },
    thread: SERIES_THREAD,
  },
  Thread: { entries: { length: 10 } },
  ChangedFile: { patches: { length: 2 } },
  Series: {
    total: SERIES,
    receivedTotal: SERIES,
    receivedAll: SERIES,
    submitter: SERIES,
    project: SERIES,
    coverLetter: SERIES,
    patches: { ...SERIES, length: SERIES_LENGTH },
    dependencies: { requests: 1, shared: 'detail', length: 2 },
    dependents: { requests: 1, shared: 'detail', length: 2 },
    mbox: { requests: 1 },
    status: PATCHES,
    isComplete: PATCHES,
    missingIndexes: PATCHES,
    strays: { ...PATCHES, length: 2 },
    checkRollup: PATCHES,
    trailers: { ...SERIES_REVIEW, length: TRAILERS },
    reviewSummary: SERIES_REVIEW,
    reviewDecision: SERIES_REVIEW,
    thread: SERIES_THREAD,
    // Beside its own texts the other series and its texts.
    compare: { requests: 2, parts: [TEXTS] },
    files: { ...TEXTS, length: FILES },
    additions: TEXTS,
    deletions: TEXTS,
    changedFiles: TEXTS,
    versions: { ...VERSIONS, length: SERIES_VERSIONS },
    supersedes: VERSIONS,
    supersededBy: VERSIONS,
    latestVersion: VERSIONS,
    isLatestVersion: LATEST,
    changeId: HEAD,
    baseCommit: HEAD,
    prerequisites: { requests: 2, shared: 'prerequisites', length: 1 },
  },
  Prerequisite: {
    series: { requestsPerInstance: 2, shared: 'found' },
    patch: { requestsPerInstance: 2, shared: 'found' },
    isOutdated: { requestsPerInstance: 2, requests: 1, shared: 'found' },
  },
  CheckRollup: {
    state: { requests: 0.02, shared: 'checks' },
    contexts: { requests: 0.02, shared: 'checks', length: 4 },
    uncheckedPatches: { requests: 0.02, shared: 'checks', length: 2 },
    pendingSince: { requests: 0.02, shared: 'checks' },
  },
  CheckContext: {
    checks: {
      length: SERIES_LENGTH,
      unless: { selected: ['description', 'user', 'url'], requests: 1 },
    },
    missingFrom: { length: 2 },
  },
  Bundle: {
    patches: { ...BUNDLE_MBOX, length: 20, onlyWith: 'inOrder' },
    isPatchOrderKnown: BUNDLE_MBOX,
    mbox: BUNDLE_MBOX,
  },
  Person: { user: { requests: 1 }, accounts: { requestsPerInstance: 1 } },
  User: { settings: { requests: 1 } },
  Maintainer: { user: { requests: 1 } },
  Project: { maintainers: { requests: 0.2, shared: 'detail', length: 3 } },
};

/** What {@link estimateCost} needs. */
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
  return Math.ceil(walk.ofSelection(root, operation.selectionSet, around, new Set()));
}

class CostWalk {
  constructor(
    private readonly question: CostQuestion,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {}

  /** @param read what of these objects is read already; what is selected here is added. */
  ofSelection(
    parent: GraphQLCompositeType,
    selectionSet: SelectionSetNode,
    around: Surroundings,
    read: Set<string>,
  ): number {
    let cost = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        cost += this.#ofField(parent, selection, around, read);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? this.question.fragments[selection.name.value]
          : selection;
      if (fragment === undefined) continue;
      const type = this.#typeOf(fragment.typeCondition?.name.value) ?? parent;
      cost += this.ofSelection(type, fragment.selectionSet, around, read);
    }
    return cost;
  }

  #ofField(
    parent: GraphQLCompositeType,
    node: FieldNode,
    around: Surroundings,
    read: Set<string>,
  ): number {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return 0;
    const field = parent.getFields()[node.name.value];
    if (field === undefined) return 0;
    const known = COSTS[parent.name]?.[field.name] ?? {};
    const type = getNamedType(field.type);
    const isPage = type.name.endsWith('Connection');
    const instances = this.#instancesAsked(parent, field, node);
    const times = this.#length(field, node, known);
    const values = this.#filterValues(field, node);
    let own = (known.requests ?? 0) + (known.requestsPerInstance ?? 0) * instances;
    own += (known.requestsPerToken ?? 0) * this.question.tokenCount;
    // An address is looked for on every instance, once among patches and once more where that fails.
    if (field.name === 'person' && this.#argument(field, node, 'email') != null) {
      own = 1.5 * instances;
    }
    if (known.unless !== undefined && selects(node, known.unless.selected)) {
      own = known.unless.requests;
    }
    if (known.onlyWith !== undefined && this.#argument(field, node, known.onlyWith) === false) {
      own = 0;
    } else if (known.shared !== undefined) {
      if (read.has(known.shared)) own = 0;
      read.add(known.shared);
    }
    for (const { requests, shared } of known.parts ?? []) {
      if (!read.has(shared)) own += requests;
      read.add(shared);
    }
    if (isPage) own += instances * values;
    if (parent.name === 'Query') own *= times;
    const isOfPage = parent.name.endsWith('Connection');
    if (isOfPage && field.name === 'totalCount') own += around.instances;
    own *= around.count;
    if (node.selectionSet === undefined || !isCompositeType(type)) return own;
    if (isPage) {
      const first = Number(this.#argument(field, node, 'first') ?? DEFAULT_FIRST);
      const rows = instances === 0 ? 0 : first;
      const page = { ...around, rows, instances };
      return own + this.ofSelection(type, node.selectionSet, page, new Set());
    }
    const isRows = isOfPage && (field.name === 'nodes' || field.name === 'edges');
    const isRow = isRows || parent.name.endsWith('Edge');
    const below = this.#below(parent, type, around, {
      times: isRows ? around.rows : times,
      areDistinct: isRow || parent.name === 'Query',
    });
    const before = isRow ? READ_WITH_LISTS : parent.name === 'Query' ? READ_WITH_OBJECTS : [];
    for (const part of before) below.read.add(part);
    return own + this.ofSelection(type, node.selectionSet, below.around, below.read);
  }

  /** The objects that a field leads to: as many as it says, but no more distinct ones than there can be. */
  #below(
    parent: GraphQLCompositeType,
    { name }: GraphQLCompositeType,
    around: Surroundings,
    { times, areDistinct }: { readonly times: number; readonly areDistinct: boolean },
  ): { readonly around: Surroundings; readonly read: Set<string> } {
    const met = around.known.get(name);
    if (met !== undefined) {
      return { around: { ...around, count: met.count, rows: 1 }, read: met.read };
    }
    let count = around.count * times;
    const most = areDistinct ? undefined : DISTINCT[name];
    if (most !== undefined) count = Math.min(count, most(count, around.instances));
    if (parent.name === 'Patch' && name === 'Series') count = Math.ceil(count / ROWS_PER_SERIES);
    const read = new Set<string>();
    // A series leads to its patches and these to the series: to no others, however often.
    const isCircle = (parent.name === 'Series' && name === 'Patch') || name === 'Series';
    const known = isCircle ? new Map([...around.known, [name, { count, read }]]) : around.known;
    return { around: { ...around, count, rows: 1, known }, read };
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
  #length(field: GraphQLField<unknown, unknown>, node: FieldNode, { length }: FieldCost): number {
    if (field.name === 'instances') return this.question.instanceCount;
    const ids = this.#argument(field, node, 'ids');
    return Array.isArray(ids) ? ids.length : (length ?? 1);
  }

  #instancesAsked(
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
  ): number {
    const isPage = getNamedType(field.type).name.endsWith('Connection');
    const named: unknown = this.#argument(field, node, 'instances');
    const filter: unknown = this.#argument(field, node, 'filter');
    const types: unknown = this.#argument(field, node, 'types');
    const asked = { instances: listOrNull(named), types: listOrNull(types), filter };
    if (emptyListIn(asked) !== undefined) return 0;
    // Lists of an object are those of its instance.
    if (parent.name !== 'Query' && isPage) return 1;
    const { instanceCount } = this.question;
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
    return valueFromAST(given.value, definition.type, this.variables) ?? definition.defaultValue;
  }

  #typeOf(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.question.schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

const listOrNull = (value: unknown): readonly unknown[] | null =>
  Array.isArray(value) ? value : null;

/** Filters by global ids, which name their instance. */
const ID_FILTERS = ['series', 'patch', 'cover', 'actor'];

/**
 * Names of the instances that a filter is about, where each of its projects is written with its
 * instance, or where it names objects by their ids; undefined where it is about any.
 */
function instancesNamedBy(filter: unknown): ReadonlySet<string> | undefined {
  if (typeof filter !== 'object' || filter === null) return undefined;
  let concerned: Set<string> | undefined;
  for (const [argument, value] of Object.entries(filter)) {
    const values = listOrNull(value)?.map(String);
    if (values === undefined) continue;
    const names =
      argument === 'project'
        ? values.map((name) => parseProjectName(name).instance)
        : ID_FILTERS.includes(argument)
          ? values.map(instanceOfId)
          : [undefined];
    if (names.includes(undefined)) continue;
    const before = concerned;
    const these = names.filter((name) => name !== undefined);
    concerned = new Set(before === undefined ? these : these.filter((name) => before.has(name)));
  }
  return concerned;
}

/** The instance of a global id; undefined for what is none, which is refused later. */
function instanceOfId(id: string): string | undefined {
  try {
    return decodeGlobalId(id).instance;
  } catch {
    return undefined;
  }
}

/** Whether a field selects one of these directly; inside fragments they count as selected. */
function selects(node: FieldNode, names: readonly string[]): boolean {
  return (node.selectionSet?.selections ?? []).some(
    (selection) => selection.kind !== Kind.FIELD || names.includes(selection.name.value),
  );
}
