import { LIE_FAMILIES as CONTENT_FAMILIES } from '../../../src/sample/server/faults/lies/lies.js';
import { FRAMING_LIES } from './framingLies.js';
import type { ChaosLie } from './Lie.js';

const REFUSALS = new Set([401, 403]);
const WRITE_REFUSALS = new Set([400, 404, 405, 409, 410, 415, 422]);
const VERSION_LIES = new Set(['no-version', 'older-versions-only', 'versions-by-turns']);

/** Error codes permitted for a lie, in addition to those of every upstream failure. */
function codesOf(name: string): readonly string[] {
  if (VERSION_LIES.has(name)) return ['NOT_SUPPORTED_BY_INSTANCE'];
  const status = Number(/^(?:status|page)-(\d+)$/.exec(name)?.[1]);
  return [
    ...(REFUSALS.has(status) ? ['FORBIDDEN', 'UNAUTHENTICATED'] : []),
    ...(WRITE_REFUSALS.has(status) ? ['INVALID', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'] : []),
  ];
}

/** All lies by family: those of the sample server, and those about framing. */
export const LIE_FAMILIES: Readonly<Record<string, readonly ChaosLie[]>> = {
  framing: FRAMING_LIES,
  ...Object.fromEntries(
    Object.entries(CONTENT_FAMILIES).map(([family, lies]) => [
      family,
      lies.map((lie) => ({ ...lie, codes: codesOf(lie.name) })),
    ]),
  ),
};

/** All lies. */
export const LIES: readonly ChaosLie[] = Object.values(LIE_FAMILIES).flat();
