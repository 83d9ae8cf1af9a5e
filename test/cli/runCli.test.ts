import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import type { CliCollaborators, StartOptions } from '../../src/cli/CliCollaborators.js';
import { runCli } from '../../src/cli/runCli.js';
import { EXAMPLE_QUERY } from '../../src/cli/serve.js';
import { BadUserInputError } from '../../src/errors.js';
import type { InstanceProbe } from '../../src/patchwork/probeInstance.js';

const folder = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs one command line with collaborators that only record calls. */
async function run(commandLine: string, overrides: Partial<CliCollaborators> = {}) {
  const notes = { stdout: '', stderr: '', started: [] as StartOptions[], closed: 0 };
  const exitCode = await runCli(commandLine.split(' ').filter(Boolean), {
    stdout: { write: (text) => (notes.stdout += text) },
    stderr: { write: (text) => (notes.stderr += text) },
    environment: {},
    openEmbeddedGateway: () => Promise.reject(new Error('not opened')),
    startGateway: async (options) => {
      notes.started.push(options);
      return {
        url: 'http://127.0.0.1:4321',
        reload: async () => undefined,
        refuseReload: () => undefined,
        close: async () => {
          notes.closed += 1;
        },
      };
    },
    probeInstance: async () => ({ version: '1.3', latencyMs: 12.4, capabilities: {} }),
    probeCache: async () => undefined,
    openHooks: async () => await Promise.reject(new Error('no webhooks are opened')),
    untilStopped: async () => 'SIGTERM',
    ...overrides,
  });
  return { exitCode, ...notes };
}

const quiet = '--log-level silent';

function systemError(code: string): Error {
  return Object.assign(new Error(`listen ${code}`), { code });
}

describe('runCli serve', () => {
  it('serves sample data by default, prints the URL, and closes on a signal', async () => {
    const { exitCode, stdout, started, closed } = await run(quiet);
    expect(exitCode).toBe(0);
    expect(started).toHaveLength(1);
    expect(started[0]?.config.instances).toEqual([]);
    expect(closed).toBe(1);
    expect(stdout).toContain('GraphQL   http://127.0.0.1:4321/graphql\n');
    expect(stdout).toContain('GraphiQL  http://127.0.0.1:4321/graphiql\n');
    expect(stdout).toContain('Serving sample data');
    expect(stdout.replaceAll(/^ {4}/gm, '')).toContain(EXAMPLE_QUERY);
  });

  it('passes the flags on as configuration', async () => {
    const { exitCode, stdout, started } = await run(
      `serve --instance kernel -i mine=http://localhost:1/api --host ::1 --port 0 --contact me ${quiet}`,
    );
    expect(exitCode).toBe(0);
    expect(started[0]?.config).toMatchObject({
      listen: { host: '::1', port: 0 },
      logging: { level: 'silent' },
      instances: [
        { name: 'kernel', contact: 'me' },
        { name: 'mine', contact: 'me', url: 'http://localhost:1' },
      ],
    });
    expect(stdout).toContain(
      '    kernel  https://patchwork.kernel.org\n    mine    http://localhost:1\n',
    );
  });

  it('prints the public URL, and no GraphiQL if it is disabled', async () => {
    const { stdout } = await run(quiet, {
      environment: {
        PATCHWORK_GRAPHQL_LISTEN_PUBLIC_URL: 'https://graph.example.org/',
        PATCHWORK_GRAPHQL_GRAPHQL_GRAPHIQL: 'false',
      },
    });
    expect(stdout).toContain('https://graph.example.org/graphql');
    expect(stdout).not.toContain('GraphiQL');
  });

  it('passes faults on to the sample servers', async () => {
    const { started } = await run(`--sample-faults delay=100 ${quiet}`);
    expect(started[0]?.sampleFaults).toBe('delay=100');
  });

  it('refuses faults for real servers', async () => {
    const { exitCode, stderr, started } = await run('--sample-faults delay=100 -i kernel');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: --sample-faults only works with the sample servers/);
    expect(started).toEqual([]);
  });

  it.each([
    ['EADDRINUSE', 'error: port 4000 on 127.0.0.1 is in use; choose another with --port'],
    ['EACCES', 'error: this user is not allowed to listen on port 4000; choose one above 1023'],
    [
      'EADDRNOTAVAIL',
      'error: 127.0.0.1 is not an address of this machine; choose another with --host',
    ],
  ])('explains %s', async (code, message) => {
    const startGateway = async () => Promise.reject(systemError(code));
    const { exitCode, stderr } = await run(quiet, { startGateway });
    expect(exitCode).toBe(1);
    expect(stderr.startsWith(message)).toBe(true);
    expect(stderr).not.toContain('    at ');
  });

  it('explains that the port of the metrics is in use', async () => {
    const { exitCode, stderr } = await run(quiet, {
      environment: { PATCHWORK_GRAPHQL_METRICS_PORT: '9464' },
      startGateway: async () =>
        Promise.reject(Object.assign(systemError('EADDRINUSE'), { port: 9464 })),
    });
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      'error: port 9464 on 127.0.0.1 is in use; choose another with metrics.port\n',
    );
  });

  it.each([
    [new BadUserInputError('no such fault: dealy'), 2, 'error: no such fault: dealy\n'],
    [new Error('a bug'), 1, 'error: a bug\n'],
  ])('ends with %s without a stack trace', async (error, code, message) => {
    const startGateway = async () => Promise.reject(error);
    const { exitCode, stderr } = await run(quiet, { startGateway });
    expect([exitCode, stderr]).toEqual([code, message]);
  });
});

describe('runCli with an invalid command line', () => {
  it.each([
    ['--prot 80', "error: unknown option '--prot'\n(Did you mean --port?)"],
    ['serve extra', "error: too many arguments for 'serve'"],
    ['srve', 'error: "srve" is not a command; expected "serve"'],
    ['dance', 'error: "dance" is not a command; expected one of serve, check-config'],
    ['--port', "error: option '-p, --port <port>' argument missing"],
    ['--port http', 'error: the configuration has 1 fault:\n  --port is "http"; expected a whole'],
    [
      '--instance kernl',
      'error: the configuration has 1 fault:\n  --instance kernl is not a preset',
    ],
    ['--config missing.yml', 'error: the configuration has 1 fault:\n  missing.yml does not exist'],
    ['presets extra', "error: too many arguments for 'presets'"],
  ])('answers %s with a message and exit code 2', async (commandLine, message) => {
    const { exitCode, stdout, stderr, started } = await run(commandLine);
    expect(exitCode).toBe(2);
    expect(stderr.slice(0, message.length)).toBe(message);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(started).toEqual([]);
  });
});

describe('runCli --help', () => {
  it.each(['', 'serve', 'check-config', 'schema', 'presets'])(
    'shows examples for "%s"',
    async (command) => {
      const { exitCode, stdout } = await run(`${command} --help`);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/Usage: patchwork-graphql/);
      expect(stdout).toMatch(/Examples?:\n {2}\$ patchwork-graphql/);
    },
  );
});

describe('runCli check-config', () => {
  const probes: Record<string, InstanceProbe | Error> = {
    kernel: { version: '1.3', latencyMs: 12.4, capabilities: { webUrls: true, fast: false } },
    ozlabs: { version: null, latencyMs: null, error: 'ozlabs: GET /api/: connection refused' },
    dpdk: new Error('no route'),
  };
  const probeInstance: CliCollaborators['probeInstance'] = async ({ name }) => {
    const probe = probes[name];
    if (probe === undefined || probe instanceof Error) throw probe ?? new Error('unknown');
    return probe;
  };

  it('prints the result of each instance and fails if one does not answer', async () => {
    const { exitCode, stdout } = await run('check-config -i kernel -i ozlabs -i dpdk', {
      probeInstance,
    });
    expect(exitCode).toBe(1);
    expect(stdout).toBe(
      [
        'The configuration is valid.',
        '',
        'INSTANCE  URL                           API  LATENCY  STATE',
        'kernel    https://patchwork.kernel.org  1.3  12 ms    up',
        'ozlabs    https://patchwork.ozlabs.org  -    -        down: ozlabs: GET /api/: connection refused',
        'dpdk      https://patches.dpdk.org      -    -        down: no route',
        '',
        'CAPABILITY  kernel',
        'webUrls     yes',
        'fast        no',
        '',
      ].join('\n'),
    );
  });

  it('warns about an incorrect time zone', async () => {
    const { exitCode, stdout } = await run('check-config --instance kernel', {
      probeInstance: async () => ({ version: '1.3', latencyMs: 1, zoneWarning: 'kernel: off' }),
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('warning: kernel: off\n');
  });

  it('succeeds if all instances answer', async () => {
    const { exitCode } = await run('check-config --instance kernel', { probeInstance });
    expect(exitCode).toBe(0);
  });

  it('sends no requests if the configuration is invalid', async () => {
    const file = join(folder, 'faulty.yml');
    writeFileSync(file, 'instances: [{preset: kernel, tokn: x}, {name: b}]');
    const asked: string[] = [];
    const { exitCode, stderr } = await run(`check-config --config ${file}`, {
      probeInstance: async ({ name }) => {
        asked.push(name);
        return { version: null, latencyMs: null };
      },
    });
    expect(exitCode).toBe(2);
    expect(asked).toEqual([]);
    expect(stderr).toContain(`instances[0].tokn (${file}:1:30) is not a known key; expected token`);
    expect(stderr).toContain(`instances[1].url (${file}:1:40) is missing`);
  });

  it.each([
    ['is missing', '/nope.json', undefined],
    ['is no JSON', join(folder, 'broken.json'), '{'],
    ['is not a manifest', join(folder, 'list.json'), '[]'],
  ])('refuses trusted documents whose file %s, as serve does', async (_what, path, content) => {
    if (content !== undefined) writeFileSync(path, content);
    const { exitCode, stderr } = await run('check-config -i kernel', {
      environment: { PATCHWORK_GRAPHQL_GRAPHQL_TRUSTED_DOCUMENTS: path },
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`graphql.trustedDocuments ${path}`);
    expect(stderr.match(/expected/g)).toHaveLength(1);
  });

  it.each([
    ['is missing', join(folder, 'none.graphql'), undefined, 'cannot be read'],
    ['is not GraphQL', join(folder, 'a.graphql'), 'nothing', 'Syntax Error'],
    ['does not fit', join(folder, 'b.graphql'), 'subscription { nothing }', 'Cannot query field'],
    ['is a query', join(folder, 'c.graphql'), '{ __typename }', 'Only subscriptions'],
  ])('refuses a webhook whose document %s, as serve does', async (_what, path, text, reason) => {
    if (text !== undefined) writeFileSync(path, text);
    const secrets = [Buffer.alloc(24).toString('base64')];
    const hook = { name: 'ci', url: 'https://ci.example', secrets, document: path };
    const { exitCode, stderr } = await run('check-config -i kernel', {
      environment: {
        PATCHWORK_GRAPHQL_LIVE_URL: 'redis://127.0.0.1:9',
        PATCHWORK_GRAPHQL_WEBHOOKS: JSON.stringify([hook]),
      },
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`webhooks[0].document is ${path}, which cannot be used`);
    expect(stderr).toContain(reason);
  });

  it('warns about indexed projects of an instance that is not configured', async () => {
    const { exitCode, stdout } = await run('check-config -i kernel', {
      environment: {
        PATCHWORK_GRAPHQL_INDEX_PROJECTS: '[{"instance": "kernl", "project": "net"}]',
      },
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'warning: index.projects names kernl, which is not configured; did you mean kernel?\n',
    );
  });

  it('refuses invalid review files, all at once, as serve does', async () => {
    const text = join(folder, 'text');
    writeFileSync(text, 'int main(void)\n');
    const file = join(folder, 'review.yml');
    writeFileSync(
      file,
      `{review: {mailmapFile: ${text}}, instances: [{preset: kernel, maintainersFile: /nope, projectMaintainersFiles: {net: ${text}}}]}`,
    );
    const { exitCode, stderr } = await run(`check-config --config ${file}`);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`review.mailmapFile is ${text}, which has no line of a mailmap`);
    expect(stderr).toContain(
      'instances[0].maintainersFile is /nope, which cannot be read (ENOENT)',
    );
    expect(stderr).toContain(
      `instances[0].projectMaintainersFiles.net is ${text}, which has no section`,
    );
  });

  it('warns about unsupported patterns in a MAINTAINERS file', async () => {
    const maintainers = join(folder, 'MAINTAINERS');
    writeFileSync(maintainers, 'NET\nF: net/\nK: (?>a)\n');
    const file = join(folder, 'review.yml');
    writeFileSync(file, `{instances: [{preset: kernel, maintainersFile: ${maintainers}}]}`);
    const { exitCode, stdout } = await run(`check-config --config ${file}`);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`warning: ${maintainers}:3: "K: (?>a)" is not a regular expression`);
  });

  it('warns about tokens without an instance, and reads gateway keys from the variable', async () => {
    const keys = [{ name: 'board', sha256: 'a'.repeat(64), tokens: { kernl: 'x' } }];
    const { exitCode, stdout } = await run('check-config -i kernel', {
      environment: {
        PATCHWORK_GRAPHQL_TOKEN_KERNL: 'x',
        PATCHWORK_GRAPHQL_ACCESS_GATEWAY_KEYS: JSON.stringify(keys),
      },
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('warning: PATCHWORK_GRAPHQL_TOKEN_KERNL does not belong to a');
    expect(stdout).toContain(
      'has a token for kernl, which is not configured; did you mean kernel?',
    );
  });

  it.each([
    [
      'a misspelled project',
      { projects: ['netdevbpf', 'linux-pm'] },
      'kernel has no project linux-pn; did you mean linux-pm?',
    ],
    ['a project like no other', { projects: ['u-boot'] }, 'kernel has no project linux-pn\n'],
    [
      'projects that cannot be read',
      { projectsError: '403' },
      'the projects of kernel could not be checked: 403',
    ],
  ])('warns of %s', async (_what, found, warning) => {
    const file = join(folder, 'projects.yml');
    writeFileSync(file, 'instances: [{preset: kernel, projects: [netdevbpf, linux-pn]}]');
    const { exitCode, stdout } = await run(`check-config --config ${file}`, {
      probeInstance: async () => ({ version: '1.3', latencyMs: 1, ...found }),
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`warning: ${warning}`);
    expect(stdout.includes('no project netdevbpf')).toBe(warning.includes('pn\n'));
  });

  it('warns about an unusable shared cache, and never shows its password', async () => {
    const asked: string[] = [];
    const { exitCode, stdout } = await run('check-config -i kernel', {
      environment: { PATCHWORK_GRAPHQL_CACHE_URL: 'redis://:hunter2@cache.example' },
      probeCache: async (url) => {
        asked.push(url);
        return 'connect ECONNREFUSED';
      },
    });
    expect(asked).toEqual(['redis://:hunter2@cache.example']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('warning: cache.url: the shared cache cannot be used (connect ECONN');
    expect(stdout).not.toContain('hunter2');
  });

  it('warns about an event store that evicts, and never shows its password', async () => {
    const { stdout } = await run('check-config -i kernel', {
      environment: {
        PATCHWORK_GRAPHQL_LIVE_URL: 'redis://:hunter2@store.example',
        PATCHWORK_GRAPHQL_LIVE_ENABLED: 'true',
      },
      probeCache: async () => undefined,
      probeEviction: async () => 'allkeys-lru',
    });
    expect(stdout).toContain(
      'warning: live.url: the server evicts keys (maxmemory-policy allkeys-lru)',
    );
    expect(stdout).not.toContain('hunter2');
  });

  it.each(['a b', 'a\nb', 'a\u0000'])('refuses the token %j', async (token) => {
    const { exitCode, stderr } = await run('check-config -i kernel', {
      environment: { PATCHWORK_GRAPHQL_TOKEN_KERNEL: token },
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cannot be used; expected a Patchwork API token');
  });

  it('reports if there is nothing to check', async () => {
    const { exitCode, stdout } = await run('check-config');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('has no instances');
  });
});

describe('runCli schema', () => {
  it('prints the complete SDL, for which the query shown at the start is valid', async () => {
    const { exitCode, stdout } = await run('schema');
    expect(exitCode).toBe(0);
    expect(validate(buildSchema(stdout), parse(EXAMPLE_QUERY))).toEqual([]);
  });

  it('prints the SDL of the subgraph, with its prefixes, if the configuration enables it', async () => {
    const file = join(folder, 'subgraph.yml');
    writeFileSync(
      file,
      'federation: { enabled: true, typePrefix: Patchwork, fieldPrefix: patchwork_ }',
    );
    const { exitCode, stdout } = await run(`schema --config ${file}`);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('type PatchworkPatch implements PatchworkNode & PatchworkMailMessage');
    expect(stdout).toContain('@key(fields: "webUrl")');
    expect(stdout).toContain('patchwork_patches(');
    expect((await run('schema --config missing.yml')).exitCode).toBe(2);
  });
});

describe('runCli presets', () => {
  it('lists the public servers', async () => {
    const { exitCode, stdout } = await run('presets');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^kernel +https:\/\/patchwork\.kernel\.org +1\.3 unverified +Linux/m);
  });
});

describe('runCli --version', () => {
  it('prints the version of the package', async () => {
    expect(await run('--version')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});
