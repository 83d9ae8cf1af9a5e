import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isScriptUrl } from '../../src/patchwork/isScriptUrl.js';
import { fitsShape } from '../../src/patchwork/fitsShape.js';
import { check } from '../../src/patchwork/resources/check.js';
import { startReleases, tokenOf } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

// Patchwork does not check the URLs that maintainers enter, and clients make links of them.

describe('isScriptUrl', () => {
  it.each(['javascript:x', ' JaVa\tScript\n:x', '\u0001vbscript:x', 'data:text/html,x'])(
    'finds %j',
    (url) => {
      expect(isScriptUrl(url)).toBe(true);
    },
  );
  it.each(['', 'https://a.example/', 'git://a.example/b', 'javascript', '/data:x', 'a.example'])(
    'accepts %j',
    (url) => {
      expect(isScriptUrl(url)).toBe(false);
    },
  );
});

it('is decided without a copy of the object', () => {
  expect(fitsShape(check, { id: 1, target_url: 'https://a.example/' })).toBe(true);
  expect(fitsShape(check, { id: 1, target_url: 'javascript:x' })).toBe(false);
});

describe('a URL that is a script', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startReleases(['v31']);
    const { projects } = gateway.server('v31').store;
    const kettle = projects.require(1);
    projects.replace({ ...kettle, web_url: 'javascript:alert(1)', webscm_url: 'git.example' });
  });
  afterAll(() => gateway.close());

  it('is null with an error, and all else stands', async () => {
    gateway.resetRequests();
    const { data, errors } = await gateway.ask(
      `{ patches(first: 1, filter: {project: ["kettle"]}) {
        nodes { project { linkName webUrl webscmUrl } } sources { status } } }`,
    );
    expect(data).toEqual({
      patches: {
        nodes: [{ project: { linkName: 'kettle', webUrl: null, webscmUrl: 'git.example' } }],
        sources: [{ status: 'OK' }],
      },
    });
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(
          /^v31: GET .* cannot read the field "(\[0\]\.)?project\.web_url"$/,
        ) as unknown,
        path: ['patches', 'nodes', 0, 'project', 'webUrl'],
        extensions: { code: 'UPSTREAM_BAD_RESPONSE', instance: 'v31' },
      },
    ]);
    expect(gateway.requests('v31')).toHaveLength(1);
  });

  it('is not written', async () => {
    gateway.resetRequests();
    const id = Buffer.from('v31:Project:1').toString('base64url');
    const { updateProject } = await gateway.data<Readonly<Record<string, unknown>>>(
      `mutation { updateProject(input: {id: "${id}", webUrl: "javascript:x"}) {
        outcome errors { field code } } }`,
      { headers: { 'x-patchwork-token': `v31=${tokenOf('v31', 'mira')}` } },
    );
    expect(updateProject).toEqual({
      outcome: 'NOT_APPLIED',
      errors: [{ field: ['webUrl'], code: 'INVALID' }],
    });
    expect(gateway.requests('v31')).toEqual([]);
  });
});
