/** A patch that the examples are about. */
export interface ExamplePatch {
  readonly id: string;
  readonly databaseId: number;
  readonly instance: string;
  readonly messageId: string | null;
  readonly email: string | null;
  readonly project: string | null;
  readonly state: string | null;
  readonly date?: string | null;
}

/** What the examples are made of. Whatever no server gave is missing. */
export interface ExampleObjects {
  /** Names of the configured instances, in their order. */
  readonly instances: readonly string[];
  /** Whether sample data is served. */
  readonly isSample: boolean;
  /** Names of the instances whose events the gateway follows. */
  readonly followed: readonly string[];
  /** A project of which texts of mails are indexed. */
  readonly indexed?: { readonly instance: string; readonly project: string } | undefined;
  readonly patch?: ExamplePatch | undefined;
  readonly cover?: { readonly instance: string; readonly databaseId: number } | undefined;
  /** A Message-ID, one that was posted more than once if there is any. */
  readonly messageId?: string | undefined;
  /** The address of a submitter, one who posts to several instances if there is any. */
  readonly email?: string | undefined;
}

/** Runs an operation and resolves with its `data`; null where there is none. */
export type RunOperation = (query: string, signal: AbortSignal) => Promise<ExampleData | null>;

/** Answers of the page's own two operations. */
export interface ExampleData {
  readonly instances?: readonly { readonly name: string; readonly isSample: boolean }[] | null;
  readonly live?:
    readonly { readonly instance: { readonly name: string }; readonly state: string }[] | null;
  readonly searchCoverage?:
    | readonly {
        readonly instance: { readonly name: string };
        readonly projectName: string;
        readonly from: string | null;
      }[]
    | null;
  readonly patches?: { readonly nodes: readonly ListedPatch[] } | null;
  readonly covers?: {
    readonly nodes: readonly Pick<ListedPatch, 'databaseId' | 'instance'>[];
  } | null;
}

/** Where found objects are stored between visits. */
export interface ObjectStorage {
  readonly getItem: (key: string) => string | null;
  readonly setItem: (key: string, value: string) => void;
}

interface ListedPatch {
  readonly id: string;
  readonly databaseId: number;
  readonly instance: { readonly name: string };
  readonly messageId: string | null;
  readonly hash: string | null;
  readonly count: number | null;
  readonly check: string | null;
  readonly date: string | null;
  readonly state: { readonly slug: string } | null;
  readonly submitter: { readonly email: string | null } | null;
  readonly project: { readonly linkName: string | null } | null;
  readonly series: { readonly id: string } | null;
}

/** The servers as they are configured: none of them is asked. */
const INSTANCES = '{ instances { name isSample } live { instance { name } state } }';

/** Asked apart, since it fails as a whole where the index does not answer. */
const COVERAGE = '{ searchCoverage { instance { name } projectName from } }';

/** The newest mails: two requests to each server, together for all visitors. */
const OBJECTS = `query ExampleObjects {
  patches(first: 100) {
    nodes {
      id databaseId instance { name } messageId hash count check date state { slug }
      submitter { email } project { linkName } series { id }
    }
  }
  covers(first: 1) { nodes { databaseId instance { name } } }
}`;

/** How long the page waits for the servers before it offers examples without objects. */
export const PATIENCE_MS = 4000;

/** How long found objects are good for examples: they do not go away. */
const STORED_MS = 24 * 60 * 60 * 1000;

const KEY = 'patchwork-graphql:exampleObjects';

/**
 * Asks the graph for objects to make examples of. It never fails: what cannot be found is left out.
 *
 * @param storage keeps what was found for a day, so that a visitor costs the servers two requests.
 */
export async function findExampleObjects(
  run: RunOperation,
  storage: ObjectStorage,
  now: () => number = Date.now,
): Promise<ExampleObjects> {
  const [configured, covered] = await Promise.all([ask(run, INSTANCES), ask(run, COVERAGE)]);
  const indexed = covered?.searchCoverage?.find(({ from }) => from !== null);
  const known: ExampleObjects = {
    instances: configured?.instances?.map(({ name }) => name) ?? [],
    isSample: configured?.instances?.some(({ isSample }) => isSample) ?? false,
    followed: (configured?.live ?? [])
      .filter(({ state }) => state !== 'OFF')
      .map(({ instance }) => instance.name),
    indexed: indexed && { instance: indexed.instance.name, project: indexed.projectName },
  };
  if (known.instances.length === 0) return known;
  const stored = readStored(storage, known.instances, now());
  if (stored !== undefined) return { ...stored, ...known };
  const data = await ask(run, OBJECTS);
  const found = { ...known, ...choose(data) };
  if (found.patch !== undefined) {
    storage.setItem(KEY, JSON.stringify({ at: now(), found }));
  }
  return found;
}

async function ask(run: RunOperation, query: string): Promise<ExampleData | null> {
  try {
    return await run(query, AbortSignal.timeout(PATIENCE_MS));
  } catch {
    return null;
  }
}

function readStored(
  storage: ObjectStorage,
  instances: readonly string[],
  now: number,
): ExampleObjects | undefined {
  try {
    const { at, found } = JSON.parse(storage.getItem(KEY) ?? '{}') as {
      readonly at: number;
      readonly found: ExampleObjects;
    };
    const age = now - at;
    if (!(age >= 0 && age < STORED_MS)) return undefined;
    return String(found.instances) === String(instances) ? found : undefined;
  } catch {
    return undefined;
  }
}

function choose(
  data: ExampleData | null,
): Omit<ExampleObjects, 'instances' | 'isSample' | 'followed' | 'indexed'> {
  const patches = data?.patches?.nodes ?? [];
  const [cover] = data?.covers?.nodes ?? [];
  const patch = mostDetailed(patches);
  return {
    patch: patch && {
      id: patch.id,
      databaseId: patch.databaseId,
      instance: patch.instance.name,
      messageId: patch.messageId,
      email: patch.submitter?.email ?? null,
      project: patch.project?.linkName ?? null,
      state: patch.state?.slug ?? null,
      date: patch.date,
    },
    cover: cover && { instance: cover.instance.name, databaseId: cover.databaseId },
    messageId: mostSpread(patches, ({ messageId }) => messageId, placeOf),
    email: mostSpread(
      patches,
      ({ submitter }) => submitter?.email ?? null,
      ({ instance }) => instance.name,
    ),
  };
}

const placeOf = ({ instance, project }: ListedPatch): string =>
  `${instance.name} ${project?.linkName ?? ''}`;

/** The newest patch that shows most: one of a series, with a diff and checks. */
function mostDetailed(patches: readonly ListedPatch[]): ListedPatch | undefined {
  const worth = ({ hash, series, count, check, submitter }: ListedPatch): number =>
    Number(hash !== null) * 8 +
    Number(series !== null) * 4 +
    Number(count !== null && count > 1) * 2 +
    Number(check !== null && check !== 'PENDING') +
    Number(submitter?.email != null);
  return patches.reduce<ListedPatch | undefined>(
    (best, patch) => (best === undefined || worth(patch) > worth(best) ? patch : best),
    undefined,
  );
}

/** The value that occurs at most places; the newest of equals. */
function mostSpread(
  patches: readonly ListedPatch[],
  valueOf: (patch: ListedPatch) => string | null,
  place: (patch: ListedPatch) => string,
): string | undefined {
  const places = new Map<string, Set<string>>();
  for (const patch of patches) {
    const value = valueOf(patch);
    if (value === null || value === '') continue;
    places.set(value, (places.get(value) ?? new Set()).add(place(patch)));
  }
  let best: string | undefined;
  let most = 0;
  for (const [value, { size }] of places) {
    if (size > most) [best, most] = [value, size];
  }
  return best;
}
