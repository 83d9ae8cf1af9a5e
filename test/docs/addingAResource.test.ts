import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// Follows docs/adding-a-resource.md for labels, in a copy of the program.

const root = fileURLToPath(new URL('../../', import.meta.url));
const added = fileURLToPath(new URL('./label/', import.meta.url));
const run = promisify(execFile);

/** New files of the steps, by path. */
const NEW_FILES = readdirSync(added, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.txt'))
  .map((path) => path.slice(0, -'.txt'.length));

/** Lines added to existing files: the line, and the text of the line after which it is inserted. */
const ADDED_LINES: Readonly<Record<string, readonly (readonly [line: string, behind: string])[]>> =
  {
    'src/patchwork/names.ts': [
      [
        "  labels: { noun: 'label', setting: 'bundles', address: 'own', reported: false },",
        '  bundles: {',
      ],
    ],
    'src/catalog/kinds/kinds.ts': [
      ["import { labelKind } from './label.js';", 'import type { EntityKind }'],
      ['  labels: labelKind,', '  bundles: bundleKind,'],
    ],
    'codegen.yml': [
      ['        Label: ../../catalog/kinds/label.js#LabelEntity', '        Bundle: '],
      ['        LabelConnection: ConnectionModel<LabelEntity>', '        BundleConnection: '],
      ['        LabelEdge: EdgeModel<LabelEntity>', '        BundleEdge: '],
    ],
    'src/graphql/resolvers.ts': [
      ["import { Label, labelQueries } from './resolvers/label.js';", 'import { Instance,'],
      ['  Label,\n  LabelConnection: connection,\n  LabelEdge: edge,', '  Bundle,'],
    ],
  };

const LABELS = ['bug', 'docs', 'api'].map((name, index) => ({
  id: index + 1,
  url: null,
  name,
  project: { id: 1, name: 'Linux', link_name: 'linux' },
}));

/** A server that has only labels. */
function startServer(asked: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://it.example');
    asked.push(`${url.pathname}${url.search}`);
    const [, id] = /\/labels\/(\d+)\/$/.exec(url.pathname) ?? [];
    const perPage = Number(url.searchParams.get('per_page') ?? 30);
    const isCut = perPage < LABELS.length;
    const last = String(Math.ceil(LABELS.length / perPage));
    // As Patchwork sends it since 3.0, also for a list of one page.
    const next = isCut ? `<${url.pathname}?page=2>; rel="next", ` : '';
    const link = `${next}<${url.pathname}>; rel="first", <${url.pathname}?page=${last}>; rel="last"`;
    const body =
      id === undefined ? LABELS.slice(0, perPage) : LABELS.find((one) => String(one.id) === id);
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'application/json',
      ...(id === undefined ? { link } : {}),
    });
    response.end(JSON.stringify(body ?? { detail: 'Not found.' }));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

let copy: string;
const asked: string[] = [];
let server: Server;
beforeAll(async () => {
  server = await startServer(asked);
  copy = mkdtempSync(join(tmpdir(), 'label-'));
  const needed = ['src', 'schema', 'test/tools', 'test/client/operations.graphql', 'codegen.yml'];
  for (const name of [...needed, 'package.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const tsconfig = { extends: join(root, 'tsconfig.json'), include: ['src'], exclude: ['src/web'] };
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(tsconfig));
  for (const path of NEW_FILES) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(added, `${path}.txt`), join(copy, path));
  }
  for (const [path, lines] of Object.entries(ADDED_LINES)) addLines(join(copy, path), lines);
  const resolvers = join(copy, 'src/graphql/resolvers.ts');
  const text = readFileSync(resolvers, 'utf8');
  writeFileSync(resolvers, text.replace('...Query,', '...Query, ...labelQueries,'));
  await run('npx', ['graphql-codegen'], { cwd: copy });
}, 120_000);
afterAll(() => {
  server.close();
  rmSync(copy, { recursive: true, force: true });
});

function addLines(file: string, lines: readonly (readonly [string, string])[]): void {
  const out = readFileSync(file, 'utf8').split('\n');
  for (const [line, behind] of lines) {
    const index = out.findIndex((one) => one.startsWith(behind));
    expect(index, `${file} has no line that starts with ${behind}`).toBeGreaterThan(-1);
    out.splice(index + 1, 0, line);
  }
  writeFileSync(file, out.join('\n'));
}

describe('a resource added by following the guide', () => {
  it('requires eight files, which the guide names', () => {
    const touched = [...NEW_FILES, ...Object.keys(ADDED_LINES)];
    expect(touched.length).toBeLessThanOrEqual(8);
    const guide = readFileSync(join(root, 'docs/adding-a-resource.md'), 'utf8');
    const steps = guide.slice(guide.indexOf('## 3.'), guide.indexOf('## 7.'));
    const named = [...steps.matchAll(/^- `([^`]+)`/gm)].map(([, path = '']) => path);
    const places = touched.map((path) => (existsSync(join(root, path)) ? path : dirname(path)));
    expect(places.sort()).toEqual(named.sort());
  });

  it('compiles', async () => {
    await run('npx', ['tsc', '-p', '.'], { cwd: copy });
  }, 120_000);

  it('is listed, looked up, and found by its id and by its URL', async () => {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${String(port)}`;
    const script = join(copy, 'test/tools/ask.ts');
    writeFileSync(
      script,
      `import { startTestGateway } from './startTestGateway.js';
       const gateway = await startTestGateway({
         instances: [{ name: 'it', url: '${url}', apiVersion: '1.3' }], settle: false,
       });
       const ask = async (query) => (await gateway.ask(query));
       const list = await ask('{ labels { nodes { id databaseId name project { linkName } } totalCount sources { status requests } } }');
       const one = await ask('{ label(instance: "it", databaseId: 2) { id name } none: label(instance: "it", databaseId: 9) { id } }');
       const node = await ask('{ node(id: "' + one.data.label.id + '") { __typename ... on Label { name } } resource(url: "${url}/api/labels/3/") { __typename ... on Label { name } } }');
       console.log(JSON.stringify([list, one, node].map(({ data, errors }) => ({ data, errors }))));
       await gateway.close();`,
    );
    const { stdout } = await run('npx', ['tsx', script], { cwd: copy });
    const [list, one, node] = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as unknown[];
    const project = { linkName: 'linux' };
    expect(list).toMatchObject({
      data: {
        labels: {
          nodes: [
            { databaseId: 3, name: 'api', project },
            { databaseId: 1, name: 'bug', project },
            { databaseId: 2, name: 'docs', project },
          ],
          totalCount: 3,
          sources: [{ status: 'OK' }],
        },
      },
    });
    expect(one).toMatchObject({ data: { label: { name: 'docs' }, none: null } });
    expect(node).toMatchObject({
      data: {
        node: { __typename: 'Label', name: 'docs' },
        resource: { __typename: 'Label', name: 'api' },
      },
    });
    expect(asked).toContain('/api/1.3/labels/?order=id&per_page=250');
  }, 120_000);
});
