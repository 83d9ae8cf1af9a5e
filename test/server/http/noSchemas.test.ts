import { createRequire } from 'node:module';
import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import { NO_SCHEMAS } from '../../../src/server/http/noSchemas.js';

const { cache } = createRequire(import.meta.url);

it('answers without schema compilers, which are not loaded', async () => {
  const app = fastify(NO_SCHEMAS);
  app.get('/', () => ({ ok: true }));
  const { body } = await app.inject('/');
  expect(JSON.parse(body)).toEqual({ ok: true });
  const loaded = Object.keys(cache).filter((path) => path.includes('/node_modules/ajv/'));
  expect(loaded).toEqual([]);
  await app.close();
});

it('refuses a route with a schema', async () => {
  const app = fastify(NO_SCHEMAS);
  app.get('/', { schema: { querystring: { type: 'object' } } }, () => ({ ok: true }));
  await expect(app.ready()).rejects.toThrow('the routes of this server take no JSON schemas');
});
