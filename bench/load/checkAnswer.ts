import { z } from 'zod';
import { findDifference } from '../findDifference.js';
import type { InstanceName } from '../sampleData.js';
import type { ListOperation, ListRow, LoadOperation } from './LoadOperation.js';
import { compareRows } from './OperationFactory.js';

/** Result of comparing an answer with the correct one. */
export type Verdict =
  /** It is complete. */
  | { readonly kind: 'whole' }
  /** Something is missing, the answer reports it, and the server that it names had a fault. */
  | { readonly kind: 'lacking' }
  | { readonly kind: 'wrong'; readonly reason: string };

/** Whether a failure of an instance has a cause. */
export type Excuses = (instance: string) => boolean;

const errorSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.object({ code: z.string(), instance: z.string().optional() }),
});
const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()),
  errors: z.array(errorSchema).optional(),
});
const connectionSchema = z.object({
  nodes: z.array(
    z.looseObject({
      databaseId: z.number(),
      instance: z.object({ name: z.string() }),
      date: z.string(),
    }),
  ),
  sources: z.array(
    z.object({
      instance: z.string(),
      status: z.enum(['OK', 'STALE', 'PARTIAL', 'FAILED', 'TIMED_OUT', 'SKIPPED']),
      error: z.object({ code: z.string() }).nullable(),
    }),
  ),
});

type Answer = z.output<typeof answerSchema>;
type AnswerError = z.output<typeof errorSchema>;

class WrongAnswer extends Error {}

/** Compares the text of an answer with the correct one; a fault excuses what is missing. */
export function checkAnswer(operation: LoadOperation, text: string, excuses: Excuses): Verdict {
  try {
    const answer = answerSchema.parse(JSON.parse(text));
    for (const error of answer.errors ?? []) requireExcuse(error, excuses);
    const isWhole =
      operation.shape === 'list'
        ? checkList(operation, answer, excuses)
        : compare(answer, [operation.root], answer.data[operation.root], operation.right);
    return { kind: isWhole ? 'whole' : 'lacking' };
  } catch (error) {
    const reason = error instanceof WrongAnswer ? error.message : `${String(error)} in ${text}`;
    return { kind: 'wrong', reason: `${operation.kind}: ${reason.slice(0, 600)}` };
  }
}

function requireExcuse({ message, path, extensions }: AnswerError, excuses: Excuses): void {
  const { code, instance } = extensions;
  const isExcused = instance !== undefined && code.startsWith('UPSTREAM_') && excuses(instance);
  if (!isExcused || path === undefined) throw new WrongAnswer(`${code}: ${message}`);
}

/** Whether nothing is missing. */
function checkList(operation: ListOperation, answer: Answer, excuses: Excuses): boolean {
  const { nodes, sources } = connectionSchema.parse(answer.data[operation.root]);
  const asked = [...operation.rows.keys()];
  const named = sources.map(({ instance }) => instance).sort();
  const difference = findDifference(named, [...asked].sort(), 'sources');
  if (difference !== undefined) throw new WrongAnswer(difference);

  const complete = new Set<string>();
  const partial = new Set<string>();
  for (const { instance, status, error } of sources) {
    if (status === 'OK' || status === 'STALE') {
      complete.add(instance);
      continue;
    }
    // The fields of an error are part of the contract: no failure without a code.
    if (!excuses(instance) || error === null) {
      throw new WrongAnswer(`${instance} is ${status} (${error?.code ?? 'no error'})`);
    }
    if (status === 'PARTIAL') partial.add(instance);
  }
  const rows = rightRows(operation, complete);
  const right = partial.size === 0 ? rows : amongPartial(operation, nodes, rows, partial);
  return compare(answer, [operation.root, 'nodes'], nodes, right) && complete.size === asked.length;
}

function rightRows({ rows, first }: ListOperation, names: ReadonlySet<string>): ListRow[] {
  return [...rows]
    .flatMap(([instance, own]) => (names.has(instance) ? own : []))
    .sort(compareRows)
    .slice(0, first);
}

/**
 * A server that ended early may have any of its rows on the page: each must be correct, and they are
 * among the rows of the others, none of which is missing.
 */
function amongPartial(
  operation: ListOperation,
  nodes: readonly ListRow[],
  others: readonly ListRow[],
  partial: ReadonlySet<string>,
): readonly ListRow[] {
  const own = nodes.flatMap(({ databaseId, instance }) => {
    if (!partial.has(instance.name)) return [];
    const rows = operation.rows.get(instance.name as InstanceName) ?? [];
    const row = rows.find((one) => one.databaseId === databaseId);
    if (row === undefined) {
      throw new WrongAnswer(`${instance.name} has no row ${String(databaseId)} here`);
    }
    return [row];
  });
  return [...own, ...others].sort(compareRows).slice(0, operation.first);
}

/**
 * Whether the answer is complete; a field with an error may be null.
 *
 * @throws WrongAnswer on any other difference.
 */
function compare(
  { errors = [] }: Answer,
  base: readonly string[],
  value: unknown,
  right: unknown,
): boolean {
  const expected = { value: structuredClone(right) };
  for (const { path = [] } of errors) {
    if (base.every((step, index) => path[index] === step)) {
      setNull(expected, ['value', ...path.slice(base.length)]);
    }
  }
  const difference = findDifference(value, expected.value, base.join('.'));
  if (difference !== undefined) throw new WrongAnswer(difference);
  return errors.length === 0;
}

function setNull(target: unknown, path: readonly (string | number)[]): void {
  const [step, ...rest] = path;
  if (step === undefined || typeof target !== 'object' || target === null) return;
  if (rest.length === 0) Reflect.set(target, step, null);
  else setNull(Reflect.get(target, step), rest);
}
