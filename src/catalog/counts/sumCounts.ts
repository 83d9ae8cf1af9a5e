import { GatewayError, UpstreamError } from '../../errors.js';
import { MAX_INT } from '../../patchwork/fitsShape.js';

/** Rows of one instance; null where it does not say. */
export interface InstanceCount {
  readonly instance: string;
  readonly count: number | null;
}

/**
 * Adds counts up; null where one of them is not known.
 *
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE where GraphQL's Int cannot represent the sum. No server has
 * that many rows, so the instance with the largest count is at fault.
 */
export function sumCounts(counts: readonly InstanceCount[]): number | null {
  let sum = 0;
  for (const { count } of counts) {
    if (count === null) return null;
    sum += count;
  }
  if (sum <= MAX_INT) return sum;
  throw new UpstreamError('UPSTREAM_BAD_RESPONSE', countTooLarge(sum), {
    instance: largest(counts),
    request: 'the sum of counts',
  });
}

/** The message of {@link sumCounts}, for a warning. */
export function countTooLarge(sum: number): string {
  return `the counts add up to ${String(sum)}, more than an Int can represent (${String(MAX_INT)}); the field "sources" has the count of each instance`;
}

/** As {@link sumCounts}, with null for a sum that is too large. */
export function sumOrNull(counts: readonly InstanceCount[]): number | null {
  try {
    return sumCounts(counts);
  } catch (error) {
    if (error instanceof GatewayError) return null;
    throw error;
  }
}

function largest(counts: readonly InstanceCount[]): string {
  const [first] = [...counts].sort((one, other) => (other.count ?? 0) - (one.count ?? 0));
  return first?.instance ?? '';
}
