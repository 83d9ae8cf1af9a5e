import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { GatewayConfig } from '../../src/config/GatewayConfig.js';
import { loadConfig } from '../../src/config/loadConfig.js';
import { readDockerfile } from './readDockerfile.js';

/** Used if it is installed on the system. */
const KUBECTL = 'kubectl';

const folder = new URL('../../docs/deployment/kubernetes/', import.meta.url);

const labels = z.record(z.string(), z.string());
const quantity = z.strictObject({ cpu: z.string(), memory: z.string() });
const httpProbe = z.object({
  httpGet: z.strictObject({ path: z.string(), port: z.string() }),
  periodSeconds: z.int(),
});

/** The requirements of the "restricted" Pod Security Standard for a container, and resources. */
const container = z.object({
  image: z.string(),
  args: z.array(z.string()).default([]),
  env: z.array(z.strictObject({ name: z.string(), value: z.string() })).default([]),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.int() })),
  resources: z.strictObject({ requests: quantity, limits: quantity }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
  startupProbe: httpProbe.optional(),
  livenessProbe: z.union([httpProbe, z.object({ tcpSocket: z.object({ port: z.string() }) })]),
  readinessProbe: z.union([
    httpProbe,
    z.object({ exec: z.object({ command: z.array(z.string()) }) }),
  ]),
});

const deployment = z.object({
  kind: z.literal('Deployment'),
  spec: z.object({
    replicas: z.int().optional(),
    selector: z.object({ matchLabels: labels }),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.object({
        automountServiceAccountToken: z.literal(false),
        enableServiceLinks: z.literal(false),
        terminationGracePeriodSeconds: z.int().default(30),
        securityContext: z.strictObject({
          runAsNonRoot: z.literal(true),
          runAsUser: z.int().positive(),
          runAsGroup: z.int().positive(),
          seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
        }),
        containers: z.tuple([container]),
        volumes: z.array(z.object({ name: z.string() })),
      }),
    }),
  }),
});

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly document: unknown;
}

const manifests: readonly Manifest[] = readdirSync(folder)
  .filter((name) => !['kustomization.yaml', 'patchwork-graphql.yaml'].includes(name))
  .flatMap((name) => read(name))
  .map((document) => ({
    ...z
      .object({
        apiVersion: z.string(),
        kind: z.string(),
        metadata: z.object({ name: z.string().regex(/^[a-z][a-z0-9-]*$/) }),
      })
      .parse(document),
    document,
  }));

function read(name: string): unknown[] {
  return parseAllDocuments(readFileSync(new URL(name, folder), 'utf8')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as unknown;
  });
}

function find<T>(kind: string, name: string, schema: z.ZodType<T>): T {
  const found = manifests.find((entry) => entry.kind === kind && entry.metadata.name === name);
  return schema.parse(found?.document);
}

const gateway = find('Deployment', 'patchwork-graphql', deployment).spec;
const worker = find('Deployment', 'patchwork-graphql-worker', deployment).spec;
const valkey = find('Deployment', 'valkey', deployment).spec;
const store = find('Deployment', 'valkey-live', deployment).spec;
const [gatewayContainer] = gateway.template.spec.containers;

describe('docs/deployment/kubernetes', () => {
  it('uses only stable APIs', () => {
    expect(manifests.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`).sort()).toEqual([
      'apps/v1 Deployment',
      'apps/v1 Deployment',
      'apps/v1 Deployment',
      'apps/v1 Deployment',
      'autoscaling/v2 HorizontalPodAutoscaler',
      'networking.k8s.io/v1 NetworkPolicy',
      'networking.k8s.io/v1 NetworkPolicy',
      'networking.k8s.io/v1 NetworkPolicy',
      'networking.k8s.io/v1 NetworkPolicy',
      'policy/v1 PodDisruptionBudget',
      'v1 Namespace',
      'v1 Service',
      'v1 Service',
      'v1 Service',
    ]);
  });

  it('is listed completely in the kustomization', () => {
    const [kustomization] = read('kustomization.yaml');
    const { resources, configMapGenerator } = z
      .object({
        resources: z.array(z.string()),
        configMapGenerator: z.tuple([z.object({ name: z.string(), files: z.array(z.string()) })]),
      })
      .parse(kustomization);
    const listed = [...resources, ...configMapGenerator[0].files, 'kustomization.yaml'];
    expect(listed.sort()).toEqual(readdirSync(folder).sort());
    expect(configMapGenerator[0].name).toBe('patchwork-graphql');
  });

  it.runIf(spawnSync(KUBECTL, ['version', '--client']).status === 0)(
    'is accepted by kubectl kustomize',
    () => {
      const { status, stderr } = spawnSync(KUBECTL, ['kustomize', fileURLToPath(folder)], {
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([0, '']);
    },
  );

  it.each([
    ['gateway', gateway],
    ['worker', worker],
    ['Valkey', valkey],
    ['store', store],
  ])('selects the pods of the %s, mounts only what is there', (_name, spec) => {
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    const { containers, volumes } = spec.template.spec;
    expect(containers[0].volumeMounts.map(({ name }) => name).sort()).toEqual(
      volumes.map(({ name }) => name).sort(),
    );
  });

  it('runs the gateway as the user of the image, on its port', () => {
    const { instructions } = readDockerfile();
    const { runAsUser, runAsGroup } = gateway.template.spec.securityContext;
    expect(instructions.find(({ name }) => name === 'USER')?.value).toBe(
      `${runAsUser}:${runAsGroup}`,
    );
    expect(gatewayContainer.ports).toEqual([{ name: 'http', containerPort: 4000 }]);
  });

  it('restarts the gateway by /healthz and routes requests by /readyz', () => {
    expect(gatewayContainer).toMatchObject({
      startupProbe: { httpGet: { path: '/healthz', port: 'http' } },
      livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
      readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
    });
  });

  it('gives the gateway time to finish running requests', () => {
    const { delayMs, deadlineMs } = readConfig().shutdown;
    expect(delayMs).toBe(5000);
    expect(gateway.template.spec.terminationGracePeriodSeconds * 1000).toBeGreaterThan(
      delayMs + deadlineMs,
    );
  });

  it('configures the gateway with a valid file, and with Valkey through its service', () => {
    const path = gatewayContainer.env.find(({ name }) => name === 'PATCHWORK_GRAPHQL_CONFIG');
    const mount = gatewayContainer.volumeMounts.find(({ name }) => name === 'config');
    expect(path?.value).toBe(`${mount?.mountPath}/patchwork-graphql.yaml`);
    const config = readConfig();
    expect(config.instances.map(({ name }) => name)).toEqual(['kernel', 'ozlabs']);
    const { spec } = find('Service', 'valkey', serviceSchema);
    expect(config.cache.url).toBe(`redis://valkey:${spec.ports[0].port}`);
    const live = find('Service', 'valkey-live', serviceSchema).spec;
    expect(config.live.url).toBe(`redis://valkey-live:${live.ports[0].port}`);
    expect(store.template.spec.containers[0].args).toContain('noeviction');
    expect(config.roles).toEqual(['api']);
    const { env } = worker.template.spec.containers[0];
    expect(env.find(({ name }) => name === 'PATCHWORK_GRAPHQL_ROLES')?.value).toBe('poll,hooks');
  });

  it('has services that match their pods and ports', () => {
    for (const [name, spec] of Object.entries({
      'patchwork-graphql': gateway,
      valkey,
      'valkey-live': store,
    })) {
      const service = find('Service', name, serviceSchema).spec;
      expect(service.selector).toEqual(spec.template.metadata.labels);
      const ports = spec.template.spec.containers[0].ports.map((port) => port.name);
      expect(ports).toContain(service.ports[0].targetPort);
    }
  });

  it('keeps at least one gateway while nodes are drained', () => {
    const budget = find(
      'PodDisruptionBudget',
      'patchwork-graphql',
      z.object({
        spec: z.strictObject({
          minAvailable: z.int(),
          selector: z.strictObject({ matchLabels: labels }),
        }),
      }),
    );
    expect(budget.spec.selector.matchLabels).toEqual(gateway.selector.matchLabels);
    expect(budget.spec.minAvailable).toBeGreaterThan(0);
    const { spec } = find(
      'HorizontalPodAutoscaler',
      'patchwork-graphql',
      z.object({
        spec: z.object({
          minReplicas: z.int(),
          maxReplicas: z.int(),
          scaleTargetRef: z.object({ kind: z.literal('Deployment'), name: z.string() }),
        }),
      }),
    );
    expect(spec.scaleTargetRef.name).toBe('patchwork-graphql');
    expect(spec.minReplicas).toBeGreaterThan(budget.spec.minAvailable);
    // The autoscaler sets the number, even when the manifests are applied again.
    expect(gateway.replicas).toBeUndefined();
    expect(worker.replicas).toBeGreaterThan(1);
  });

  it.each([
    ['valkey', valkey],
    ['valkey-live', store],
  ])('lets the gateway and its workers alone reach %s', (name, spec) => {
    const policy = find('NetworkPolicy', name, z.object({ spec: z.unknown() }));
    expect(policy.spec).toEqual({
      podSelector: { matchLabels: spec.selector.matchLabels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [gateway, worker].map(({ selector: { matchLabels } }) => ({
            podSelector: { matchLabels },
          })),
          ports: [{ port: 'valkey' }],
        },
      ],
    });
  });
});

describe('the network policy of the gateway', () => {
  it.each([
    ['patchwork-graphql', gateway],
    ['patchwork-graphql-worker', worker],
  ])('lets %s be asked on its port, and reach DNS, Valkey and servers alone', (name, spec) => {
    const policy = find('NetworkPolicy', name, z.object({ spec: z.unknown() }));
    expect(policy.spec).toEqual({
      podSelector: { matchLabels: spec.selector.matchLabels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ports: [{ port: gatewayContainer.ports[0]?.name }] }],
      egress: [
        { ports: ['UDP', 'TCP'].map((protocol) => ({ port: 53, protocol })) },
        {
          to: [valkey, store].map(({ selector: { matchLabels } }) => ({
            podSelector: { matchLabels },
          })),
          ports: [{ port: 'valkey' }],
        },
        { ports: [{ port: 443 }, { port: 80 }] },
      ],
    });
  });

  it('permits every configured server', () => {
    const ports = readConfig().instances.map(({ url }) => {
      const { port, protocol } = new URL(url);
      return port || (protocol === 'https:' ? '443' : '80');
    });
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !['443', '80'].includes(port))).toEqual([]);
  });
});

/** The configuration of a pod, except for what the image sets. */
function readConfig(): GatewayConfig {
  return loadConfig({
    file: fileURLToPath(new URL('patchwork-graphql.yaml', folder)),
    environment: Object.fromEntries(gatewayContainer.env.map(({ name, value }) => [name, value])),
  });
}

const serviceSchema = z.object({
  spec: z.object({
    selector: labels,
    ports: z.tuple([z.object({ port: z.int(), targetPort: z.string() })]),
  }),
});
