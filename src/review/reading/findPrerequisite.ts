import { loadExisting } from '../../catalog/lookups/loadExisting.js';
import { findByUrl } from '../../catalog/lookups/findByUrl.js';
import { findPostings, lookupFailure } from '../../catalog/lookups/findPostings.js';
import type { Operation } from '../../catalog/operation/Operation.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { isDatabaseId } from '../../databaseId.js';
import { BadUserInputError } from '../../errors.js';
import type { PrerequisiteLine } from '../../mail/metadata.js';
import { read } from '../../patchwork/shape.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';

/** Target of a prerequisite. */
export interface FoundPrerequisite {
  readonly series: SeriesEntity | null;
  /** Null where it names a series, or the cover letter of one. */
  readonly patch: PatchEntity | null;
}

const NOTHING: FoundPrerequisite = { series: null, patch: null };

/**
 * The patch or series that a prerequisite names. Numbers are those of the instance of the mail; a
 * Message-ID is looked for there first, and on the other instances where it is not. Patch-ids and
 * change-ids cannot be searched for.
 *
 * Costs 1 request for a number, else up to 2 per instance.
 *
 * @param client the instance of the mail.
 * @throws UpstreamError where nothing is found and an instance did not answer.
 */
export async function findPrerequisite(
  line: PrerequisiteLine,
  client: PatchworkClient,
  operation: Operation,
): Promise<FoundPrerequisite> {
  switch (line.kind) {
    case 'PATCH_ID':
    case 'CHANGE_ID':
      return NOTHING;
    case 'NUMBER':
      return await findByNumber(line.value, client, operation);
    case 'MESSAGE_ID':
    case 'URL':
      return line.messageId === null
        ? await findByAddress(line.value, operation)
        : await findByMessageId(line.messageId, client, operation);
  }
}

async function findByNumber(
  value: string,
  client: PatchworkClient,
  operation: Operation,
): Promise<FoundPrerequisite> {
  const [noun = '', digits = ''] = value.split('-');
  const id = Number(digits);
  if (!isDatabaseId(id)) return NOTHING;
  if (noun === 'series') {
    return {
      series: await loadExisting(operation.store.series.get(client, id), operation),
      patch: null,
    };
  }
  const patch = await loadExisting(operation.store.patches.get(client, id), operation);
  return patch === null ? NOTHING : await toFound(patch, operation);
}

async function findByAddress(url: string, operation: Operation): Promise<FoundPrerequisite> {
  try {
    const found = await findByUrl(url, operation);
    if (found === null || !('kind' in found)) return NOTHING;
    if (found.kind === 'Series') return { series: found, patch: null };
    return found.kind === 'Patch' || found.kind === 'Cover'
      ? await toFound(found, operation)
      : NOTHING;
  } catch (error) {
    // The address of no instance that is configured.
    if (error instanceof BadUserInputError) return NOTHING;
    throw error;
  }
}

async function findByMessageId(
  messageId: string,
  client: PatchworkClient,
  operation: Operation,
): Promise<FoundPrerequisite> {
  const { gateway, store, scope } = operation;
  const others = [...gateway.clients.values()].filter((one) => one !== client);
  let failure: Error | undefined;
  for (const clients of [[client], others]) {
    const outcomes = await findPostings(clients, [messageId], store, scope);
    const [found] = outcomes.flatMap(({ value }) => value ?? []);
    if (found !== undefined) return await toFound(found, operation);
    failure ??= lookupFailure(outcomes);
  }
  if (failure !== undefined) throw failure;
  return NOTHING;
}

async function toFound(
  mail: PatchEntity | CoverEntity,
  { facets, store }: Operation,
): Promise<FoundPrerequisite> {
  await facets.load(mail, 'summary');
  const { client, summary } = mail;
  const [series] = summary === undefined ? [] : (read(summary, 'series') ?? []);
  return {
    series:
      series === undefined ? null : store.series.addEmbedded(client, series, summary?.project?.id),
    patch: mail.kind === 'Patch' ? mail : null,
  };
}
