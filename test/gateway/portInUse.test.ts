import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/loadConfig.js';
import { startGateway } from '../../src/main.js';
import { createLogger } from '../../src/telemetry/logger.js';

let connections = 0;
const taken = createServer((_request, response) => response.end());
taken.on('connection', () => {
  connections += 1;
});
let port = 0;

beforeEach(async () => {
  connections = 0;
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  ({ port } = taken.address() as AddressInfo);
});
afterEach(() => taken.close());

it('reports a port in use before it connects to a server, a cache or a receiver', async () => {
  const lines: string[] = [];
  const config = loadConfig({
    flags: { instances: [`one=http://127.0.0.1:${port}`], port: String(port) },
    environment: {
      PATCHWORK_GRAPHQL_CACHE_URL: `redis://127.0.0.1:${port}`,
      PATCHWORK_GRAPHQL_TRACING_ENDPOINT: `http://127.0.0.1:${port}`,
    },
  });
  const logger = createLogger({
    level: 'trace',
    destination: { write: (line) => void lines.push(line) },
  });
  await expect(startGateway({ config, logger })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  // A pending connection would arrive before this one.
  await fetch(`http://127.0.0.1:${port}/`);
  expect([lines, connections]).toEqual([[], 1]);
});
