import {
  defaultFieldResolver,
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

type Path = GraphQLResolveInfo['path'];
type MaybePromise<T> = T | Promise<T>;
type Data = Record<string, unknown>;

export interface ExecutionOptions {
  readonly plan: OperationPlan;
  readonly rootType: GraphQLObjectType;
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
 * data, errors and calls of resolvers. What it adds: the answer is counted while it is made, and large
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
      : execution.execute(root, undefined, undefined));
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

  constructor(options: ExecutionOptions) {
    this.#options = options;
  }

  /** Fields of an object, side by side. */
  execute(plan: SelectionPlan, source: unknown, path: Path | undefined): MaybePromise<Data> {
    this.#options.budget.add(plan.fields.length, plan.bytes);
    const data = emptyObject(plan);
    let pending: Promise<void>[] | undefined;
    try {
      for (const field of plan.fields) {
        const { key } = field;
        const value = this.#field(field, source, path);
        // Holds the place, since clients see the order of the fields.
        data[key] = value;
        if (!isPromise(value)) continue;
        pending ??= [];
        pending.push(
          value.then((settled) => {
            data[key] = settled;
          }),
        );
      }
    } catch (error) {
      if (pending === undefined) throw error;
      // What runs beside it must have come to its end, and must not be a rejection nobody handles.
      return Promise.allSettled(pending).then(() => {
        throw error;
      });
    }
    return pending === undefined ? data : Promise.all(pending).then(() => data);
  }

  /** Fields of the root, one after another, as mutations are executed. */
  async executeInTurn(plan: SelectionPlan): Promise<Data> {
    this.#options.budget.add(plan.fields.length, plan.bytes);
    const data = emptyObject(plan);
    for (const field of plan.fields)
      data[field.key] = await this.#field(field, undefined, undefined);
    return data;
  }

  #field(field: FieldPlan, source: unknown, parent: Path | undefined): unknown {
    if (field.constant !== undefined) return field.constant;
    const info = new FieldInfo(field, this.#options.plan.options, parent);
    try {
      if (field.argsFault !== undefined) throw field.argsFault.error;
      const resolve = field.field.resolve ?? defaultFieldResolver;
      const value: unknown = resolve(source, field.args, this.#options.context, info);
      if (!isPromise(value)) {
        const completed = this.#complete(info, field.output, undefined, value);
        return isPromise(completed)
          ? this.#guard(info, field.output, undefined, completed)
          : completed;
      }
      return this.#guard(
        info,
        field.output,
        undefined,
        value.then((resolved) =>
          field.output.kind !== 'LEAF' && this.#options.turn.isOver()
            ? this.#options.batches.later(this.#options.turn.next(), () =>
                this.#complete(info, field.output, undefined, resolved),
              )
            : this.#complete(info, field.output, undefined, resolved),
        ),
      );
    } catch (error) {
      return this.#fail(info, field.output, undefined, error);
    }
  }

  #guard(
    info: FieldInfo,
    output: OutputPlan,
    itemPath: Path | undefined,
    promise: Promise<unknown>,
  ): Promise<unknown> {
    return promise.then(undefined, (error: unknown) => this.#fail(info, output, itemPath, error));
  }

  /** An error where null may stand becomes null; elsewhere it goes to the nearest place above. */
  #fail(info: FieldInfo, output: OutputPlan, itemPath: Path | undefined, cause: unknown): null {
    const { budget, errors } = this.#options;
    if (budget.refusal !== undefined) throw budget.refusal;
    const place = itemPath ?? info.path;
    const locate = (): GraphQLError =>
      locatedError(cause, info.fieldNodes, responsePathAsArray(place));
    if (output.isNonNull) throw locate();
    errors.add(place, locate);
    return null;
  }

  #complete(
    info: FieldInfo,
    output: OutputPlan,
    itemPath: Path | undefined,
    value: unknown,
  ): unknown {
    if (value instanceof Error) throw value;
    if (value !== undefined && value !== null) {
      switch (output.kind) {
        case 'LEAF':
          return this.#leaf(output, value);
        case 'LIST':
          return this.#list(info, output.item, itemPath ?? info.path, value);
        case 'OBJECT':
          return this.#object(info, output.type, itemPath ?? info.path, value);
        case 'ABSTRACT':
          return this.#abstract(info, output.type, itemPath ?? info.path, value);
      }
    }
    if (!output.isNonNull) return null;
    throw new Error(
      `Cannot return null for non-nullable field ${info.parentType.name}.${info.fieldName}.`,
    );
  }

  #leaf({ type }: Extract<OutputPlan, { kind: 'LEAF' }>, value: unknown): unknown {
    const written: unknown = type.serialize(value);
    if (typeof written === 'string') this.#options.budget.addText(written.length + 1);
    if (written !== undefined && written !== null) return written;
    throw new Error(
      `Expected \`${type.name}.serialize(a ${typeof value})\` to return non-nullable value, returned: ${String(written)}`,
    );
  }

  #list(info: FieldInfo, item: OutputPlan, path: Path, value: unknown): MaybePromise<unknown[]> {
    if (!isIterable(value)) {
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${info.parentType.name}.${info.fieldName}".`,
      );
    }
    const values: readonly unknown[] = Array.isArray(value) ? value : [...value];
    this.#options.budget.add(values.length, values.length + 1);
    return this.#items({ info, item, path, values, completed: [], guarded: 0, waits: false });
  }

  #items(list: ListInProgress): MaybePromise<unknown[]> {
    const { info, item, path, values, completed } = list;
    const { turn } = this.#options;
    for (let index = completed.length; index < values.length; index += 1) {
      if (item.kind !== 'LEAF' && turn.isOver()) return this.#resume(list);
      const itemPath: Path = { prev: path, key: index, typename: undefined };
      let done: unknown;
      try {
        done = this.#item(info, item, itemPath, values[index]);
      } catch (error) {
        handleRejections(list);
        throw error;
      }
      completed.push(done);
      list.waits ||= isPromise(done);
    }
    return list.waits ? Promise.all(completed) : completed;
  }

  #item(info: FieldInfo, item: OutputPlan, itemPath: Path, value: unknown): unknown {
    try {
      const done = isPromise(value)
        ? value.then((resolved) => this.#complete(info, item, itemPath, resolved))
        : this.#complete(info, item, itemPath, value);
      return isPromise(done) ? this.#guard(info, item, itemPath, done) : done;
    } catch (error) {
      return this.#fail(info, item, itemPath, error);
    }
  }

  /** The rest of a list in a later turn of the event loop. */
  #resume(list: ListInProgress): Promise<unknown[]> {
    // They are awaited with the rest.
    handleRejections(list);
    const { batches, budget, signal, turn } = this.#options;
    return batches.later(turn.next(), () => {
      if (signal.aborted) {
        const reason: unknown = signal.reason;
        if (reason instanceof GatewayError) throw reason;
        budget.refuse(CLIENT_GONE);
      }
      return this.#items(list);
    });
  }

  #object(
    info: FieldInfo,
    type: GraphQLObjectType,
    path: Path,
    value: unknown,
  ): MaybePromise<Data> {
    const selected = this.#options.plan.below(info.plan, type);
    if (type.isTypeOf == null) return this.execute(selected, value, path);
    const check = (isOfType: boolean): MaybePromise<Data> => {
      if (isOfType) return this.execute(selected, value, path);
      throw new GraphQLError(`Expected value of type "${type.name}" but got: a ${typeof value}.`, {
        nodes: info.fieldNodes,
      });
    };
    const isOfType = type.isTypeOf(value, this.#options.context, info);
    return isPromise(isOfType) ? isOfType.then(check) : check(isOfType);
  }

  #abstract(
    info: FieldInfo,
    type: GraphQLAbstractType,
    path: Path,
    value: unknown,
  ): MaybePromise<Data> {
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const name = resolveType(value, this.#options.context, info, type);
    return isPromise(name)
      ? name.then((resolved) =>
          this.#object(info, this.#typeNamed(resolved, type, info), path, value),
        )
      : this.#object(info, this.#typeNamed(name, type, info), path, value);
  }

  #typeNamed(
    name: string | undefined,
    abstract: GraphQLAbstractType,
    info: FieldInfo,
  ): GraphQLObjectType {
    const { schema } = this.#options.plan.options;
    const type = name === undefined ? undefined : schema.getType(name);
    if (isObjectType(type) && schema.isSubType(abstract, type)) return type;
    throw new GraphQLError(
      `Abstract type "${abstract.name}" was resolved to "${String(name)}" for field "${info.parentType.name}.${info.fieldName}", which is not one of its types.`,
      { nodes: info.fieldNodes },
    );
  }
}

interface ListInProgress {
  readonly info: FieldInfo;
  readonly item: OutputPlan;
  readonly path: Path;
  readonly values: readonly unknown[];
  /** Items so far; some may still be promises. */
  readonly completed: unknown[];
  /** How many of them have been looked through for rejections. */
  guarded: number;
  /** Whether one of them is a promise. */
  waits: boolean;
}

/** What is awaited later, or not at all, must not count as a rejection that nobody handles. */
function handleRejections(list: ListInProgress): void {
  for (; list.guarded < list.completed.length; list.guarded += 1) {
    const item = list.completed[list.guarded];
    if (isPromise(item)) item.catch(() => undefined);
  }
}

/** Never sent: its reader is gone. */
const CLIENT_GONE = new GatewayError('the client has disconnected', {
  code: 'INTERNAL_SERVER_ERROR',
});

function emptyObject({ needsBareObject }: SelectionPlan): Data {
  return needsBareObject ? (Object.create(null) as Data) : {};
}

function isPromise<T>(value: T | PromiseLike<unknown>): value is Promise<Awaited<T>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
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
