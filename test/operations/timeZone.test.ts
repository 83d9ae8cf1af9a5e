import { afterEach, describe, expect, it } from 'vitest';
import { probeInstance } from '../../src/patchwork/probeInstance.js';
import { naiveDate } from '../../src/sample/server/dates.js';
import { releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

const EVENTS = `{
  events(first: 1) { sources { status warnings { code message } } }
  patches(first: 1) { sources { warnings { code } } }
}`;

interface Sources {
  readonly events: {
    readonly sources: readonly {
      status: string;
      warnings: readonly { code: string; message: string }[];
    }[];
  };
  readonly patches: { readonly sources: readonly { warnings: readonly { code: string }[] }[] };
}

/** A server that stamps in Canberra's time. */
async function start(timezone: string): Promise<void> {
  gateway = await startTestGateway({ instances: [releaseInstance('main', { timezone })] });
  const { events } = gateway.server('main').store;
  const date = naiveDate(new Date(), 'Australia/Canberra');
  events.insert({
    id: events.takeId(),
    category: 'check-created',
    project: 1,
    date,
    actor: null,
    patch: 7,
  });
}

const zoneLines = (): readonly string[] =>
  gateway.logs.filter((line) => line.includes('zone-mismatch'));

describe("a time zone that differs from the server's", () => {
  it('is a warning only in the sources of events, and one line in the log', async () => {
    await start('UTC');
    const { events, patches } = await gateway.data<Sources>(EVENTS);
    expect(events.sources).toMatchObject([
      { status: 'OK', warnings: [{ code: 'TIME_ZONE_MISMATCH' }] },
    ]);
    expect(events.sources[0]?.warnings[0]?.message).toContain('for example Australia/Canberra');
    expect(patches.sources).toEqual([{ warnings: [] }]);
    await gateway.data('{ instance(name: "main") { events(first: 2) { nodes { databaseId } } } }');
    expect(zoneLines()).toHaveLength(1);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain('events_total{event="zone-mismatch",server="main"} 1');
  });

  it('is detected by check-config', async () => {
    await start('UTC');
    const { url } = gateway.server('main');
    const wrong = await probeInstance({ name: 'main', url, timezone: 'UTC' }, 'test');
    expect(wrong.zoneWarning).toContain('instances[].timezone');
    const right = await probeInstance(
      { name: 'main', url, timezone: 'Australia/Canberra' },
      'test',
    );
    expect(right.zoneWarning).toBeUndefined();
  });

  it.each([
    ['Europe/Madrid', 1],
    ['Australia/Canberra', 0],
  ])('shows in a check that is created in %s, in %i lines of the log', async (timezone, lines) => {
    await start(timezone);
    const patchId = Buffer.from('main:Patch:7').toString('base64url');
    const created = await gateway.data(
      `mutation { createCheck(input: { patch: "${patchId}", state: SUCCESS, context: "zone" }) { errors { message } } }`,
      { headers: { 'x-patchwork-token': `main=${tokenOf('main', 'cibot')}` } },
    );
    expect(created).toEqual({ createCheck: { errors: [] } });
    expect(zoneLines()).toHaveLength(lines);
  });
});

describe('the correct time zone', () => {
  it('causes no warning', async () => {
    await start('Australia/Canberra');
    const { events } = await gateway.data<Sources>(EVENTS);
    expect(events.sources).toMatchObject([{ status: 'OK', warnings: [] }]);
    expect(zoneLines()).toEqual([]);
  });
});
