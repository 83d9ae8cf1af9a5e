import { afterEach, describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/errors.js';
import { releaseInstance, type ReleaseName } from '../tools/releaseGateway.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { connectClient, type ConnectedClient } from '../tools/connectClient.js';
import { startServer, type Answer, type TestServer } from '../transport/startServer.js';

let sample: SampleServer | undefined;
let server: TestServer | undefined;
let connected: ConnectedClient | undefined;
afterEach(async () => {
  await connected?.close();
  await sample?.close();
  await server?.close();
  connected = sample = server = undefined;
});

const INDEX = '{"projects": "", "patches": "", "people": ""}';
const answering =
  (status: number, body: string, type = 'application/json'): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };

describe('negotiateVersion', () => {
  it.each<[ReleaseName, string, number]>([
    ['main', '1.4', 1],
    ['v32', '1.3', 2],
    ['v31', '1.3', 2],
    ['v22', '1.2', 3],
  ])('finds the newest version of %s: %s, by %d requests', async (name, version, requests) => {
    const { state } = releaseInstance(name);
    if (state === undefined) throw new Error('a release has its state');
    sample = await startSampleServer({ state });
    connected = connectClient(sample.url);
    const { client } = connected;
    // Concurrent callers wait for the same answer.
    expect(await Promise.all([client.version(), client.version()])).toEqual([version, version]);
    expect(client.version()).toBe(version);
    expect(sample.requests).toHaveLength(requests);
  });

  it('sends no request if the version is configured', async () => {
    server = await startServer(answering(500, ''));
    connected = connectClient(server.url, { instance: { apiVersion: '1.1' } });
    expect(await connected.client.version()).toBe('1.1');
    expect(server.requests).toEqual([]);
  });

  it.each([
    [
      'another program',
      200,
      '{"hello": "world"}',
      'the response is not the index of a Patchwork API (status 200)',
    ],
    [
      'a web site',
      200,
      '<html></html>',
      'the response is not the index of a Patchwork API (status 200)',
    ],
    ['nothing of the kind', 404, 'no', 'no API version from 1.0 to 1.4 was found'],
    [
      'a closed server',
      403,
      '{"detail": "Invalid token."}',
      'the token of this instance was rejected (403)',
    ],
  ])('tells %s', async (_what, status, body, message) => {
    server = await startServer(answering(status, body));
    connected = connectClient(server.url);
    const failure: unknown = await Promise.resolve(connected.client.version()).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(UpstreamError);
    expect((failure as UpstreamError).message).toContain(message);
    expect(connected.client.knownVersion).toBeUndefined();
  });

  it('retries after a failure', async () => {
    server = await startServer((response, request, index) => {
      answering(index === 0 ? 500 : 200, index === 0 ? '' : INDEX)(response, request, index);
    });
    connected = connectClient(server.url);
    await expect(Promise.resolve(connected.client.version())).rejects.toThrow(UpstreamError);
    expect(await connected.client.version()).toBe('1.4');
  });

  it('sends the service token, to a server that requires one', async () => {
    server = await startServer(answering(200, INDEX));
    connected = connectClient(server.url, { serviceToken: 'abc' });
    await connected.client.version();
    expect(server.received[0]?.request.headers.authorization).toBe('Token abc');
  });
});
