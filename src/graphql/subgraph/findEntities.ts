import { BadUserInputError } from '../../errors.js';
import { findByUrl } from '../../catalog/lookups/findByUrl.js';
import { messageIdsFor } from '../../catalog/lookups/findArchived.js';
import { isObject } from '../../isObject.js';
import { controlCharacterIn } from '../../patchwork/controlCharacters.js';
import { isOfInstance } from '../../patchwork/resourceUrl.js';
import type { RequestContext } from '../context.js';
import { entityOfId, findNode, type NodeModel } from '../findNode.js';
import { clientOf, clientsOf } from '../instances.js';
import type { MessageModel } from '../MessageModel.js';
import type { PersonModel } from '../models.js';
import { findMessage } from '../findMessage.js';
import { findPersonByEmail } from '../findPersonBy.js';
import { nodeType } from '../resolvers/query.js';
import { ENTITY_KEYS, keyIn, MAX_REPRESENTATIONS } from './entityKeys.js';

/** Whatever `_entities` can give. */
export type EntityModel = NodeModel | PersonModel | MessageModel;

const ARGUMENT = { argument: 'representations' };

/**
 * The objects of `_entities`, in the order of their representations. Each is looked up by itself, so
 * that one which is not valid is null with an error, and does not affect the others; equal ones are
 * looked up once.
 *
 * @param contractNames names in schema/ by the names of the subgraph.
 * @throws BadUserInputError for too many.
 */
export function findEntities(
  representations: readonly unknown[],
  contractNames: ReadonlyMap<string, string>,
  context: RequestContext,
): readonly (EntityModel | null | Promise<EntityModel | null>)[] {
  if (representations.length > MAX_REPRESENTATIONS) {
    throw new BadUserInputError(
      `representations: too many at once (${String(representations.length)}); the maximum is ${String(MAX_REPRESENTATIONS)}`,
      ARGUMENT,
    );
  }
  const found = new Map<string, Promise<EntityModel | null>>();
  const among = representations.length;
  return representations.map((representation) => {
    const asked = JSON.stringify(representation);
    let entity = found.get(asked);
    if (entity === undefined) {
      found.set(asked, (entity = findEntity(representation, contractNames, context, among)));
    }
    return entity;
  });
}

/** The type of an object that {@link findEntities} found, by its name in schema/. */
export function entityType(model: EntityModel): string {
  if ('occurrences' in model) return 'Message';
  return nodeType(model);
}

async function findEntity(
  representation: unknown,
  contractNames: ReadonlyMap<string, string>,
  context: RequestContext,
  among: number,
): Promise<EntityModel | null> {
  const typename = isObject(representation) ? representation['__typename'] : undefined;
  if (!isObject(representation) || typeof typename !== 'string') {
    throw new BadUserInputError(
      'A representation must be an object with a "__typename" and a key of that type',
      ARGUMENT,
    );
  }
  const type = contractNames.get(typename) ?? '';
  const keys = Object.keys(ENTITY_KEYS[type] ?? {});
  if (keys.length === 0) {
    const known = [...contractNames]
      .filter(([, name]) => name in ENTITY_KEYS)
      .map(([name]) => name);
    throw new BadUserInputError(
      `"${typename.slice(0, 80)}" is not an entity that can be looked up; entities are ${known.join(', ')}`,
      ARGUMENT,
    );
  }
  const [name, value] = keyIn(type, representation) ?? [];
  if (name === undefined) {
    throw new BadUserInputError(
      `The representation of a ${typename} has none of its keys: ${keys.join(', ')}`,
      ARGUMENT,
    );
  }
  const fault = typeof value === 'string' ? controlCharacterIn(value, 'SPACES_ONLY') : undefined;
  if (typeof value !== 'string' || value === '' || fault !== undefined) {
    throw new BadUserInputError(
      `The key "${name}" of a ${typename} must be a non-empty string${fault === undefined ? '' : `: ${fault}`}`,
      ARGUMENT,
    );
  }
  return (await LOOKUPS[name]?.(value, { type, typename, among }, context)) ?? null;
}

/** The type of a representation, in schema/ and in the subgraph, and how many there are. */
interface AskedType {
  readonly type: string;
  readonly typename: string;
  /** How many representations are looked up with it. */
  readonly among: number;
}

type Lookup = (
  value: string,
  asked: AskedType,
  context: RequestContext,
) => EntityModel | null | Promise<EntityModel | null>;

const LOOKUPS: Readonly<Record<string, Lookup>> = {
  id: (id, asked, context) => {
    // Before it is read: the id of another type costs nothing.
    requireType(entityOfId(id, context, 'representations'), id, asked);
    return findNode(id, context, 'representations', asked.among);
  },
  name: (name, _asked, { gateway }) => clientOf(gateway, name, 'representations'),
  email: async (email, _asked, context) => await findPersonByEmail(email, context),
  messageId: async (text, _asked, context) =>
    await findMessage(
      await messageIdsFor(text, context),
      clientsOf(context.gateway, null),
      context,
    ),
  webUrl: async (url, asked, context) => {
    const instances = [...context.gateway.clients.values()].map(({ name, options }) => ({
      name,
      url: options.url,
    }));
    // Archives lead to mails, too, but their addresses are not those of Patchwork's pages.
    if (!isOfInstance(url, instances)) {
      throw new BadUserInputError(
        `"${url.slice(0, 200)}" is not a URL of a configured instance; configured instances: ${instances.map(({ name }) => name).join(', ')}`,
        ARGUMENT,
      );
    }
    const found = await findByUrl(url, context);
    if (found !== null) requireType(found, url, asked);
    return found;
  },
};

function requireType(model: NodeModel, key: string, { type, typename }: AskedType): void {
  const actual = nodeType(model);
  if (actual === type) return;
  throw new BadUserInputError(
    `"${key.slice(0, 200)}" is the key of a ${actual}, not of a ${typename}`,
    ARGUMENT,
  );
}
