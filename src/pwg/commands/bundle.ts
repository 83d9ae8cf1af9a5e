import { BUNDLE } from '../fields/kinds.js';
import { selectionOf } from '../fields/Field.js';
import { listOf, objectOf, textAt, type JsonObject } from '../json.js';
import { plainLine } from '../output/plainText.js';
import { printRows } from '../output/printRows.js';
import { EXIT, PwgError, usageError, type ExitCode } from '../PwgError.js';
import { nameOf } from '../references/lookUp.js';
import { readPages } from '../readPages.js';
import { parseReference, type Reference } from '../references/Reference.js';
import { rootOf, type Session } from '../Session.js';
import { describeError, exitCodeOf, resolveTargets } from './update.js';

/** Flags of the commands that write bundles. */
export interface BundleFlags {
  readonly name?: string;
  /** Without either flag, the visibility is unchanged. */
  readonly public?: boolean;
  readonly private?: boolean;
  readonly patch?: readonly string[];
}

/** `pwg bundle create`. */
export async function createBundle(
  session: Session,
  name: string,
  texts: readonly string[],
  flags: BundleFlags,
): Promise<ExitCode> {
  const patches = await patchIds(session, texts);
  return await write(session, 'createBundle', { name, patches, public: flags.public === true });
}

/** `pwg bundle update`: name, visibility, or all of its patches. */
export async function updateBundle(
  session: Session,
  text: string,
  flags: BundleFlags,
): Promise<ExitCode> {
  if (flags.public === true && flags.private === true)
    throw usageError('--public and --private cannot be combined');
  const isPublic = flags.public === true ? true : flags.private === true ? false : undefined;
  const { name, patch } = flags;
  if (name === undefined && isPublic === undefined && patch === undefined) {
    throw usageError('nothing to change; add --name, --public, --private or --patch');
  }
  const patches = patch && (await patchIds(session, patch));
  return await write(session, 'updateBundle', {
    id: await bundleId(session, text),
    name,
    public: isPublic,
    patches,
  });
}

/** `pwg bundle add` and `remove`. */
export async function changeMembers(
  session: Session,
  text: string,
  texts: readonly string[],
  change: 'addPatches' | 'removePatches',
): Promise<ExitCode> {
  const id = await bundleId(session, text);
  return await write(session, 'updateBundle', { id, [change]: await patchIds(session, texts) });
}

/** `pwg bundle delete`. */
export async function deleteBundle(session: Session, text: string): Promise<ExitCode> {
  return await write(session, 'deleteBundle', { id: await bundleId(session, text) });
}

const COLUMNS = ['instance', 'number', 'name', 'public', 'patches'];

async function write(
  session: Session,
  root: 'createBundle' | 'updateBundle' | 'deleteBundle',
  input: Readonly<Record<string, unknown>>,
): Promise<ExitCode> {
  const type = `${root.charAt(0).toUpperCase()}${root.slice(1)}Input`;
  const entity =
    root === 'deleteBundle' ? 'deletedId' : `bundle { ${selectionOf(BUNDLE, COLUMNS)} }`;
  const data = await session.query(
    `mutation Bundle($input: ${type}!) { ${root}(input: $input) { ${entity} outcome errors { message code } } }`,
    { input: Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) },
  );
  const payload = rootOf(data, root);
  const outcome = textAt(payload, 'outcome');
  const reasons = listOf(payload['errors']).map(describeError);
  const bundle = objectOf(payload['bundle']);
  session.print(`${plainLine([outcome, ...reasons].join('  '))}\n`);
  if (bundle['databaseId'] !== undefined) {
    printRows(session, { format: 'table', names: COLUMNS }, [BUNDLE], [bundle]);
  }
  return exitCodeOf(session, [outcome]);
}

/** Global ids of the referenced patches. */
async function patchIds(session: Session, texts: readonly string[]): Promise<readonly string[]> {
  const references = texts.map((text) => parseReference(text, 'patch'));
  const targets = await resolveTargets(session, references);
  if (targets.some(({ isSeries }) => isSeries))
    throw usageError('a bundle contains patches, not series');
  return targets.map(({ id }) => id);
}

async function bundleId(session: Session, text: string): Promise<string> {
  const { encodeGlobalId } = await import('../../graphql/globalId.js');
  const reference = await findBundle(session, text, { isWholeName: true });
  if (reference.kind !== 'number')
    throw usageError(`"${text}": use the number or name of the bundle`);
  const instance = reference.instance ?? (await session.requireInstance(text));
  return encodeGlobalId({ instance, type: 'Bundle', id: reference.number });
}

/** How names are compared. */
interface BundleSearch {
  /** Whether a part of the name is not enough, because something is changed. */
  readonly isWholeName?: boolean;
}

/**
 * Finds a bundle by its reference, by its name, or else by a part of its name, as git-pw does.
 *
 * @throws PwgError if no bundle or more than one has the name.
 */
export async function findBundle(
  session: Session,
  text: string,
  { isWholeName = false }: BundleSearch = {},
): Promise<Reference> {
  if (isReference(text)) return parseReference(text, 'bundle');
  const nodes = await readPages(session, {
    document: `query FindBundle($instances: [String!], $filter: BundleFilter, $first: Int!, $after: String) {
      bundles(instances: $instances, filter: $filter, first: $first, after: $after) {
        nodes { __typename databaseId name instance { name } } pageInfo { hasNextPage endCursor } ${session.sources}
      }
    }`,
    root: 'bundles',
    variables: {
      instances: session.instances,
      filter: { q: text, ...(session.projects !== undefined && { project: session.projects }) },
    },
    limit: Infinity,
  });
  const same = nodes.filter((node) => node['name'] === text);
  const [found, ...others] = same.length > 0 || isWholeName ? same : nodes;
  if (found === undefined) throw noBundle(text, nodes);
  if (others.length > 0) throw several(text, [found, ...others]);
  if (same.length === 0) {
    session.note(`"${text}" is a part of the name of ${nameOf(found)}: ${textAt(found, 'name')}`);
  }
  return parseReference(nameOf(found), 'bundle');
}

/** Names that are shown as similar. */
const MAX_SIMILAR = 5;

function noBundle(text: string, similar: readonly JsonObject[]): PwgError {
  const names = similar
    .slice(0, MAX_SIMILAR)
    .map((node) => `${nameOf(node)} "${plainLine(textAt(node, 'name'))}"`);
  const hint = names.length === 0 ? '' : `; similar: ${names.join(', ')}`;
  return new PwgError(`"${text}": no bundle has this name${hint}`, EXIT.failed);
}

function isReference(text: string): boolean {
  return /^https?:\/\/|^(?:[a-z][a-z0-9-]*\/)?(?:bundle\/)?\d+$/i.test(text);
}

function several(text: string, nodes: readonly JsonObject[]): PwgError {
  return usageError(`"${text}": several bundles have this name: ${nodes.map(nameOf).join(', ')}`);
}
