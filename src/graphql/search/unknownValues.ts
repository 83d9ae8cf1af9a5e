import type { SourceWarning } from '../../orderedList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { isReadAsId } from '../../patchwork/isReadAsId.js';
import { patches } from '../../patchwork/resources/patch.js';
import type { Scope } from '../../patchwork/Scope.js';
import { toSlug } from '../../patchwork/StateNumbers.js';
import { leavesOf, type PlainTerm } from '../../search/ParsedQuery.js';

/** The warning of a name that no project of an instance goes by. */
export function unknownProject({ name }: PatchworkClient, value: string): SourceWarning {
  return unknown(`${name} has no project "${value}"`);
}

/**
 * Warnings of states and delegates that no patch of an instance has: an index cannot distinguish them from those of
 * no mail that was found. Costs 1 small request for each value, so it is for answers without rows.
 */
export async function unknownValues(
  client: PatchworkClient,
  terms: readonly PlainTerm[],
  scope: Scope,
): Promise<readonly SourceWarning[]> {
  const warnings: SourceWarning[] = [];
  for (const term of terms.flatMap(leavesOf)) {
    if (term.kind !== 'field' || term.negated) continue;
    if (term.field !== 'state' && term.field !== 'delegate') continue;
    for (const { value } of term.values) {
      if (value === null || (await isKnown(client, term.field, value, scope))) continue;
      warnings.push(unknown(`${client.name} has no patches with the ${term.field} "${value}"`));
    }
  }
  return warnings;
}

async function isKnown(
  { filterValues, stateNumbers }: PatchworkClient,
  param: 'state' | 'delegate',
  value: string,
  scope: Scope,
): Promise<boolean> {
  const asked = param === 'state' ? toSlug(value) : value;
  if (param === 'state' && isReadAsId(asked)) {
    return (await stateNumbers.numberOf(asked, scope)) !== undefined;
  }
  if (await filterValues.hasRows(patches, param, asked, scope)) return true;
  return param === 'state' && (await stateNumbers.numberOf(asked, scope)) !== undefined;
}

function unknown(fact: string): SourceWarning {
  return { code: 'UNKNOWN_VALUE', message: `${fact}: the value is unknown or matches nothing` };
}
