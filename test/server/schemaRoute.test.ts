import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { securityHeaders } from '../../src/server/securityHeaders.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const instances = [{ name: 'gone', url: 'http://127.0.0.1:9' }];

let plain: TestGateway;
let prefixed: TestGateway;
beforeAll(async () => {
  [plain, prefixed] = await Promise.all([
    startTestGateway({ instances, settle: false }),
    startTestGateway({
      instances,
      settle: false,
      federation: { enabled: true, typePrefix: 'Patchwork' },
    }),
  ]);
});
afterAll(() => Promise.all([plain.close(), prefixed.close()]));

const get = ({ url }: TestGateway, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/schema.graphql`, { headers });

const sorted = (schema: GraphQLSchema): string => printSchema(lexicographicSortSchema(schema));

async function introspected(gateway: TestGateway): Promise<string> {
  const query = getIntrospectionQuery({
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
  });
  return sorted(buildClientSchema(await gateway.data<IntrospectionQuery>(query)));
}

describe('/schema.graphql', () => {
  it('is the schema that introspection returns', async () => {
    const response = await get(plain);
    expect(response.status).toBe(200);
    const sdl = await response.text();
    expect(sorted(buildSchema(sdl))).toBe(await introspected(plain));
    expect(sdl).not.toContain('@upstream');
  });

  it('has the type names for clients of a subgraph', async () => {
    const sdl = await (await get(prefixed)).text();
    expect(sdl).toContain('type PatchworkPatch implements');
    expect(sorted(buildSchema(sdl))).toBe(await introspected(prefixed));
  });

  it('is text with an ETag and the usual headers, and is not sent twice', async () => {
    const first = await get(plain);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      ...securityHeaders,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-cache',
    });
    await first.text();
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    const again = await get(plain, { 'if-none-match': `W/${etag}` });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await get(plain, { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await get(prefixed)).headers.get('etag')).not.toBe(etag);
  });

  it('is not found if clients may not read the schema', async () => {
    const gateway = await startTestGateway({ instances, settle: false, introspection: false });
    try {
      const response = await get(gateway);
      expect([response.status, await response.text()]).toEqual([404, expect.not.stringMatching(/type \w+/)]); // prettier-ignore
    } finally {
      await gateway.close();
    }
  });
});
