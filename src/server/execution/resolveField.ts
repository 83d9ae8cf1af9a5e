import type { GraphQLResolveInfo } from 'graphql';
import { FieldInfo } from './FieldInfo.js';
import type { FieldPlan, OperationPlan } from './OperationPlan.js';

type Method = (this: unknown, args: unknown, context: unknown, info: FieldInfo) => unknown;

/**
 * The value of a field as its resolver gives it, perhaps a promise.
 *
 * @param parent path of the object.
 * @throws what the resolver throws, and the fault of arguments that are not valid.
 */
export function resolveField(
  field: FieldPlan,
  source: unknown,
  parent: GraphQLResolveInfo['path'] | undefined,
  { context, plan }: { readonly context: unknown; readonly plan: OperationPlan },
): unknown {
  const { args, argsFault, resolve, readsInfo } = field;
  if (argsFault !== undefined) throw argsFault.error;
  if (resolve === undefined) {
    // As the default resolver of graphql-js does.
    if ((typeof source !== 'object' && typeof source !== 'function') || source === null) {
      return undefined;
    }
    const value = (source as Record<string, unknown>)[field.field.name];
    if (typeof value !== 'function') return value;
    const info = new FieldInfo(field, plan.options, parent);
    return (value as Method).call(source, args, context, info);
  }
  const info = readsInfo ? new FieldInfo(field, plan.options, parent) : undefined;
  return resolve(source, args, context, info);
}
