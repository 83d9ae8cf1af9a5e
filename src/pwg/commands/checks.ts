import { selectionOf } from '../fields/Field.js';
import { CHECK, COVER, PATCH, SERIES } from '../fields/kinds.js';
import { listOf, objectOf, textAt, type JsonObject } from '../json.js';
import { printRows, readLayout } from '../output/printRows.js';
import { usageError, type ExitCode } from '../PwgError.js';
import { lookUp } from '../references/lookUp.js';
import { parseReference, type NumberedType } from '../references/Reference.js';
import type { Session } from '../Session.js';
import { describeError, exitCodeOf, resolveTargets } from './update.js';

const COLUMNS = [
  'instance',
  'patch',
  'context',
  'state',
  'date',
  'user',
  'description',
  'targetUrl',
];

/** `pwg checks`: the checks of patches, or of all patches of series. */
export async function checks(
  session: Session,
  texts: readonly string[],
  type: NumberedType,
): Promise<void> {
  const references = texts.map((text) => parseReference(text, type));
  const layout = readLayout(session.flags, [CHECK], COLUMNS);
  const selection = `checks { ${selectionOf(CHECK, layout.names)} }`;
  const found = await lookUp(session, {
    references,
    kinds: [PATCH, SERIES, COVER],
    extra: {
      Patch: selection,
      Series: `patches { ${selection} }`,
      Cover: `series { patches { ${selection} } }`,
    },
  });
  const patches = found
    .flatMap(({ nodes }) => nodes)
    .flatMap((node) => {
      const series = node['__typename'] === 'Cover' ? objectOf(node['series']) : node;
      return node['__typename'] === 'Patch' ? [node] : listOf(series['patches']).map(objectOf);
    });
  const nodes = patches.flatMap((patch) => listOf(patch['checks']).map(objectOf));
  printRows(session, layout, [CHECK], nodes);
}

/** Flags of `pwg check create`. */
export interface CheckFlags {
  readonly type: NumberedType;
  readonly state: string;
  readonly context: string;
  readonly description?: string;
  readonly url?: string;
}

/** `pwg check create`: the same test result for any number of patches, in one operation. */
export async function createCheck(
  session: Session,
  texts: readonly string[],
  flags: CheckFlags,
): Promise<ExitCode> {
  const references = texts.map((text) => parseReference(text, flags.type));
  const targets = await resolveTargets(session, references);
  if (targets.some(({ isSeries }) => isSeries))
    throw usageError('checks are for patches, not for series');
  const { state, context, description, url: targetUrl } = flags;
  const data = await session.query(
    `mutation CreateChecks($input: CreateChecksInput!) { createChecks(input: $input) {
      results { patchId outcome errors { message code } } errors { message code } } }`,
    {
      input: {
        checks: targets.map(({ id }) => ({
          patch: id,
          state: state.toUpperCase(),
          context,
          description,
          targetUrl,
        })),
      },
    },
  );
  const payload = objectOf(data['createChecks']);
  for (const error of listOf(payload['errors'])) session.warn(describeError(error));
  const results = listOf(payload['results']).map(objectOf);
  for (const result of results) session.print(`${describeResult(result, targets)}\n`);
  return exitCodeOf(
    session,
    results.map((result) => textAt(result, 'outcome')),
  );
}

function describeResult(
  result: JsonObject,
  targets: readonly { readonly id: string; readonly name: string }[],
): string {
  const name =
    targets.find(({ id }) => id === result['patchId'])?.name ?? textAt(result, 'patchId');
  const reasons = listOf(result['errors']).map(describeError);
  return [name, textAt(result, 'outcome'), ...reasons].join('  ');
}
