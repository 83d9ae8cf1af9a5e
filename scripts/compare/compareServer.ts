import { createDemoStates } from '../../src/sample/demo/createDemoStates.js';
import type { SampleApiVersion, SampleState } from '../../src/sample/server/SampleState.js';
import { startSampleServer } from '../../src/sample/server/startSampleServer.js';
import { CompareError } from './CompareError.js';
import { GetClient, type PlainAnswer } from './GetClient.js';
import { probeServer, type ProbedServer } from './probeServer.js';
import { requestKinds, type RequestKind } from './requestKinds.js';
import { compareShapes, mergeShapes, shapeOf, type Shape } from './Shape.js';
import { findSubjects, type Subjects } from './Subjects.js';

/** Options of a comparison. */
export interface CompareOptions {
  /** Root of the server, without `/api`. */
  readonly baseUrl: string;
  readonly token?: string | undefined;
  /** API version to compare; default: the newest of the server. */
  readonly version?: string | undefined;
  /** Wait between two requests. */
  readonly pauseMs: number;
  /** How long one answer may take. */
  readonly timeoutMs: number;
  /** Data of the sample server it is compared with; default: that of the demo. */
  readonly state?: SampleState;
}

/** Something that one side does otherwise. */
export interface Difference {
  readonly kind: string;
  readonly path: string;
  readonly message: string;
}

/** The outcome of a comparison. */
export interface Comparison {
  readonly server: ProbedServer;
  readonly version: SampleApiVersion;
  readonly requestCount: number;
  /** Kinds of requests that were compared, and those for which a side had nothing to ask about. */
  readonly compared: readonly string[];
  readonly skipped: readonly string[];
  readonly differences: readonly Difference[];
  /** What may come from the data alone. */
  readonly notes: readonly Difference[];
}

/**
 * Sends the recorded kinds of read requests to a server, one after the other, and reports where its
 * answers have another shape than those of the sample server of the same release and API version.
 *
 * @throws CompareError when the server can't be compared.
 */
export async function compareServer(options: CompareOptions): Promise<Comparison> {
  const { baseUrl, token, pauseMs, timeoutMs } = options;
  const theirs = new GetClient({ baseUrl, token, pauseMs, timeoutMs });
  try {
    const server = await probeServer(theirs, baseUrl);
    const version = chooseVersion(server, options);
    const state = stateLike(server, options.state);
    const sample = await startSampleServer({ state });
    const user = state.users.find((each) => each.is_active);
    const ours = new GetClient({
      baseUrl: sample.url,
      token: token === undefined ? undefined : user?.token,
      pauseMs: 0,
      timeoutMs,
    });
    try {
      const theirKinds = requestKinds(version, await findSubjects(theirs, version));
      const ourSubjects = await findSubjects(ours, version);
      const ourKinds = requestKinds(version, ourSubjects);
      const reference = await describeSample(ours, version, ourKinds, ourSubjects);
      const result = await compareKinds(theirs, version, theirKinds, reference);
      const known = new Set(theirKinds.map(({ name }) => name));
      const skipped = ourKinds.flatMap(({ name }) => (known.has(name) ? [] : [name]));
      return {
        server,
        version,
        requestCount: theirs.requestCount,
        ...result,
        skipped: [...result.skipped, ...skipped],
      };
    } finally {
      await ours.close();
      await sample.close();
    }
  } finally {
    await theirs.close();
  }
}

function chooseVersion(server: ProbedServer, options: CompareOptions): SampleApiVersion {
  const { version = server.versions.at(-1) } = options;
  const chosen = server.versions.find((spoken) => spoken === version);
  if (chosen === undefined) {
    throw new CompareError(
      `${options.baseUrl}: does not support API ${String(version)}, only ${server.versions.join(', ')}`,
    );
  }
  return chosen;
}

/** Data for a sample server that behaves like the probed one. */
function stateLike(server: ProbedServer, given: SampleState | undefined): SampleState {
  const newest = server.versions.at(-1) ?? '1.2';
  const demo = createDemoStates();
  const state =
    given ??
    demo.find((each) => each.state.server.default_api_version === newest)?.state ??
    demo[0]?.state;
  if (state === undefined) throw new CompareError('there is no sample data to compare with');
  return {
    ...state,
    // A captured document is one server's word and not what the release always says.
    documents: [],
    server: {
      ...state.server,
      patchwork: server.release,
      api_versions: server.versions,
      default_api_version: newest,
    },
  };
}

/** What the sample server answers: one answer of each kind, and the shapes of each group. */
interface Reference {
  readonly answers: ReadonlyMap<string, PlainAnswer>;
  readonly shapes: ReadonlyMap<string, Shape>;
}

const MAX_REFERENCE_DETAILS = 250;

async function describeSample(
  client: GetClient,
  version: SampleApiVersion,
  kinds: readonly RequestKind[],
  subjects: Subjects,
): Promise<Reference> {
  const answers = new Map<string, PlainAnswer>();
  const shapes = new Map<string, Shape>();
  const add = (group: string, answer: PlainAnswer): void => {
    if (answer.json === undefined) return;
    const key = shapeKey(group, answer);
    const shape = shapeOf(answer.json);
    const known = shapes.get(key);
    shapes.set(key, known === undefined ? shape : mergeShapes(known, shape));
  };
  for (const { name, group, paths } of kinds) {
    for (const path of paths) {
      const answer = await client.get(fullPath(version, path));
      if (!answers.has(name)) answers.set(name, answer);
      add(group, answer);
    }
  }
  // The more rows, the more of what is optional or may be null is known.
  for (const list of ['patches', 'covers', 'series', 'bundles', 'events'] as const) {
    const all = await client.get(fullPath(version, `/${list}/?per_page=250`));
    add(list, all);
    const group = { patches: 'patch', covers: 'cover', series: 'one series', bundles: 'bundle' };
    if (list === 'events' || !Array.isArray(all.json)) continue;
    for (const row of all.json.slice(0, MAX_REFERENCE_DETAILS) as { readonly id?: unknown }[]) {
      const detail = await client.get(fullPath(version, `/${list}/${String(row.id)}/`));
      add(group[list], detail);
    }
  }
  for (const [group, parent, child, ids] of [
    ['checks', 'patches', 'checks', subjects.checkedPatches],
    ['patch comments', 'patches', 'comments', subjects.commentedPatches],
    ['cover comments', 'covers', 'comments', subjects.commentedCovers],
  ] as const) {
    for (const id of ids) {
      add(group, await client.get(fullPath(version, `/${parent}/${String(id)}/${child}/`)));
    }
  }
  return { answers, shapes };
}

async function compareKinds(
  client: GetClient,
  version: SampleApiVersion,
  kinds: readonly RequestKind[],
  { answers, shapes }: Reference,
): Promise<Pick<Comparison, 'compared' | 'skipped' | 'differences' | 'notes'>> {
  const compared: string[] = [];
  const skipped: string[] = [];
  const differences: Difference[] = [];
  const notes: Difference[] = [];
  for (const { name, group, paths } of kinds) {
    const reference = answers.get(name);
    if (reference === undefined) {
      skipped.push(name);
      continue;
    }
    compared.push(name);
    const found = new Map<string, Difference & { readonly certain: boolean }>();
    for (const path of paths) {
      const answer = await client.get(fullPath(version, path));
      const shape = shapes.get(shapeKey(group, answer));
      for (const each of compareAnswers(answer, reference, shape)) {
        found.set(`${each.path} ${each.message}`, { kind: name, ...each });
      }
    }
    for (const { certain, ...difference } of found.values()) {
      (certain ? differences : notes).push(difference);
    }
  }
  return { compared, skipped, differences, notes };
}

/** Whole answers first; a body only where the status is that of the sample server. */
function compareAnswers(
  answer: PlainAnswer,
  reference: PlainAnswer,
  shape: Shape | undefined,
): readonly { readonly path: string; readonly message: string; readonly certain: boolean }[] {
  const differ = (path: string, seen: string, expected: string) =>
    seen === expected
      ? []
      : [
          {
            path,
            message: `${seen || 'none'}, the sample server has ${expected || 'none'}`,
            certain: true,
          },
        ];
  const found = [
    ...differ('status', String(answer.status), String(reference.status)),
    ...differ('content type', answer.contentType, reference.contentType),
    ...differ('Location', typeof answer.location, typeof reference.location),
    ...differ('Link rels', stableRels(answer), stableRels(reference)),
  ];
  if (answer.status !== reference.status || answer.json === undefined || shape === undefined) {
    return found;
  }
  return [...found, ...compareShapes(shapeOf(answer.json), shape)];
}

/** `next` and `prev` depend on how much there is; the others on the release alone. */
function stableRels({ rels }: PlainAnswer): string {
  return [...new Set(rels)]
    .filter((rel) => rel !== 'next' && rel !== 'prev')
    .sort()
    .join(' ');
}

function shapeKey(group: string, { status }: PlainAnswer): string {
  return `${group} ${String(status)}`;
}

function fullPath(version: SampleApiVersion, path: string): string {
  return path.startsWith('/api/') ? path : `/api/${version}${path}`;
}
