import { afterEach, expect, it } from 'vitest';
import { patchDetail } from '../../src/patchwork/resources/patch.js';
import { SteppedClock } from '../tools/chaos/SteppedClock.js';
import { connectClient, type ConnectedClient } from '../tools/connectClient.js';
import { startServer, type TestServer } from '../transport/startServer.js';
import { objectName } from '../tools/objectName.js';

let server: TestServer | undefined;
let connected: ConnectedClient | undefined;
let clock: SteppedClock | undefined;
afterEach(async () => {
  clock?.restore();
  await connected?.close();
  await server?.close();
});

it('returns to the newest version when a server that hid it offers it again', async () => {
  clock = new SteppedClock();
  let versions: readonly string[] = ['1.2', '1.4'];
  server = await startServer((response, request) => {
    const version = /^\/api\/([\d.]+)\//.exec(request.url ?? '')?.[1] ?? '';
    const isThere = versions.includes(version);
    const type = isThere ? 'application/json' : 'text/html';
    response.writeHead(isThere ? 200 : 404, { 'content-type': type });
    response.end('{"projects": "", "patches": "", "people": "", "id": 7}');
  });
  connected = connectClient(server.url);
  const { client, scope } = connected;
  const readPatch = () => client.detail(objectName('patches/7'), patchDetail, scope);
  await readPatch();
  expect(client.knownVersion).toBe('1.4');

  versions = ['1.2'];
  await readPatch();
  expect(client.knownVersion).toBe('1.2');

  versions = ['1.2', '1.4'];
  await readPatch();
  expect(client.knownVersion).toBe('1.2');
  clock.step(301_000);
  const asked = server.requests.length;
  // This read does not wait for it.
  await readPatch();
  await server.arrived(asked + 2);
  await expect.poll(() => client.knownVersion).toBe('1.4');
});
