import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/loadConfig.js';
import { probeInstance } from '../../src/patchwork/probeInstance.js';
import { createFaults } from '../../src/sample/server/faults.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway | undefined;
afterEach(() => gateway?.close());

async function probe(settings: { projects?: readonly string[]; apiVersion?: '1.0' }) {
  const faults = createFaults();
  gateway = await startTestGateway({ instances: [releaseInstance('v31', { faults })] });
  gateway.resetRequests();
  const url = gateway.config.instances[0]?.url ?? '';
  const { instances } = loadConfig({ flags: { instances: [`v31=${url}`] }, environment: {} });
  const [instance] = instances;
  if (instance === undefined) throw new Error('no instance');
  return await probeInstance({ ...instance, ...settings }, 'test');
}

describe('probeInstance', () => {
  it('finds the version and capabilities, and requests nothing else', async () => {
    const found = await probe({ apiVersion: '1.0' });
    expect(found).toMatchObject({ version: '1.3', capabilities: { webUrls: true } });
    expect(found.latencyMs).toBeGreaterThan(0);
    expect(found).not.toHaveProperty('projects');
    expect(gateway?.requests('v31').filter((one) => one.includes('/projects/'))).toEqual([]);
  });

  it('reads the link names of the projects if the configuration lists some', async () => {
    const { projects = [] } = await probe({ projects: ['any'] });
    if (gateway === undefined) throw new Error('no gateway was started');
    const { projects: shown } = await gateway.data<{
      readonly projects: { readonly nodes: readonly { readonly linkName: string }[] };
    }>('{ projects(first: 250) { nodes { linkName } } }');
    expect(projects.length).toBeGreaterThan(0);
    expect([...projects].sort()).toEqual(shown.nodes.map(({ linkName }) => linkName).sort());
  });
});
