/*
 * The floor plan (docs/architecture.md), as a rule per room: what a room may import beside itself.
 * Imports go down only. `scripts/checkImports.ts` runs this and fails when it saw no module.
 */
const ground = [
  'errors',
  'orderedList',
  'AbortListeners',
  'apiVersions',
  'isObject',
  'databaseId',
  'chunksOf',
  'durations',
  'groupBy',
  'makeFolder',
  'programFolder',
  'readVersion',
  'requireNode',
  'rest',
  'stateCategories',
  'stripBlanks',
  'suggestName',
  'timeZones',
];
const rooms = {
  gateway: [
    'server',
    'hooks',
    'telemetry',
    'filling',
    'corpus',
    'live',
    'patchwork',
    'cache',
    'transport',
    'valkey',
  ],
  server: ['mcp', 'telemetry', 'graphql', 'review', 'live', 'catalog', 'patchwork', 'cache'],
  graphql: ['search', 'corpus', 'review', 'live', 'catalog', 'federation', 'patchwork', 'mail'],
  mcp: ['graphql'],
  search: ['corpus', 'patchwork', 'mail'],
  filling: ['review', 'corpus', 'live', 'patchwork', 'mail'],
  corpus: ['mail'],
  review: ['catalog', 'patchwork', 'mail'],
  live: ['patchwork', 'valkey'],
  hooks: ['valkey'],
  catalog: ['federation', 'patchwork', 'mail'],
  federation: [],
  patchwork: ['cache', 'transport', 'mail'],
  cache: ['valkey'],
  valkey: [],
  transport: [],
  mail: [],
  config: ['telemetry', 'valkey'],
  // Watches the rooms below by the types of their events; see `telemetry-watches`.
  telemetry: ['cache', 'transport'],
  // Speaks GraphQL alone, to a gateway or to one that main opens in its process; see `pwg-speaks-graphql`.
  pwg: ['main', 'config', 'telemetry', 'graphql'],
  // Runs in browsers.
  web: [],
  // A package of its own; see `client-stands-alone`.
  client: [],
  // Stands apart: it plays the other side of the wire, so it must not share our reading of it.
  sample: [],
};

const room = (names) => `^src/(?:${names.join('|')})(?:/|\\.ts$)`;

const roomRules = Object.entries(rooms).map(([name, below]) => ({
  name: `floor-plan-${name}`,
  comment: `src/${name} may import itself, ${[...below, ...ground].join(', ')}, and types of src/config.`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: [room([name, ...below, ...ground]), '^src/config/'] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'ground-floor',
      comment: 'The files that every room may import import nothing of ours but each other.',
      severity: 'error',
      from: { path: `^src/(?:${ground.join('|')})\\.ts$` },
      to: { path: '^src/', pathNot: [room(ground)] },
    },
    {
      name: 'telemetry-watches',
      comment: 'Observers know the types of what they observe, and call nothing of it.',
      severity: 'error',
      from: { path: '^src/telemetry/' },
      to: { path: '^src/(?!telemetry/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'room-not-on-the-plan',
      comment: 'A new room under src/ needs a line in `rooms` above.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: [room(Object.keys(rooms)), '^src/cli/'] },
      to: {},
    },
    {
      name: 'pwg-speaks-graphql',
      comment: 'Of the graph, the command line knows how ids are written; all else is queried.',
      severity: 'error',
      from: { path: '^src/pwg/' },
      to: {
        path: '^src/(?:graphql|telemetry)/',
        pathNot: ['^src/graphql/globalId\\.ts$', '^src/telemetry/logger\\.ts$'],
      },
    },
    {
      name: 'client-stands-alone',
      comment: 'It is published without the rest of src, and the rest of src does not need it.',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: '^src/(?!client/)' },
    },
    {
      name: 'nothing-uses-the-client',
      comment: 'The npm package of the gateway does not contain it.',
      severity: 'error',
      from: { path: '^src/(?!client/)' },
      to: { path: '^src/client/' },
    },
    {
      name: 'config-is-handed-in',
      comment: 'Only main, cli and pwg read the configuration; the rooms know its types alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(?:main|cli)\\.ts$', '^src/(?:cli|config|pwg)/'] },
      to: { path: '^src/config/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sample-stands-apart',
      comment: 'Only main, cli, test and bench know the sample servers.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(?:main|cli)\\.ts$', '^src/(?:cli|sample)/'] },
      to: { path: '^src/sample/' },
    },
    {
      name: 'sample-server-knows-no-data',
      comment: 'The server serves whatever data it is given; the demonstration is one set of data.',
      severity: 'error',
      from: { path: '^src/sample/server/' },
      to: { path: '^src/sample/demo/' },
    },
    {
      name: 'nothing-above-main',
      comment: 'main and cli import everything, so nothing imports them (cli and pwg start main).',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli\\.ts$', '^src/(?:cli|pwg)/'] },
      to: { path: ['^src/main\\.ts$', '^src/cli\\.ts$', '^src/cli/'] },
    },
    {
      name: 'nothing-above-pwg',
      comment: 'The command line is a program of its own.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/pwg\\.ts$', '^src/pwg/'] },
      to: { path: ['^src/pwg\\.ts$', '^src/pwg/'] },
    },
    {
      name: 'product-knows-no-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(?:test|bench|scripts)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Type imports count: a cycle of types is a module that was cut in the wrong place.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      // Node 20 has no node:sqlite, which is asked for before it is used; the other has types alone.
      to: {
        couldNotResolve: true,
        pathNot: ['^node:sqlite$', '^@graphql-typed-document-node/core$'],
      },
    },
    {
      name: 'no-dev-dependencies-in-src',
      comment:
        'The npm package carries no development dependency. The pages are bundled at build time.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/web/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
