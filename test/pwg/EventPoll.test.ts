import { describe, expect, it } from 'vitest';
import { EventPoll } from '../../src/pwg/commands/EventPoll.js';

const START = Date.UTC(2026, 2, 20);
const MINUTE = 60_000;

/** Servers with events, which may not answer; `asked` has the instances and minutes of each request. */
class Servers {
  readonly events: { readonly id: string; readonly instance: string; readonly date: string }[] = [];
  readonly down = new Set<string>();
  readonly asked: (readonly [string, number])[] = [];

  happen(instance: string, minute: number): void {
    const date = new Date(START + minute * MINUTE).toISOString();
    this.events.push({ id: `${instance}${String(minute)}`, instance, date });
  }

  poll(): (minute: number) => Promise<unknown[]> {
    const poll = new EventPoll(async (instances, since) => {
      this.asked.push([instances?.join() ?? 'all', (since - START) / MINUTE]);
      const events = this.events.filter(
        ({ instance, date }) =>
          Date.parse(date) >= since &&
          !this.down.has(instance) &&
          instances?.includes(instance) !== false,
      );
      return { events, lacking: new Set(this.down) };
    }, START);
    return async (minute) => {
      const printed: unknown[] = [];
      await poll.round(START + minute * MINUTE, ({ id }) => printed.push(id));
      return printed;
    };
  }
}

describe('EventPoll', () => {
  it('prints each new event once, also one that becomes visible late, with one request per round', async () => {
    const servers = new Servers();
    const round = servers.poll();
    servers.happen('a', -1);
    expect(await round(0)).toEqual([]);
    servers.happen('a', 1);
    expect(await round(1)).toEqual(['a1']);
    servers.happen('a', 0.5);
    servers.happen('b', 2);
    expect(await round(2)).toEqual(['a0.5', 'b2']);
    expect(await round(3)).toEqual([]);
    expect(servers.asked).toEqual([0, 0, 1, 2].map((minute) => ['all', minute - 2]));
  });

  it('reads the events of a server that did not answer once it answers, and repeats none', async () => {
    const servers = new Servers();
    const round = servers.poll();
    expect(await round(0)).toEqual([]);
    servers.happen('b', 1);
    expect(await round(1)).toEqual(['b1']);
    servers.down.add('b');
    servers.happen('a', 2);
    servers.happen('b', 2);
    expect(await round(2)).toEqual(['a2']);
    servers.happen('b', 30);
    expect(await round(60)).toEqual([]);
    servers.down.clear();
    servers.asked.length = 0;
    expect(await round(61)).toEqual(['b2', 'b30']);
    expect(await round(62)).toEqual([]);
    expect(servers.asked).toEqual([
      ['all', 58],
      ['b', -1],
      ['all', 59],
    ]);
  });
});
