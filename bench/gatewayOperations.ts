import { lineOf } from './queueTask.js';
import { fileText, trailerText, type ReviewedSeries } from './reviewTask.js';
import { INSTANCES, type InstanceName } from './sampleData.js';
import { PARAMETERS, type Answers, type FoundPatch, type TaskName } from './workloads.js';

const { W1, W2, W3, W5, W7, W8, W9 } = PARAMETERS;

const REVIEWED =
  'databaseId status checkRollup { state } trailers { kind person { email } value identity } files { path additions deletions }';

const dashboards = INSTANCES.map(
  (name) =>
    `${name}: patches(instances: ["${name}"], filter: { project: ["${W1.project}"] }, first: ${W1.count}) { nodes { ...Row } }`,
);

/** The tasks as operations of our graph. */
export const GATEWAY_OPERATIONS: Readonly<Record<TaskName, string>> = {
  W1: `{ ${dashboards.join('\n')} }
fragment Row on Patch { name state { slug } check submitter { name } series { name version total } }`,
  W2: `{ seriesList(instances: ["${W2.instance}"], filter: { project: ["${W2.project}"] }, first: ${W2.count}) { nodes {
  databaseId name patches {
    databaseId name headers { name value } diff
    comments { date content submitter { name } } checks { context state } } } } }`,
  W3: `{ patches(instances: ["${W3.instance}"], filter: { project: ["${W3.project}"] }, first: ${W3.count}) { nodes {
  databaseId submitter { name email user { username } }
  series { name version total receivedTotal coverLetter { name } }
  project { name linkName maintainers { username } } } } }`,
  W5: `{ search(query: "${W5.words}", types: [PATCH], first: ${W5.count}) { nodes { ... on Patch {
  instance { name } databaseId name date state { slug } submitter { name } } } } }`,
  W7: `{ seriesList(instances: ["${W7.instance}"], filter: { project: ["${W7.project}"] }, first: ${W7.count}) { nodes { ${REVIEWED} } } }`,
  W8: `{ seriesList(instances: ["${W8.instance}"], filter: { project: ["${W8.project}"] }, first: ${W8.count}) { nodes { ${REVIEWED}
  thread { entries { messageId depth } } } } }`,
  W9: `{ reviewQueue(filter: { project: ["${W9.project}"], delegate: ${JSON.stringify(W9.delegates)} }, first: ${W9.count}) {
  nodes { series { instance { name } databaseId } waitingOn reasons } sources { status } } }`,
};

type Row<Answer> = Answer extends readonly (infer One)[] ? One : never;
type Series = Row<Row<Answers['W1'][InstanceName]>['series']>;

interface GatewayData {
  readonly W1: Readonly<
    Record<
      InstanceName,
      {
        readonly nodes: readonly (Omit<Row<Answers['W1'][InstanceName]>, 'state' | 'series'> & {
          readonly state: { readonly slug: string };
          readonly series: Series | null;
        })[];
      }
    >
  >;
  readonly W2: {
    readonly seriesList: {
      readonly nodes: readonly {
        readonly databaseId: number;
        readonly name: string | null;
        readonly patches: readonly (Omit<Row<Row<Answers['W2']>['patches']>, 'id' | 'headers'> & {
          readonly databaseId: number;
          readonly headers: readonly { readonly name: string; readonly value: string }[];
        })[];
      }[];
    };
  };
  readonly W3: {
    readonly patches: {
      readonly nodes: readonly (Omit<Row<Answers['W3']>, 'id' | 'series'> & {
        readonly databaseId: number;
        readonly series: Row<Row<Answers['W3']>['series']> | null;
      })[];
    };
  };
  readonly W7: ReviewedData;
  readonly W8: ReviewedData;
  readonly W9: {
    readonly reviewQueue: {
      readonly nodes: readonly {
        readonly series: {
          readonly instance: { readonly name: string };
          readonly databaseId: number;
        };
        readonly waitingOn: string;
        readonly reasons: readonly string[];
      }[];
    };
  };
  readonly W5: {
    readonly search: {
      readonly nodes: readonly (Omit<FoundPatch, 'id' | 'state' | 'instance'> & {
        readonly databaseId: number;
        readonly instance: { readonly name: string };
        readonly state: { readonly slug: string };
      })[];
    };
  };
}

interface ReviewedData {
  readonly seriesList: {
    readonly nodes: readonly {
      readonly databaseId: number;
      readonly status: string;
      readonly checkRollup: { readonly state: string };
      readonly trailers: readonly Parameters<typeof trailerText>[0][];
      readonly files: readonly Parameters<typeof fileText>[0][];
      readonly thread?: {
        readonly entries: readonly { readonly messageId: string; readonly depth: number }[];
      };
    }[];
  };
}

const readReviewed = ({ seriesList }: ReviewedData): readonly ReviewedSeries[] =>
  seriesList.nodes.map(({ databaseId, status, checkRollup, trailers, files, thread }) => ({
    id: databaseId,
    status,
    check: checkRollup.state,
    trailers: trailers.map(trailerText).sort(),
    files: files.map(fileText).sort(),
    ...(thread !== undefined && {
      thread: thread.entries.map(({ messageId, depth }) => `${messageId} ${String(depth)}`),
    }),
  }));

const READERS: { readonly [Task in TaskName]: (data: GatewayData[Task]) => Answers[Task] } = {
  W1: (data) => {
    const rows = (name: InstanceName): Answers['W1'][InstanceName] =>
      data[name].nodes.map(({ state, check, series, ...rest }) => ({
        ...rest,
        state: state.slug,
        check: check.toLowerCase(),
        series: series === null ? [] : [series],
      }));
    return { a: rows('a'), b: rows('b'), c: rows('c') };
  },
  W2: ({ seriesList }) =>
    seriesList.nodes.map(({ databaseId, name, patches }) => ({
      id: databaseId,
      name,
      patches: patches.map(({ databaseId: id, headers, comments, checks, ...rest }) => ({
        ...rest,
        id,
        headers: headers.map(({ name: header, value }) => [header, value] as const),
        comments: comments.map((comment) => ({ ...comment, date: withoutZone(comment.date) })),
        checks: checks.map((check) => ({ ...check, state: check.state.toLowerCase() })),
      })),
    })),
  W3: ({ patches }) =>
    patches.nodes.map(({ databaseId, series, ...rest }) => ({
      ...rest,
      id: databaseId,
      series: series === null ? [] : [series],
    })),
  W5: ({ search }) =>
    search.nodes.map(({ databaseId, instance, date, state, ...rest }) => ({
      ...rest,
      instance: instance.name,
      id: databaseId,
      date: withoutZone(date),
      state: state.slug,
    })),
  W7: readReviewed,
  W8: readReviewed,
  W9: ({ reviewQueue }) =>
    reviewQueue.nodes
      .map(({ series: { instance, databaseId }, waitingOn, reasons }) =>
        lineOf(instance.name, databaseId, waitingOn, reasons),
      )
      .sort(),
};

/** An answer of our graph in the form that all peers are compared in. */
export function readGatewayAnswer<Task extends TaskName>(task: Task, data: unknown): Answers[Task] {
  // A wrong type shows as a difference to what is right, or here.
  return READERS[task](data as GatewayData[Task]);
}

function withoutZone(date: string): string {
  return date.replace(/Z$/, '');
}
