import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../src/config/loadConfig.js';
import { readDockerfile } from './readDockerfile.js';

const file = new URL('../../docker-compose.yml', import.meta.url);

const duration = z.string().regex(/^\d+(?:ms|s|m|h)$/);
const healthcheck = z.strictObject({
  // Absent if the image defines its own.
  test: z.tuple([z.literal('CMD'), z.string()], z.string()).optional(),
  interval: duration,
  timeout: duration,
  retries: z.int(),
  start_period: duration,
});

/** The keys used from https://github.com/compose-spec/compose-spec/blob/main/05-services.md */
const service = z.strictObject({
  build: z.string().optional(),
  image: z.string(),
  command: z.array(z.string()).optional(),
  user: z
    .string()
    .regex(/^[1-9]\d*:[1-9]\d*$/)
    .optional(),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  healthcheck,
  init: z.boolean().optional(),
  pids_limit: z.int().positive(),
  read_only: z.literal(true),
  tmpfs: z.array(z.string().regex(/^\/[\w/]+:size=\d+m,mode=1777$/)),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  restart: z.literal('unless-stopped'),
  stop_grace_period: duration.optional(),
  logging: z.strictObject({
    driver: z.string(),
    options: z.strictObject({ 'max-size': z.string(), 'max-file': z.string() }),
  }),
  deploy: z.strictObject({
    resources: z.strictObject({
      limits: z.strictObject({
        cpus: z.string().regex(/^[\d.]+$/),
        memory: z.string().regex(/^\d+[MG]$/),
      }),
    }),
  }),
});

const compose = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9_-]*$/),
    services: z.strictObject({ gateway: service, valkey: service, 'valkey-live': service }),
    networks: z.record(z.string(), z.strictObject({ internal: z.boolean() }).nullable()),
  })
  .parse(parse(readFileSync(file, 'utf8')));

const { gateway, valkey, 'valkey-live': store } = compose.services;

/** Substitutes `${NAME:-text}`. */
function interpolate(value: string, variables: Readonly<Record<string, string>>): string {
  return value.replaceAll(
    /\$\{(\w+):-([^}]*)\}/g,
    (_whole, name: string, fallback: string) => variables[name] ?? fallback,
  );
}

function environmentOf(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(gateway.environment).map(([name, value]) => [
      name,
      interpolate(value, variables),
    ]),
  );
}

const composeInstalled = spawnSync('docker', ['compose', 'version']).status === 0;

describe('docker-compose.yml', () => {
  it.runIf(composeInstalled)('is accepted by docker compose config', () => {
    const { status, stderr } = spawnSync(
      'docker',
      ['compose', '--file', fileURLToPath(file), 'config', '--quiet'],
      { encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([0, '']);
  });

  it('configures a gateway with sample data and Valkey by default', () => {
    const config = loadConfig({ environment: environmentOf({}) });
    expect(config.instances).toEqual([]);
    expect(config.cache.url).toBe('redis://valkey:6379');
    expect(config.live).toMatchObject({ enabled: true, url: 'redis://valkey-live:6379' });
  });

  it('passes instances and contact on from the environment', () => {
    const config = loadConfig({
      environment: environmentOf({
        PATCHWORK_GRAPHQL_INSTANCES: 'kernel, lab=https://lab.example.org',
        PATCHWORK_GRAPHQL_CONTACT: 'ops@example.org',
      }),
    });
    expect(config.instances).toMatchObject([
      { name: 'kernel', contact: 'ops@example.org' },
      { name: 'lab', url: 'https://lab.example.org', contact: 'ops@example.org' },
    ]);
  });

  it('publishes the port of the image only on this machine, and no port of Valkey', () => {
    const exposed = readDockerfile().instructions.find(({ name }) => name === 'EXPOSE')?.value;
    expect(gateway.ports.map((port) => interpolate(port, {}))).toEqual([
      `127.0.0.1:4000:${exposed}`,
    ]);
    expect([valkey.ports, store.ports]).toEqual([[], []]);
  });

  it('permits only the gateway to reach Valkey, and Valkey to reach nothing', () => {
    expect([valkey.networks, store.networks]).toEqual([['cache'], ['cache']]);
    expect(compose.networks['cache']).toEqual({ internal: true });
    expect(gateway.networks.filter((name) => !(name in compose.networks))).toEqual([]);
    expect(gateway.networks).toContain('cache');
  });

  it('starts the gateway whether Valkey answers or not, and stops it after it has finished', () => {
    expect(gateway.depends_on).toEqual(['valkey', 'valkey-live']);
    expect(valkey.healthcheck.test).toEqual(['CMD', 'valkey-cli', 'ping']);
    const { delayMs, deadlineMs } = loadConfig({ environment: {} }).shutdown;
    expect(Number.parseInt(gateway.stop_grace_period ?? '0', 10) * 1000).toBeGreaterThan(
      delayMs + deadlineMs,
    );
  });

  it('runs the health check of the image', () => {
    expect(gateway.healthcheck.test).toBeUndefined();
    expect(readDockerfile().healthcheck[0]).toBe('node');
  });

  it.each([
    ['the cache', valkey, 'allkeys-lru'],
    ['the store of events', store, 'noeviction'],
  ])('keeps %s within its memory', (_name, { command = [], deploy }, policy) => {
    const valueOf = (option: string): string => command[command.indexOf(option) + 1] ?? '';
    const { memory } = deploy.resources.limits;
    expect(Number.parseInt(valueOf('--maxmemory'), 10)).toBeLessThan(Number.parseInt(memory, 10));
    expect(valueOf('--maxmemory-policy')).toBe(policy);
  });
});
