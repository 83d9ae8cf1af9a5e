import type { SourceWarning } from '../../orderedList.js';
import { boundKey, type Resolution } from './dateKey.js';
import type { KeyWindow } from './KeyedPage.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import type { Params } from '../query.js';
import type { ListPlan } from './ListPlan.js';

/** A plan's bounds as keys; null if nothing can be between them. */
export function boundsOf(
  plan: Pick<ListPlan<object>, 'since' | 'before'>,
  resolution: Resolution,
): KeyWindow | null {
  const since = plan.since === undefined ? undefined : boundKey(plan.since, resolution);
  const before = plan.before === undefined ? undefined : boundKey(plan.before, resolution);
  if (since === null) return null;
  // `since` is inclusive, `before` is not (TimestampMixin in `patchwork/api/filters.py`).
  if (since !== undefined && before != null && since >= before) return null;
  return {
    ...(since === undefined ? {} : { since }),
    ...(before == null ? {} : { before }),
  };
}

/** Warning about an instance that is skipped because the range of dates is empty. */
export function emptyRange(instance: string): SourceWarning {
  return {
    code: 'EMPTY_RANGE',
    message: `${instance}: skipped, because there is no date between "since" and "before", or after the cursor`,
  };
}

/**
 * Bounds as parameters of a list: mail dates are UTC, events carry the server's own clock.
 *
 * @param path the list's path, such as `patches`.
 */
export function dateParams(
  { stampZone }: PatchworkClient,
  path: string,
  { since, before }: KeyWindow,
): Params {
  const toParam = (key: string): string =>
    path === 'events' ? stampZone.toStamp(`${key}Z`) : stampZone.toMailBound(`${key}Z`);
  return [
    ...(since === undefined ? [] : [['since', toParam(since)] as const]),
    ...(before === undefined ? [] : [['before', toParam(before)] as const]),
  ];
}
