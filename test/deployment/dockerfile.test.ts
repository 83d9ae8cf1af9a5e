import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../../src/config/loadConfig.js';
import { readDockerfile } from './readDockerfile.js';

const root = new URL('../../', import.meta.url);
const dockerfile = readDockerfile();
const ignored = readFileSync(new URL('.dockerignore', root), 'utf8');
const text = readFileSync(new URL('Dockerfile', root), 'utf8');
const manifest = z
  .object({ version: z.string(), license: z.string(), description: z.string() })
  .parse(JSON.parse(readFileSync(new URL('package.json', root), 'utf8')));

function values(name: string): string[] {
  return dockerfile.instructions
    .filter((instruction) => instruction.name === name)
    .map(({ value }) => value);
}

describe('the Dockerfile', () => {
  it('builds every stage on the slim image of Node 24', () => {
    expect(text).toMatch(/^ARG NODE_VERSION=24$/m);
    expect(dockerfile.bases.map((base) => base.replace(/ AS \w+$/, ''))).toEqual([
      'node:${NODE_VERSION}-slim',
      'node:${NODE_VERSION}-slim',
      'node:${NODE_VERSION}-slim',
    ]);
  });

  it('copies only existing files that .dockerignore includes, and .dockerignore includes no others', () => {
    expect(dockerfile.sources.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
    const rules = ignored.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(rules[0]).toBe('*');
    expect(
      rules
        .slice(1)
        .map((rule) => rule.replace(/^!/, ''))
        .sort(),
    ).toEqual([...dockerfile.sources].sort());
  });

  it('runs the program as a non-root user, by number', () => {
    expect(values('USER')).toEqual(['1000:1000']);
    expect(values('ENTRYPOINT')).toEqual(['["node", "--no-memory-reducer", "/app/dist/cli.js"]']);
    expect(values('CMD')).toEqual(['["serve"]']);
  });

  it('describes the image', () => {
    const [label = ''] = values('LABEL');
    expect(values('ARG')).toEqual([`VERSION=${manifest.version}`]);
    expect(label).toContain(`image.description="${manifest.description}"`);
    expect(label).toContain(`image.licenses="${manifest.license}"`);
  });

  it('listens on all addresses, through variables of the program', () => {
    const [variables = ''] = values('ENV');
    const environment = Object.fromEntries(
      variables.split(/\s+/).map((assignment) => assignment.split('=')),
    ) as Record<string, string>;
    const { PATCHWORK_GRAPHQL_CONFIG: file, ...others } = environment;
    expect(file).toBe('/etc/patchwork-graphql/patchwork-graphql.yaml');
    expect(loadConfig({ environment: others }).listen).toMatchObject({
      host: '0.0.0.0',
      port: 4000,
    });
    expect(values('EXPOSE')).toEqual(['4000']);
  });
});

describe('the health check of the image', () => {
  it.each([
    [200, 0],
    [503, 1],
  ])('turns a %i of /healthz into exit code %i', async (status, exitCode) => {
    const paths: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await runHealthcheck(port)).toBe(exitCode);
    expect(paths).toEqual(['/healthz']);
    await new Promise((resolve) => server.close(resolve));
  });

  it('fails if nothing listens', async () => {
    // Port 1 is reserved (tcpmux), and no program listens there today.
    expect(await runHealthcheck(1)).toBe(1);
  });
});

async function runHealthcheck(port: number): Promise<number> {
  const [command = '', ...parameters] = dockerfile.healthcheck;
  const environment = { ...process.env, PATCHWORK_GRAPHQL_LISTEN_PORT: String(port) };
  try {
    await promisify(execFile)(command, parameters, { env: environment });
    return 0;
  } catch (error) {
    return z.object({ code: z.number() }).parse(error).code;
  }
}
