import { BadUserInputError } from '../errors.js';
import type {
  AnyEntity,
  BundleEntity,
  CoverEntity,
  PatchEntity,
} from '../catalog/operation/entities.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { isOfInstance, parseResourceUrl, type ResourceTarget } from '../patchwork/links.js';
import { bundles } from '../patchwork/resources/bundle.js';
import { refuseUnreadable } from '../patchwork/shape.js';
import type { RequestContext } from './context.js';
import { existing } from './facetField.js';
import { decodeGlobalId } from './globalId.js';
import { clientOf } from './instances.js';
import { findPostings } from '../catalog/lookups/findPostings.js';
import { messageIdForms } from '../mail/messageId.js';
import { findArchived, type FoundArchived } from './findArchived.js';

/** Whatever `node(id:)` can give. */
export type NodeModel = AnyEntity | PatchworkClient;

/**
 * The object of a global id.
 *
 * @returns null when it is absent or hidden.
 * @throws BadUserInputError when the text is no global id, or names no configured instance.
 */
export async function findNode(text: string, context: RequestContext): Promise<NodeModel | null> {
  const { instance, type, id, parent } = decodeGlobalId(text);
  const client = clientOf(context.gateway, instance);
  const { store } = context;
  switch (type) {
    case 'Instance':
      return client;
    case 'Project':
      return await existing(store.projectById(client, id), context);
    case 'Person':
      return await existing(store.personById(client, id), context);
    case 'User':
      return await existing(store.userById(client, id), context);
    case 'Series':
      return await existing(store.seriesById(client, id), context);
    case 'Cover':
      return await existing(store.coverById(client, id), context);
    case 'Patch':
      return await existing(store.patchById(client, id), context);
    case 'Bundle':
      return await existing(store.bundleById(client, id), context);
    case 'Check':
      return await existing(store.checkById(store.patchById(client, parent ?? 0), id), context);
    case 'PatchComment':
      return await existing(store.commentById(store.patchById(client, parent ?? 0), id), context);
    case 'CoverComment':
      return await existing(store.commentById(store.coverById(client, parent ?? 0), id), context);
    case 'Event':
      throw new BadUserInputError(
        'Patchwork has no address for one event; find it in events(filter: {since: ..., before: ...})',
        { argument: 'id' },
      );
  }
}

/**
 * The object of any address of a configured instance.
 *
 * @returns null when it is absent or hidden.
 * @throws BadUserInputError for an address that is none, or of no configured instance.
 */
export async function findByUrl(url: string, context: RequestContext): Promise<NodeModel | null> {
  const { clients } = context.gateway;
  const instances = [...clients.values()].map(({ name, options }) => ({ name, url: options.url }));
  if (!isOfInstance(url, instances)) {
    const archived = await findArchived(url, context);
    if (archived !== null) return await firstPosting(archived, context);
  }
  const { instance, target } = parseResourceUrl(url, instances);
  return await findTarget(clientOf(context.gateway, instance), target, context);
}

/** The posting of an archived mail: that of the list in its address, else the first one found. */
async function firstPosting(
  { messageId, list, project }: FoundArchived,
  context: RequestContext,
): Promise<NodeModel | null> {
  const clients = [...context.gateway.clients.values()];
  const forms = messageIdForms(`<${messageId}>`);
  const postings = await findPostings(clients, forms, context.store, context.scope);
  const found = postings.flatMap(({ value }) => value ?? []);
  const isMeant = (entity: PatchEntity | CoverEntity): boolean => {
    const own = entity.at('summary')?.project;
    return (
      own?.link_name === (project ?? list) || own?.list_email?.startsWith(`${list ?? ''}@`) === true
    );
  };
  const meant = found.find(isMeant) ?? found[0];
  // Without any, what could not be read may have been it.
  const failure = postings.find(({ error }) => error !== undefined)?.error;
  if (meant === undefined && failure !== undefined) throw failure;
  return meant ?? null;
}

async function findTarget(
  client: PatchworkClient,
  target: ResourceTarget,
  context: RequestContext,
): Promise<NodeModel | null> {
  const { store, readers } = context;
  switch (target.by) {
    case 'messageId':
      return await findByMessage(client, target.kind, target.project, target.messageId, context);
    case 'linkName':
      return await readers.projectByName.load({ client, name: target.linkName });
    case 'name':
      return await findBundle(client, target.owner, target.name, context);
    case 'id':
      break;
  }
  switch (target.kind) {
    case 'patch':
      return await existing(store.patchById(client, target.id), context);
    case 'cover':
      return await existing(store.coverById(client, target.id), context);
    case 'series':
      return await existing(store.seriesById(client, target.id), context);
    case 'bundle':
      return await existing(store.bundleById(client, target.id), context);
    case 'project':
      return await existing(store.projectById(client, target.id), context);
    case 'person':
      return await existing(store.personById(client, target.id), context);
    case 'user':
      return await existing(store.userById(client, target.id), context);
    case 'check':
      return await existing(
        store.checkById(store.patchById(client, target.patchId), target.id),
        context,
      );
    case 'comment': {
      const { parent, id } = target;
      if (parent === null) return await findCommentByNumber(client, id, context);
      const owner =
        parent.kind === 'patch'
          ? store.patchById(client, parent.id)
          : store.coverById(client, parent.id);
      return await existing(store.commentById(owner, id), context);
    }
  }
}

/** The posting of a message in one project; of several in other projects none is meant. */
async function findByMessage(
  client: PatchworkClient,
  kind: 'patch' | 'cover',
  project: string,
  messageId: string,
  context: RequestContext,
): Promise<PatchEntity | CoverEntity | null> {
  // Patchwork encodes a slash before the whole is encoded, so that it looks like a literal `%2F`.
  const literal = messageId.replaceAll('/', '%2F');
  const forms = literal === messageId ? [messageId] : [messageId, literal];
  // What is asked for by its address is shown, whatever its project, as it is by its number.
  const { store, scope } = context;
  const [postings] = await findPostings([client], forms, store, scope, () => true);
  const inProject = (postings?.value ?? []).filter(
    (entity) => entity.at('summary')?.project?.link_name === project,
  );
  const wanted = kind === 'patch' ? 'Patch' : 'Cover';
  const exact = inProject.find((entity) => entity.kind === wanted);
  // Without the very one, what could not be read may have been it.
  if (exact === undefined && postings?.error !== undefined) throw postings.error;
  return exact ?? inProject[0] ?? null;
}

async function findBundle(
  client: PatchworkClient,
  owner: string,
  name: string,
  context: RequestContext,
): Promise<BundleEntity | null> {
  const request = { params: [['owner', owner] as const] };
  const { rows, unreadable } = await client.all(bundles, request, context.scope);
  const found = rows.find((row) => row.name === name);
  if (found !== undefined) return context.store.bundle(client, found);
  refuseUnreadable(unreadable);
  return null;
}

/**
 * The comment of the old address `/comment/N/`, which does not tell what it replies to: the page
 * redirects to the patch or cover that it is shown with, and that one's comments are looked through.
 */
async function findCommentByNumber(
  client: PatchworkClient,
  id: number,
  context: RequestContext,
): Promise<NodeModel | null> {
  const landed = await client.landingPath(`/comment/${String(id)}/`, context.scope);
  if (landed === null) return null;
  const { target } = parseResourceUrl(`${client.options.url}${landed}`, [
    { name: client.name, url: client.options.url },
  ]);
  const owner = await findTarget(client, target, context);
  if (owner === null || !('kind' in owner)) return null;
  if (owner.kind !== 'Patch' && owner.kind !== 'Cover') return null;
  const comments = await context.readers.comments.load(owner);
  return comments?.find((comment) => comment.id === id) ?? null;
}
