import { archivedMessageIds } from '../../mail/messageId.js';
import {
  isOfInstance,
  parseResourceUrl,
  type ResourceTarget,
} from '../../patchwork/resourceUrl.js';
import { names, resourceOfKind, type ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { entityAt, type AnyEntity } from '../kinds/kinds.js';
import type { CoverEntity } from '../kinds/cover.js';
import type { PatchEntity } from '../kinds/patch.js';
import type { Operation } from '../operation/Operation.js';
import { loadExisting } from './loadExisting.js';
import { findArchived, type FoundArchived } from './findArchived.js';
import { findBundle } from './findBundles.js';
import { findPostings } from './findPostings.js';
import { mailByHash } from './mailByHash.js';

/** Whatever an address can lead to. */
export type FoundObject = AnyEntity | PatchworkClient;

/**
 * The object of any address of a configured instance.
 *
 * @returns null when it is absent or hidden.
 * @throws BadUserInputError for an address that is none, or of no configured instance.
 */
export async function findByUrl(url: string, operation: Operation): Promise<FoundObject | null> {
  const { clients } = operation.gateway;
  const instances = [...clients.values()].map(({ name, options }) => ({ name, url: options.url }));
  if (!isOfInstance(url, instances)) {
    const archived = await findArchived(url, operation);
    if (archived !== null) {
      const posting = await firstPosting(archived, operation);
      return posting === null ? null : await mailByHash(url, posting, operation);
    }
  }
  const { instance, target } = parseResourceUrl(url, instances);
  const client = clients.get(instance);
  if (client === undefined) throw new TypeError(`not a URL of a configured instance: ${instance}`);
  return await findTarget(client, target, operation);
}

/** The posting of an archived mail: that of the list in its address, else the first one found. */
async function firstPosting(
  archived: FoundArchived,
  operation: Operation,
): Promise<PatchEntity | CoverEntity | null> {
  const clients = [...operation.gateway.clients.values()];
  const { list, project } = archived;
  const ids = archivedMessageIds(archived);
  const postings = await findPostings(clients, ids, operation.store, operation.scope);
  const found = postings.flatMap(({ value }) => value ?? []);
  const isMeant = (entity: PatchEntity | CoverEntity): boolean => {
    const own = entity.at('summary')?.project;
    return (
      own?.link_name === (project ?? list) || own?.list_email?.startsWith(`${list ?? ''}@`) === true
    );
  };
  const meant = found.find(isMeant) ?? found[0];
  // If none was found, it may be among the objects that could not be read.
  const failure = postings.find(({ error }) => error !== undefined)?.error;
  if (meant === undefined && failure !== undefined) throw failure;
  return meant ?? null;
}

async function findTarget(
  client: PatchworkClient,
  target: ResourceTarget,
  operation: Operation,
): Promise<FoundObject | null> {
  const { store, readers } = operation;
  switch (target.by) {
    case 'messageId':
      return await findByMessage(client, target.kind, target.project, target.messageId, operation);
    case 'linkName':
      return await readers.projectByName.load({ client, name: target.linkName });
    case 'name':
      return await findBundle(client, target.owner, target.name, operation);
    case 'id':
      break;
  }
  if (target.kind === 'comment' && target.parent === null) {
    return await findCommentByNumber(client, target.id, operation);
  }
  return await loadExisting(entityAt(store, client, nameOf(target)), operation);
}

/** The object that a URL names by numbers. */
function nameOf(target: Extract<ResourceTarget, { readonly by: 'id' }>): ObjectName {
  switch (target.kind) {
    case 'check':
      return names.of('checks', target.id, names.of('patches', target.patchId));
    case 'comment': {
      const { parent, id } = target;
      const owner = parent === null ? undefined : names.of(resourceOfKind(parent.kind), parent.id);
      return names.of('comments', id, owner);
    }
    default:
      return names.of(resourceOfKind(target.kind), target.id);
  }
}

/** The posting of a message in one project; of several in other projects none is meant. */
async function findByMessage(
  client: PatchworkClient,
  kind: 'patch' | 'cover',
  project: string,
  messageId: string,
  operation: Operation,
): Promise<PatchEntity | CoverEntity | null> {
  // Patchwork encodes a slash before the whole is encoded, so that it looks like a literal `%2F`.
  const literal = messageId.replaceAll('/', '%2F');
  const forms = literal === messageId ? [messageId] : [messageId, literal];
  // An object requested by its URL is shown, whatever its project, as it is by its number.
  const { store, scope } = operation;
  const [postings] = await findPostings([client], forms, store, scope, () => true);
  const inProject = (postings?.value ?? []).filter(
    (entity) => entity.at('summary')?.project?.link_name === project,
  );
  const wanted = kind === 'patch' ? 'Patch' : 'Cover';
  const exact = inProject.find((entity) => entity.kind === wanted);
  // If it was not found, it may be among the objects that could not be read.
  if (exact === undefined && postings?.error !== undefined) throw postings.error;
  return exact ?? inProject[0] ?? null;
}

/**
 * The comment of the old URL `/comment/N/`, which does not name its parent: the page
 * redirects to the patch or cover that it is shown with, and that one's comments are looked through.
 */
async function findCommentByNumber(
  client: PatchworkClient,
  id: number,
  operation: Operation,
): Promise<FoundObject | null> {
  const landed = await client.landingPath(`/comment/${String(id)}/`, operation.scope);
  if (landed === null) return null;
  const { target } = parseResourceUrl(`${client.options.url}${landed}`, [
    { name: client.name, url: client.options.url },
  ]);
  const owner = await findTarget(client, target, operation);
  if (owner === null || !('kind' in owner)) return null;
  if (owner.kind !== 'Patch' && owner.kind !== 'Cover') return null;
  const comments = await operation.readers.comments.load(owner);
  return comments?.find((comment) => comment.id === id) ?? null;
}
