import type { SampleApiVersion } from '../../src/sample/server/SampleState.js';
import { CompareError } from './CompareError.js';
import type { GetClient } from './GetClient.js';
import { isRow } from './Subjects.js';

/** What a server is taken for. */
export interface ProbedServer {
  readonly versions: readonly SampleApiVersion[];
  /** The release whose behaviour it is compared with. */
  readonly release: '2.2.6' | '3.0.6' | '3.1.3' | '3.2.1' | 'main';
}

const versions: readonly SampleApiVersion[] = ['1.0', '1.1', '1.2', '1.3', '1.4'];

/**
 * Finds out which API versions a server speaks, and by its habits which release it is; no endpoint
 * tells it.
 *
 * @throws CompareError if it is not a Patchwork server.
 */
export async function probeServer(client: GetClient, baseUrl: string): Promise<ProbedServer> {
  const index = await client.get('/api/');
  if (index.location !== undefined) {
    throw new CompareError(
      `${baseUrl}/api/ redirects to ${index.location}; use the URL of that server`,
    );
  }
  if (!isRow(index.json) || !('patches' in index.json) || !('projects' in index.json)) {
    const type = index.contentType || 'no content type';
    throw new CompareError(
      `${baseUrl}/api/ is not a Patchwork REST API: it answers ${String(index.status)} (${type})`,
    );
  }
  const spoken: SampleApiVersion[] = [];
  for (const version of versions) {
    const { status, json } = await client.get(`/api/${version}/`);
    if (status === 200 && isRow(json)) spoken.push(version);
  }
  const newest = spoken.at(-1);
  if (newest === undefined) {
    throw new CompareError(`${baseUrl}: supports none of the API versions ${versions.join(', ')}`);
  }
  return { versions: spoken, release: await guessRelease(client, newest) };
}

async function guessRelease(
  client: GetClient,
  newest: SampleApiVersion,
): Promise<ProbedServer['release']> {
  if (newest === '1.4') return 'main';
  if (newest === '1.3') {
    // 3.1 has no url in comments; its releases were set up with a DRF that names no model.
    const { json } = await client.get(`/api/${newest}/patches/999999999/`);
    return isRow(json) && json['detail'] === 'Not found.' ? '3.1.3' : '3.2.1';
  }
  const { rels } = await client.get(`/api/${newest}/projects/`);
  return rels.includes('first') ? '3.0.6' : '2.2.6';
}
