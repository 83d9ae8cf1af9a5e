import {
  defaultTypeResolver,
  GraphQLError,
  isObjectType,
  locatedError,
  OperationTypeNode,
  responsePathAsArray,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { GatewayError } from '../../errors.js';
import type { AnswerBudget } from './AnswerBudget.js';
import type { BatchGate } from './BatchGate.js';
import type { ErrorCollector } from './ErrorCollector.js';
import type { EventLoopTurn } from './EventLoopTurn.js';
import { FieldInfo } from './FieldInfo.js';
import type { FieldPlan, OperationPlan, OutputPlan, SelectionPlan } from './OperationPlan.js';
import { PendingParts } from './PendingParts.js';
import { resolveField } from './resolveField.js';

type Path = GraphQLResolveInfo['path'];
type MaybePromise<T> = T | Promise<T>;
type Data = Record<string, unknown>;
export interface ExecutionOptions {
  readonly plan: OperationPlan;
  readonly rootType: GraphQLObjectType;
  /** First argument of the resolvers of the root. Default: undefined. */
  readonly rootValue?: unknown;
  /** Third argument of every resolver. */
  readonly context: unknown;
  readonly budget: AnswerBudget;
  readonly errors: ErrorCollector;
  readonly turn: EventLoopTurn;
  /** Waits with batches while a part of the answer waits for its turn. */
  readonly batches: BatchGate;
  /** Aborted when the operation's time is up, or nobody waits for its answer any more. */
  readonly signal: AbortSignal;
}

/**
 * Executes an operation as `execute` of graphql-js does (the specification's "Execution"), with the same
 * data, errors and calls of resolvers. In addition, the answer is counted while it is built, and large
 * answers are completed in slices, between which other requests, timers and the deadline get their turn.
 *
 * @returns the data; null where an error reached the root.
 * @throws GatewayError for an answer that passes one of its bounds.
 */
export async function executePlan(options: ExecutionOptions): Promise<Data | null> {
  const { plan, rootType, budget, errors } = options;
  const execution = new Execution(options);
  try {
    const root = plan.root(rootType);
    const isMutation = plan.options.operation.operation === OperationTypeNode.MUTATION;
    const data = await (isMutation
      ? execution.executeInTurn(root)
      : execution.execute(root, options.rootValue, undefined));
    budget.add(0, 0);
    return data;
  } catch (error) {
    if (budget.refusal !== undefined) throw budget.refusal;
    errors.add(undefined, () => toGraphQLError(error));
    return null;
  }
}

class Execution {
  readonly #options: ExecutionOptions;
  #lateTurns = 0;

  constructor(options: ExecutionOptions) {
    this.#options = options;
  }

  /** Fields of an object, side by side. */
  execute(plan: SelectionPlan, source: unknown, path: Path | undefined): MaybePromise<Data> {
    this.#options.budget.add(plan.fields.length, plan.bytes);
    const data = emptyObject(plan);
    let pending: PendingParts<Data> | undefined;
    try {
      for (const field of plan.fields) pending = this.#field(field, source, path, data, pending);
    } catch (error) {
      // What runs beside it must have ended.
      if (pending !== undefined) return pending.endWith(error);
      throw error;
    }
    return pending === undefined ? data : pending.whole();
  }

  /** Fields of the root, one after another, as mutations are executed. */
  async executeInTurn(plan: SelectionPlan): Promise<Data> {
    this.#options.budget.add(plan.fields.length, plan.bytes);
    const data = emptyObject(plan);
    for (const field of plan.fields) {
      await this.#field(field, undefined, undefined, data, undefined)?.whole();
    }
    return data;
  }

  /** Puts a field into its object, at once or later. @returns the promise that the object waits for. */
  #field(
    field: FieldPlan,
    source: unknown,
    parent: Path | undefined,
    data: Data,
    pending: PendingParts<Data> | undefined,
  ): PendingParts<Data> | undefined {
    const { key, constant, output } = field;
    if (constant !== undefined) {
      data[key] = constant;
      return pending;
    }
    let value: unknown;
    let isCompleted = false;
    try {
      value = resolveField(field, source, parent, this.#options);
      if (!isPromise(value)) {
        value = this.#complete(field, parent, output, undefined, value);
        isCompleted = true;
      }
    } catch (error) {
      value = this.#fail(field, parent, output, undefined, error);
    }
    // Holds the place, since clients see the order of the fields.
    data[key] = value;
    if (!isPromise(value)) return pending;
    const parts = pending ?? new PendingParts(data);
    void this.#await(parts, key, value, {
      field,
      parent,
      output,
      itemPath: undefined,
      isCompleted,
    });
    return parts;
  }

  /**
   * Completes a part that is on its way, and puts it into its place; never rejects. A method rather than
   * callbacks: V8 drops the optimized code of functions that do not outlive an operation.
   */
  async #await(
    parts: PendingParts<object>,
    key: PropertyKey,
    promise: Promise<unknown>,
    part: Part,
  ): Promise<void> {
    parts.begin();
    let value: unknown;
    try {
      value = await promise;
      if (!part.isCompleted) value = this.#completeInTurn(part, value);
      if (isPromise(value)) value = await value;
    } catch (error) {
      try {
        value = this.#fail(part.field, part.parent, part.output, part.itemPath, error);
      } catch (reason) {
        parts.fail(reason);
        return;
      }
    }
    parts.put(key, value);
  }

  /** Completes a part that has arrived, in a later turn of the event loop where this one has taken long. */
  #completeInTurn({ field, parent, output, itemPath }: Part, value: unknown): unknown {
    const { batches, turn } = this.#options;
    if (output.kind === 'LEAF' || !turn.isOver()) {
      return this.#complete(field, parent, output, itemPath, value);
    }
    return batches.later(turn.next(), () => this.#complete(field, parent, output, itemPath, value));
  }

  /** An error where null may stand becomes null; elsewhere it goes to the nearest place above. */
  #fail(
    field: FieldPlan,
    parent: Path | undefined,
    output: OutputPlan,
    itemPath: Path | undefined,
    cause: unknown,
  ): null {
    const { budget, errors } = this.#options;
    if (budget.refusal !== undefined) throw budget.refusal;
    const place = itemPath ?? pathOf(field, parent);
    const locate = (): GraphQLError => locatedError(cause, field.nodes, responsePathAsArray(place));
    if (output.isNonNull) throw locate();
    errors.add(place, locate);
    return null;
  }

  #complete(
    field: FieldPlan,
    parent: Path | undefined,
    output: OutputPlan,
    itemPath: Path | undefined,
    value: unknown,
  ): unknown {
    if (value instanceof Error) throw value;
    if (value !== undefined && value !== null) {
      if (output.kind === 'LEAF') return this.#leaf(output, value);
      const path = itemPath ?? pathOf(field, parent);
      switch (output.kind) {
        case 'LIST':
          return this.#list(field, parent, output.item, path, value);
        case 'OBJECT':
          return this.#object(field, parent, output.type, path, value);
        case 'ABSTRACT':
          return this.#abstract(field, parent, output.type, path, value);
      }
    }
    if (!output.isNonNull) return null;
    throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`);
  }

  #leaf({ type }: Extract<OutputPlan, { kind: 'LEAF' }>, value: unknown): unknown {
    const written: unknown = type.serialize(value);
    if (typeof written === 'string') this.#options.budget.addText(written.length + 1);
    if (written !== undefined && written !== null) return written;
    throw new Error(
      `Expected \`${type.name}.serialize(a ${typeof value})\` to return non-nullable value, returned: ${String(written)}`,
    );
  }

  #list(
    field: FieldPlan,
    parent: Path | undefined,
    item: OutputPlan,
    path: Path,
    value: unknown,
  ): MaybePromise<unknown[]> {
    if (!isIterable(value)) {
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${nameOf(field)}".`,
      );
    }
    const values: readonly unknown[] = Array.isArray(value) ? value : [...value];
    this.#options.budget.add(values.length, values.length + 1);
    return this.#items({ field, parent, item, path, values, completed: [], pending: undefined });
  }

  #items(list: ListInProgress): MaybePromise<unknown[]> {
    const { field, parent, item, path, values, completed } = list;
    const { turn } = this.#options;
    for (let index = completed.length; index < values.length; index += 1) {
      if (item.kind !== 'LEAF' && turn.isOver()) return this.#resume(list);
      const itemPath: Path = { prev: path, key: index, typename: undefined };
      let value = values[index];
      let isCompleted = false;
      try {
        if (!isPromise(value)) {
          value = this.#complete(field, parent, item, itemPath, value);
          isCompleted = true;
        }
      } catch (error) {
        value = this.#fail(field, parent, item, itemPath, error);
      }
      completed.push(value);
      if (!isPromise(value)) continue;
      const parts = (list.pending ??= new PendingParts(completed));
      void this.#await(parts, index, value, { field, parent, output: item, itemPath, isCompleted });
    }
    return list.pending === undefined ? completed : list.pending.whole();
  }

  /** The rest of a list in a later turn of the event loop. */
  #resume(list: ListInProgress): Promise<unknown[]> {
    const { batches, budget, signal, turn } = this.#options;
    return batches.later(turn.next(), () => {
      if (signal.aborted) {
        const reason: unknown = signal.reason;
        if (!(reason instanceof GatewayError)) budget.refuse(CLIENT_GONE);
        else if ((this.#lateTurns += 1) > MAX_LATE_TURNS) throw reason;
      }
      return this.#items(list);
    });
  }

  #object(
    field: FieldPlan,
    parent: Path | undefined,
    type: GraphQLObjectType,
    path: Path,
    value: unknown,
  ): MaybePromise<Data> {
    const { context, plan } = this.#options;
    const selected = plan.below(field, type);
    if (type.isTypeOf == null) return this.execute(selected, value, path);
    const check = (isOfType: boolean): MaybePromise<Data> => {
      if (isOfType) return this.execute(selected, value, path);
      throw new GraphQLError(`Expected value of type "${type.name}" but got: a ${typeof value}.`, {
        nodes: field.nodes,
      });
    };
    const isOfType = type.isTypeOf(value, context, new FieldInfo(field, plan.options, parent));
    return isPromise(isOfType) ? isOfType.then(check) : check(isOfType);
  }

  #abstract(
    field: FieldPlan,
    parent: Path | undefined,
    type: GraphQLAbstractType,
    path: Path,
    value: unknown,
  ): MaybePromise<Data> {
    const { context, plan } = this.#options;
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const info = new FieldInfo(field, plan.options, parent);
    const object = (name: string | undefined): MaybePromise<Data> =>
      this.#object(field, parent, this.#typeNamed(name, type, field), path, value);
    const name = resolveType(value, context, info, type);
    return isPromise(name) ? name.then(object) : object(name);
  }

  #typeNamed(
    name: string | undefined,
    abstract: GraphQLAbstractType,
    field: FieldPlan,
  ): GraphQLObjectType {
    const { schema } = this.#options.plan.options;
    const type = name === undefined ? undefined : schema.getType(name);
    if (isObjectType(type) && schema.isSubType(abstract, type)) return type;
    throw new GraphQLError(
      `Abstract type "${abstract.name}" was resolved to "${String(name)}" for field "${nameOf(field)}", which is not one of its types.`,
      { nodes: field.nodes },
    );
  }
}

/** A part of an answer that is on its way. */
interface Part {
  readonly field: FieldPlan;
  readonly parent: Path | undefined;
  readonly output: OutputPlan;
  /** Of an item of a list. */
  readonly itemPath: Path | undefined;
  /** Whether the promise is that of a completed value. */
  readonly isCompleted: boolean;
}

interface ListInProgress {
  readonly field: FieldPlan;
  readonly parent: Path | undefined;
  readonly item: OutputPlan;
  readonly path: Path;
  readonly values: readonly unknown[];
  /** Items so far; some may still be promises. */
  readonly completed: unknown[];
  pending: PendingParts<unknown[]> | undefined;
}

/**
 * Turns of the event loop in which values that are at hand are still completed after the deadline: at most half
 * a second. Without them, a short list that has to wait for its turn would make all around it null.
 */
const MAX_LATE_TURNS = 25;

/** Never sent: its reader is gone. */
const CLIENT_GONE = new GatewayError('the client has disconnected', {
  code: 'INTERNAL_SERVER_ERROR',
});

function emptyObject({ needsBareObject }: SelectionPlan): Data {
  return needsBareObject ? (Object.create(null) as Data) : {};
}

function pathOf({ key, parentType }: FieldPlan, prev: Path | undefined): Path {
  return { prev, key, typename: parentType.name };
}

function nameOf({ field, parentType }: FieldPlan): string {
  return `${parentType.name}.${field.name}`;
}

/** Resolvers give promises of this engine only; to look for a method `then` takes several times as long. */
function isPromise<T>(value: T | Promise<unknown>): value is Promise<Awaited<T>> {
  return value instanceof Promise;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Symbol.iterator in value &&
    typeof value[Symbol.iterator] === 'function'
  );
}

function toGraphQLError(error: unknown): GraphQLError {
  return error instanceof GraphQLError ? error : locatedError(error, undefined, undefined);
}
