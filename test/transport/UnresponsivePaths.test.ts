import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { UnresponsivePaths } from '../../src/transport/UnresponsivePaths.js';
import { failureOf, useTransports } from './fixture.js';

const { serve, connect } = useTransports();

describe('kinds of paths that do not answer', () => {
  const mbox = (id: number): string => `/patch/${String(id)}/mbox/`;

  it('occupy in total all slots but one, which others use', () => {
    let now = 0;
    const silent = new UnresponsivePaths(4, () => now);
    const gates = [1, 2, 3, 4].map((id) => silent.gate(mbox(id)));
    const list = silent.gate('/api/1.3/patches/?page=1');
    const detail = silent.gate('/api/1.3/patches/7/');
    // No kind is suspect before.
    for (const gate of gates) expect(gate.enter()).toBe(true);
    for (const gate of gates) gate.leave();
    silent.mark(mbox(99));
    silent.mark('/api/1.3/patches/8/?x=1');
    expect(gates.slice(0, 2).map((gate) => gate.enter())).toEqual([true, true]);
    expect(detail.enter()).toBe(true);
    expect(gates[2]?.enter()).toBe(false);
    expect(list.enter()).toBe(true);
    gates[0]?.leave();
    expect(gates[2]?.enter()).toBe(true);
    expect(gates[3]?.enter()).toBe(false);
    now += 60_000;
    expect(gates[3]?.enter()).toBe(true);
  });

  it('include requests that started before they were suspect', () => {
    const silent = new UnresponsivePaths(3, () => 0);
    const gates = [1, 2, 3].map((id) => silent.gate(mbox(id)));
    expect(gates.slice(0, 2).map((gate) => gate.enter())).toEqual([true, true]);
    silent.mark(mbox(1));
    expect(gates[2]?.enter()).toBe(false);
  });

  it('use the only slot if there is one', () => {
    const silent = new UnresponsivePaths(1, () => 0);
    silent.mark(mbox(1));
    expect(silent.gate(mbox(2)).enter()).toBe(true);
    expect(silent.gate(mbox(3)).enter()).toBe(false);
  });

  it.each([
    ['/api/1.4/patches/7/', '/api/1.3/patches/900/?format=json', true],
    ['/project/a/patch/x@y/mbox/', '/project/a/patch/%3Cz%3E/mbox/', true],
    ['/api/1.3/patches/7/', '/api/1.3/patches/7/comments/', false],
    ['/api/1.3/patches/', '/api/1.3/covers/', false],
  ])('%s and %s are of one kind: %s', (one, other, isOne) => {
    const silent = new UnresponsivePaths(2, () => 0);
    silent.mark(one);
    expect(silent.gate(one).enter()).toBe(true);
    expect(silent.gate(other).enter()).toBe(!isOne);
  });
});

describe('a transport', () => {
  it('answers a list while a dozen unresponsive mboxes wait for slots, once one did not answer', async () => {
    const silent: ServerResponse[] = [];
    const server = await serve((response, { url = '' }) => {
      if (url.includes('mbox')) silent.push(response);
      else response.end('[]');
    });
    const transport = connect(server.url, {
      concurrency: 4,
      timeoutMs: 400,
      retry: { attempts: 0 },
      breaker: { failureThreshold: 1_000 },
    });
    const ask = (path: string): Promise<unknown> => transport.request({ method: 'GET', path });
    await failureOf(ask('/patch/1/mbox/'));
    const mboxes = Array.from({ length: 12 }, (_, id) =>
      failureOf(ask(`/patch/${String(id + 2)}/mbox/`)),
    );
    await server.arrived(4);
    expect(transport.status()).toMatchObject({ running: 3, queued: 9 });
    // It would time out in the queue behind nine others, three at a time.
    expect(await ask('/api/1.3/patches/')).toMatchObject({ status: 200 });
    expect(transport.status().queued).toBeGreaterThan(0);
    await Promise.all(mboxes);
    expect(silent).toHaveLength(13);
  });
});
