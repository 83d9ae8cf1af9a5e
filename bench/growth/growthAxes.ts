/** One operation; lists are read up to the end of `pages`. */
export interface GrowthOperation {
  readonly query: string;
  /** Pages to read, each after the cursor of the one before. */
  readonly pages: number;
}

/** What grows, and its sizes. */
export interface GrowthAxis {
  readonly name: 'instances' | 'rows' | 'clients';
  readonly about: string;
  readonly sizes: readonly number[];
  /** Operations of one run, all sent at once. */
  readonly operationsOf: (size: number) => readonly GrowthOperation[];
}

const PAGE = 250;
const ROW = 'name state { slug } check submitter { name } series { name version total }';

export const GROWTH_AXES: readonly GrowthAxis[] = [
  {
    name: 'instances',
    about: 'the 30 newest patches of all instances, merged',
    sizes: [1, 3, 9, 27],
    operationsOf: (size) => [{ query: patches(namesUpTo(size), 30), pages: 1 }],
  },
  {
    name: 'rows',
    about: 'the newest patches of one instance, in pages of at most 250',
    sizes: [30, 100, 250, 1_000, 2_500],
    operationsOf: (size) => [
      { query: patches(['i1'], Math.min(size, PAGE)), pages: Math.ceil(size / PAGE) },
    ],
  },
  {
    name: 'clients',
    about:
      'lists, searches, covers, and series with their diffs, a different one for each client, all at once',
    sizes: [1, 5, 25, 100, 200],
    operationsOf: (size) =>
      Array.from({ length: size }, (_none, client) => ({ query: mixed(client), pages: 1 })),
  },
];

/** Number of instances required by the largest size. */
export const MOST_INSTANCES = 27;

function namesUpTo(count: number): readonly string[] {
  return Array.from({ length: count }, (_none, index) => `i${String(index + 1)}`);
}

function patches(instances: readonly string[], first: number): string {
  return `query ($after: String) { patches(instances: ${JSON.stringify(instances)}, first: ${String(first)}, after: $after) { nodes { ${ROW} } pageInfo { endCursor } } }`;
}

/** Queries of four kinds; no two clients send the same one. */
function mixed(client: number): string {
  const instance = JSON.stringify([`i${String((client % 9) + 2)}`]);
  const first = String(10 + Math.floor(client / 4));
  switch (client % 4) {
    case 0:
      return `{ patches(instances: ${instance}, first: ${first}) { nodes { ${ROW} } pageInfo { endCursor } } }`;
    case 1:
      return `{ search(query: "fix", types: [PATCH], instances: ${instance}, first: ${first}) { nodes { ... on Patch { name date } } } }`;
    case 2:
      return `{ covers(instances: ${instance}, first: ${first}) { nodes { name submitter { name } } } }`;
    default:
      return `{ seriesList(instances: ${instance}, first: 2) { nodes { name patches { name diff } } } a${String(client)}: __typename }`;
  }
}
