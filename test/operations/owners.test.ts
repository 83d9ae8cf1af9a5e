import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { reviewState } from '../tools/reviewState.js';
import {
  startTestGateway,
  type TestGateway,
  type TestInstance,
} from '../tools/startTestGateway.js';

const folder = mkdtempSync(join(tmpdir(), 'owners-'));
let gateway: TestGateway;
let nowMs = 0;
afterEach(() => gateway.close());
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const NETWORK =
  'Maintainers\n\nNETWORK\nM:\tAna Ruiz <ana@a.example>\nR:\tOla Berg <ola@b.example>\nL:\tnet@l.example (moderated)\nS:\tMaintained\nF:\tdrivers/net/\nX:\tdrivers/net/wifi/\n\nDOCS\nF:\tdoc/\n';
const WITH_TEXT = `${NETWORK}\nTIMERS\nM: Kofi <kofi@dev.example>\nK: timer_[a-z]+\n`;

const diffOf = (path: string, line = 'b'): string =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1,2 @@\n a\n+${line}\n`;
const RENAME =
  'diff --git a/doc/a b/lib/a\nsimilarity index 100%\nrename from doc/a\nrename to lib/a\n';

async function start(settings: Partial<TestInstance>, faults = createFaults()): Promise<void> {
  nowMs = Date.UTC(2026, 10, 20);
  const patches = [
    { diff: diffOf('drivers/net/a.c', 'timer_setup();') },
    { diff: diffOf('drivers/net/wifi/a.c') + RENAME },
    { diff: diffOf('lib/b.c') },
  ];
  const pull = { patches: [{ diff: null, content: 'Please pull.' }] };
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState([{ patches }, pull]), faults, ...settings }],
    now: () => nowMs,
  });
}

interface Owned {
  readonly owners:
    readonly { readonly name: string; readonly matchedBy: readonly string[] }[] | null;
}

const OWNERS =
  '{ series(instance: "it", databaseId: 1) { patches { owners { name matchedBy } } } }';

/** `NETWORK by F: drivers/net/` for each patch of the series. */
async function owners(): Promise<readonly (readonly string[] | null)[]> {
  const { series } = await gateway.data<{ series: { patches: readonly Owned[] } }>(OWNERS);
  return series.patches.map(
    (patch) =>
      patch.owners?.map(({ name, matchedBy }) => `${name} by ${matchedBy.join(', ')}`) ?? null,
  );
}

describe('owners of patches', () => {
  it('are the sections that match its old or new paths, at the cost of the files', async () => {
    await start({ maintainersFile: write('MAINTAINERS', NETWORK) });
    expect(await owners()).toEqual([['NETWORK by F: drivers/net/'], ['DOCS by F: doc/'], []]);
    expect(gateway.requests('it')).toEqual(['/series/1/', '/series/1/mbox/']);
    const { patch } = await gateway.data<{ patch: unknown }>(
      `{ patch(instance: "it", databaseId: 1) { owners {
        name maintainers { name email } reviewers { name email } lists status } } }`,
    );
    expect(patch).toEqual({
      owners: [
        {
          name: 'NETWORK',
          maintainers: [{ name: 'Ana Ruiz', email: 'ana@a.example' }],
          reviewers: [{ name: 'Ola Berg', email: 'ola@b.example' }],
          lists: ['net@l.example'],
          status: 'Maintained',
        },
      ],
    });
  });

  it('include those matching changed lines, for which the text is read once', async () => {
    await start({ maintainersFile: write('MAINTAINERS', WITH_TEXT) });
    const expected = [
      ['NETWORK by F: drivers/net/', 'TIMERS by K: timer_[a-z]+'],
      ['DOCS by F: doc/'],
      [],
    ];
    expect(await owners()).toEqual(expected);
    expect(gateway.requests('it')).toEqual(['/series/1/', '/series/1/mbox/']);
    gateway.resetRequests();
    nowMs += 3_600_000;
    expect(await owners()).toEqual(expected);
    expect(gateway.requests('it')).toEqual(['/series/1/']);
  });

  it('are determined by the file of the project, if it has one', async () => {
    const own = write('OWN', 'MINE\nM: a@a.example\nF: *\nF: */\n');
    const general = write('MAINTAINERS', NETWORK);
    const state = reviewState([]);
    const project = state.projects[0]?.link_name ?? '';
    await start({ maintainersFile: general, projectMaintainersFiles: { [project]: own } });
    expect(await owners()).toEqual(Array(3).fill(['MINE by F: */']));
    await gateway.close();
    await start({ projectMaintainersFiles: { other: own } });
    expect(await owners()).toEqual([null, null, null]);
  });

  it('are null without a file, without a diff and if the diff is unreadable', async () => {
    await start({});
    expect(await owners()).toEqual([null, null, null]);
    expect(gateway.requests('it')).toEqual(['/series/1/']);
    await gateway.close();
    const faults = createFaults();
    await start({ maintainersFile: write('MAINTAINERS', WITH_TEXT) }, faults);
    faults.set({
      path: /\/patches\/1\/|series\/1\/mbox\//,
      fault: { kind: 'status', status: 500 },
    });
    const { data, errors } = await gateway.ask<{ series: unknown }>(OWNERS);
    expect(data.series).toMatchObject({
      patches: [{ owners: null }, { owners: [{}] }, { owners: [] }],
    });
    expect(errors).toMatchObject([
      { path: ['series', 'patches', 0, 'owners'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } },
    ]);
    expect(
      await gateway.data('{ patch(instance: "it", databaseId: 4) { owners { name } } }'),
    ).toEqual({ patch: { owners: null } });
  });

  it('are updated at each reload of the file; an invalid file is refused', async () => {
    const maintainersFile = write('MAINTAINERS', NETWORK);
    await start({ maintainersFile });
    expect(await owners()).toMatchObject([['NETWORK by F: drivers/net/'], {}, []]);
    write('MAINTAINERS', 'LIBRARY\nF: lib/\nK: (?>a)\n');
    await gateway.reload(gateway.config);
    expect(await owners()).toEqual([[], ['LIBRARY by F: lib/'], ['LIBRARY by F: lib/']]);
    expect(gateway.logs.join('')).toContain('MAINTAINERS:3: \\"K: (?>a)\\" is not a regular');
    write('MAINTAINERS', 'int main(void)\n');
    await expect(gateway.reload(gateway.config)).rejects.toThrow(
      `instances[0].maintainersFile is ${maintainersFile}, which has no section of a MAINTAINERS file`,
    );
    rmSync(maintainersFile);
    await expect(gateway.reload(gateway.config)).rejects.toThrow(
      `instances[0].maintainersFile is ${maintainersFile}, which cannot be read (ENOENT)`,
    );
    expect(await owners()).toMatchObject([[], ['LIBRARY by F: lib/'], {}]);
  });
});
