import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EXAMPLE_QUERY } from '../../src/cli/serve.js';
import { readSdl } from '../../src/graphql/sdl.js';
import { installPacked, packSources, type PackedFile } from './packSources.js';

/** Building takes half a minute on an idle machine, and the other tests run at the same time. */
const BUILD_TIMEOUT_MS = 600_000;

const execFileAsync = promisify(execFile);
const root = new URL('../../', import.meta.url);
const manifest = z
  .object({ version: z.string(), dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL('package.json', root), 'utf8')));

let folder: string;
let packed: PackedFile;
let project: string;
let installed: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-test-'));
  packed = await packSources(folder);
  project = await installPacked(packed.path, folder);
  installed = join(project, 'node_modules', 'patchwork-graphql');
}, BUILD_TIMEOUT_MS);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
}, BUILD_TIMEOUT_MS);

/** The environment of a user without any configuration or development tools. */
function userEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'];
  const own = Object.fromEntries(kept.map((name) => [name, process.env[name]]));
  return { ...own, npm_config_offline: 'true', npm_config_update_notifier: 'false' };
}

async function npx(...parameters: string[]): Promise<string> {
  const { stdout } = await execFileAsync('npx', parameters, {
    cwd: project,
    env: userEnvironment(),
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}

describe('the packed files', () => {
  it('are the program, the page, the schema and the standard text files', () => {
    const expected = [
      /^(?:package\.json|README\.md|LICENSE)$/,
      /^schema\/\w+\.graphql$/,
      /^dist\/(?!(?:graphiql|dashboard)\/).+\.js$/,
      /^dist\/sample\/demo\/fjord\/(?:MAINTAINERS|mailmap)$/,
      /^dist\/sample\/demo\/captured\/[\w.-]+\.json$/,
      /^dist\/dashboard\/documents\/[\w.-]+\.json$/,
      /^dist\/(?:graphiql|dashboard)\/(?:index\.html|assets\/(?:dashboard\/)?[\w.-]+\.(?:js|css|svg|ttf|woff2?)(?:\.(?:gz|br))?)$/,
    ];
    expect(packed.files.filter((path) => !expected.some((form) => form.test(path)))).toEqual([]);
    expect(packed.files).toEqual(
      expect.arrayContaining([
        ...['package.json', 'README.md', 'LICENSE', 'dist/cli.js', 'dist/pwg.js'],
        ...['dist/graphiql/index.html', 'dist/dashboard/index.html'],
        ...readdirSync(new URL('schema', root)).map((name) => `schema/${name}`),
      ]),
    );
  });

  it('contain no unused module, except for modules with only types', () => {
    const { modules } = followImports(installed);
    const idle = packed.files
      .filter(
        (path) => /^dist\/(?!(?:graphiql|dashboard)\/).+\.js$/.test(path) && !modules.has(path),
      )
      .filter((path) => hasCode(readFileSync(join(installed, path), 'utf8')));
    expect(idle).toEqual([]);
  });

  it('contain every imported module', () => {
    const { modules } = followImports(installed);
    expect(modules.size).toBeGreaterThan(100);
    expect([...modules].filter((path) => !packed.files.includes(path))).toEqual([]);
  });

  it('import exactly the dependencies of package.json', () => {
    const { packages } = followImports(installed);
    expect([...packages].sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });
});

describe('npx patchwork-graphql in a project with the packed file installed', () => {
  let running: ChildProcessByStdio<null, Readable, null> | undefined;
  afterEach(() => {
    const { pid } = running ?? {};
    running = undefined;
    // The process group: npx has started a shell, which started the program.
    if (pid !== undefined) kill(-pid, 'SIGKILL');
  });

  it('prints its version', async () => {
    expect(await npx('patchwork-graphql', '--version')).toBe(`${manifest.version}\n`);
  });

  it('prints the schema', async () => {
    expect(await npx('patchwork-graphql', 'schema')).toBe(readSdl());
  });

  it('lists the presets', async () => {
    expect(await npx('patchwork-graphql', 'presets')).toMatch(
      /^kernel +https:\/\/patchwork\.kernel\.org /m,
    );
  });

  it('lists patches with pwg, which opens a gateway of its own', async () => {
    const listed = await npx('pwg', 'list', '--sample', '--limit', '2', '--csv', 'number,instance');
    expect(listed).toMatch(/^number,instance\r\n(?:\d+,(?:aurora|basalt|cedar)\r\n){2}$/);
  });

  it('serves sample data and GraphiQL until SIGTERM', async () => {
    const { started, url } = await serve();
    const answer = await post(url, EXAMPLE_QUERY);
    expect(answer).not.toHaveProperty('errors');
    expect(answer).toHaveProperty('data.patches.nodes.length', 5);
    expect(answer).toHaveProperty('data.patches.sources', [
      { instance: 'aurora', status: 'OK' },
      { instance: 'basalt', status: 'OK' },
      { instance: 'cedar', status: 'OK' },
    ]);

    const page = await fetch(`${url}/`, { headers: { accept: 'text/html' } });
    const html = await page.text();
    expect(page.status).toBe(200);
    const [, script = ''] = /<script[^>]* src="\.\/(assets\/[^"]+\.js)"/.exec(html) ?? [];
    const code = await fetch(`${url}/${script}`);
    expect([code.status, code.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('javascript'),
    ]);

    kill(-(started.pid ?? NaN), 'SIGTERM');
    await once(started.stdout, 'close');
    await expect(fetch(`${url}/`)).rejects.toThrow('fetch failed');
  });

  it('starts threads, and finds the modules and files that are loaded when needed', async () => {
    const { url } = await serve();
    const answer = await post(
      url,
      `{
        seriesList(instances: "basalt", filter: { project: "fjord", q: "skerry: byte limits" }, first: 1) {
          nodes { compare { text } patches { owners { name } } }
        }
      }`,
    );
    expect(answer).toMatchObject({
      data: {
        seriesList: {
          nodes: [
            {
              compare: { text: expect.stringMatching(/^1: +\d+ = 1: +\d+ skerry: /) as string },
              patches: [
                { owners: expect.arrayContaining([{ name: 'SKERRY NIC' }]) as unknown[] },
                {},
                {},
              ],
            },
          ],
        },
      },
    });

    const feed = await fetch(`${url}/feeds/projects/basalt/fjord.atom`);
    expect([feed.status, feed.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('atom+xml'),
    ]);
    expect(await feed.text()).toContain('skerry: byte limits');
  });

  async function serve() {
    const started = spawn(
      'npx',
      ['patchwork-graphql', 'serve', '--port', '0', '--log-level', 'silent'],
      {
        cwd: project,
        env: userEnvironment(),
        stdio: ['ignore', 'pipe', 'inherit'],
        detached: true,
      },
    );
    running = started;
    const url = await readUrl(started.stdout);
    started.stdout.resume();
    return { started, url };
  }
});

async function post(url: string, query: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

async function readUrl(output: Readable): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const url = /^ +GraphQL +(\S+)\/graphql$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the program ended without saying where it listens');
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has already ended.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** The modules that the program loads from its entry point, lazily or immediately. */
function followImports(packageFolder: string): { modules: Set<string>; packages: Set<string> } {
  const modules = new Set<string>();
  const packages = new Set<string>();
  const waiting = ['cli.js', 'pwg.js'].map((name) => join(packageFolder, 'dist', name));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const path = relative(packageFolder, file);
    if (modules.has(path)) continue;
    modules.add(path);
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    // Threads are started with the URL of their module.
    for (const [, fileName = ''] of text.matchAll(/"(\.\/\w+(?:Task|Worker)\.js)"/g)) {
      waiting.push(join(dirname(file), fileName));
    }
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      if (fileName.startsWith('.')) waiting.push(join(dirname(file), fileName));
      else if (!isBuiltin(fileName)) packages.add(packageOf(fileName));
    }
  }
  return { modules, packages };
}

/** `@apollo/server` of `@apollo/server/errors`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Whether a module has runtime code: `import type` and interfaces have none. */
function hasCode(text: string): boolean {
  const { statements } = ts.createSourceFile('module.js', text, ts.ScriptTarget.ESNext);
  return statements.some(
    (statement) =>
      !ts.isImportDeclaration(statement) &&
      !(
        ts.isExportDeclaration(statement) &&
        statement.exportClause !== undefined &&
        ts.isNamedExports(statement.exportClause) &&
        statement.exportClause.elements.length === 0
      ),
  );
}
