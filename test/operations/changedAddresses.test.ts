import { afterEach, describe, expect, it } from 'vitest';
import type { SampleServer } from '../../src/sample/server/startSampleServer.js';
import { idOf, releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/* URLs built from a project's settings, which its maintainers change on the server itself. */

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

const MAIL = 'listArchiveUrl url webUrl mboxUrl';
const OWN = 'webUrl scmUrl webscmUrl listArchiveUrl listArchiveUrlFormat commitUrlFormat';
/** Everything that is built from a project's URLs, by the details, lists and texts that contain it. */
const QUERY = (patch: number, cover: number, project: number): string => `{
  project(instance: "main", linkName: "kettle") { ${OWN} }
  projects(filter: { q: "kettle" }) { nodes { ${OWN} } }
  node(id: "${Buffer.from(`main:Project:${String(project)}`).toString('base64url')}") { ... on Project { ${OWN} } }
  patch(instance: "main", databaseId: ${String(patch)}) {
    ${MAIL} content header(name: "Subject") project { ${OWN} } comments { ${MAIL.replace(' mboxUrl', '')} }
    series { project { webUrl } patches { ${MAIL} } coverLetter { ${MAIL} } }
  }
  cover(instance: "main", databaseId: ${String(cover)}) { ${MAIL} content project { ${OWN} } }
  patches(filter: { project: "kettle" }, first: 50) { nodes { ${MAIL} diff project { webUrl } } }
  covers(filter: { project: "kettle" }, first: 50) { nodes { ${MAIL} project { webUrl } } }
  events(filter: { project: "kettle" }, first: 50) { nodes { project { webUrl } ... on PatchCreatedEvent { patch { ${MAIL} } } } }
}`;

/** Changes only the row of the project: this creates no event. */
function rename({ store }: SampleServer, by: (url: string) => string): void {
  const row = store.projectByLinkName('kettle');
  if (row === undefined) throw new RangeError('there is no such project');
  store.projects.replace({
    ...row,
    web_url: by('https://web.OLD.example/'),
    scm_url: by('https://scm.OLD.example/'),
    webscm_url: by('https://webscm.OLD.example/'),
    list_archive_url: by('https://archive.OLD.example/'),
    list_archive_url_format: by('https://archive.OLD.example/{}/'),
    commit_url_format: by('https://commit.OLD.example/{}'),
  });
}

describe('URLs after a project was changed on the server', () => {
  it('are the new ones everywhere once the answers are no longer fresh', async () => {
    let now = Date.UTC(2026, 10, 21);
    gateway = await startTestGateway({
      instances: [releaseInstance('main')],
      now: () => now,
    });
    const server = gateway.server('main');
    const project = server.store.projectByLinkName('kettle')?.id ?? 0;
    rename(server, (url) => url.replace('OLD', 'before'));
    const query = QUERY(idOf('main', 'A1.1@kettle'), idOf('main', 'A1.0@kettle'), project);
    const before = JSON.stringify(await gateway.data(query));
    expect(before.match(/\.before\.example/g)?.length).toBeGreaterThan(60);

    rename(server, (url) => url.replace('OLD', 'after'));
    // Later than any answer is fresh or may be refreshed in the background; texts of mails are cached for a month.
    now += 2 * 86_400_000;
    const after = JSON.stringify(await gateway.data(query));
    expect(after).not.toContain('before');
    expect(after).toBe(before.replaceAll('.before.', '.after.'));
  });
});
