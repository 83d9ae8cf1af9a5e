import type { MailDescription } from '../../patchwork/MailHalves.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { Entity } from '../kinds/Entity.js';
import type { Batch } from './LoadRequest.js';

/**
 * Reads both halves of mails by the cheapest requests: contents out of the cache, then lists for
 * many summaries, then each mail at its own address, which gives both halves at once.
 *
 * @param readSummaries reads by lists where possible, and single objects by `readOne`; returns the rest.
 */
export async function readMails<E extends Entity>(
  kind: MailDescription<NonNullable<E['summary']>, NonNullable<E['detail']>>,
  batch: Batch<E>,
  readSummaries: (
    wanted: readonly E[],
    readOne: (entity: E) => Promise<void>,
  ) => Promise<readonly E[]>,
): Promise<void> {
  const { client } = batch;
  const { deep, shallow } = batch.byDepth();
  const byId = new Map(Array.from(deep, (entity) => [entity.id, entity]));
  const kept = await client.mails.contents(kind, [...byId.keys()], batch.scopeOf(deep));
  for (const [id, content] of kept) {
    const entity = byId.get(id);
    if (entity === undefined) continue;
    entity.detail = content;
    deep.delete(entity);
    // Somebody may have asked for its summary too.
    if (batch.requestsFor(entity).some(({ facet }) => facet !== 'detail')) shallow.add(entity);
  }
  const readOne = (entity: E, need: 'summary' | 'whole'): Promise<void> =>
    batch.attempt(entity, (scope) => readMail(kind, entity, need, client, scope));
  const readSummary = (entity: E): Promise<void> => {
    const reading = readOne(entity, 'summary');
    for (const request of batch.requestsFor(entity)) request.mail = reading;
    return reading;
  };
  await Promise.all([
    ...Array.from(deep, (entity) => readOne(entity, 'whole')),
    readSummaries([...shallow], readSummary).then((missed) => Promise.all(missed.map(readSummary))),
  ]);
}

/** Reads a mail at its own address into its entity. */
async function readMail<E extends Entity>(
  kind: MailDescription<NonNullable<E['summary']>, NonNullable<E['detail']>>,
  entity: E,
  need: 'summary' | 'whole',
  client: PatchworkClient,
  scope: Scope,
): Promise<void> {
  const halves = await client.mails.read(kind, entity.id, need, scope);
  if (halves === null) {
    entity.absent = true;
    entity.detail = undefined;
  } else {
    entity.summary = halves.summary;
    entity.detail = halves.content ?? entity.detail;
  }
}
