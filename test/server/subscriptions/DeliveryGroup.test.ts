import { describe, expect, it } from 'vitest';
import type { Delivery, SharedSource } from '../../../src/graphql/subscriptions/Delivery.js';
import type { SubscriberPlace } from '../../../src/live/eventCursor.js';
import type {
  GroupMember,
  ReachedCursor,
} from '../../../src/server/subscriptions/DeliveryGroup.js';
import {
  DeliveryGroups,
  type JoinGroup,
} from '../../../src/server/subscriptions/DeliveryGroups.js';

type Place = Readonly<{ cursor: string; isAtEnd?: boolean; hasGap?: boolean }>;

const placesOf = (position: string): ReadonlyMap<string, SubscriberPlace> =>
  new Map([['a', { position, given: 0, date: null, id: null }]]);

/** A source controlled by the test. */
class FedSource implements SharedSource {
  places = placesOf('0');
  isAtEnd = true;
  readsLog = true;
  isPaused = false;
  isClosed = false;
  reads = 0;
  readonly warnings = [];
  #give: (delivery: Delivery) => void = () => undefined;

  next(_untilMs: number, signal: AbortSignal): Promise<Delivery> {
    this.reads += 1;
    return new Promise((resolve) => {
      this.#give = resolve;
      signal.addEventListener('abort', () => {
        resolve(deliveryAt({ cursor: 'closed' }));
      });
    });
  }

  async give(place: Place): Promise<void> {
    this.places = placesOf(place.cursor);
    this.#give(deliveryAt(place));
    await settled();
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(places: ReadonlyMap<string, SubscriberPlace> | undefined): void {
    this.isPaused = false;
    if (places !== undefined) this.places = places;
  }

  close(): void {
    this.isClosed = true;
  }
}

function deliveryAt({ cursor, hasGap = false }: Place): Delivery {
  const gaps = hasGap ? ([{}] as unknown as Delivery['gaps']) : [];
  return { cursor, events: [], gaps, nodeId: null, sources: () => [], warnings: [] };
}

/** Waits until all promises that can settle have settled. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

interface Subscribed extends GroupMember {
  readonly source: FedSource;
  readonly join: JoinGroup;
  readonly exit: () => void;
  readonly taken: string[];
  left: { readonly reached: ReachedCursor | undefined; readonly hasRoom: boolean } | undefined;
  hasRoom: boolean;
  secondsToWait: number;
}

function setUp() {
  const groups = new DeliveryGroups();
  const opened: FedSource[] = [];
  const written: { readonly cursor: string; readonly payer: string }[] = [];
  const counted: number[] = [];
  let finish: (() => void) | undefined;
  const state = { isSlow: false, hasOtherInstances: false };
  const subscribe = (client: string, position = '0', key = 'key'): Subscribed => {
    const source = new FedSource();
    source.places = placesOf(position);
    const sharing = groups.enter(source, {
      key,
      heartbeatMs: 60_000,
      openSource: () => {
        const own = new FedSource();
        if (state.hasOtherInstances) own.resume = () => undefined;
        if (state.hasOtherInstances) own.places = new Map();
        opened.push(own);
        return own;
      },
      write: ({ cursor }, payer) => {
        written.push({ cursor, payer: payer.client });
        if (!state.isSlow) return { text: cursor };
        return new Promise((resolve) => {
          finish = () => {
            resolve({ text: cursor });
          };
        });
      },
      onDelivered: (_delivery, members) => {
        counted.push(members);
      },
    });
    const taken: string[] = [];
    const one: Subscribed = {
      ...sharing,
      source,
      taken,
      left: undefined,
      hasRoom: true,
      secondsToWait: 0,
      subscriber: {
        client,
        transport: 'sse',
        tokens: new Map(),
        spend: () => undefined,
        secondsToWait: () => one.secondsToWait,
      },
      take: ({ text }) => {
        taken.push(text);
        return one.hasRoom;
      },
      onLeft: (reached, hasRoom) => {
        one.left = { reached, hasRoom };
      },
    };
    return one;
  };
  return {
    state,
    subscribe,
    opened,
    written,
    counted,
    /** Blocks writes until it is finished. */
    hold: () => {
      state.isSlow = true;
      return async () => {
        state.isSlow = false;
        finish?.();
        await settled();
      };
    },
  };
}

describe('subscribers that receive the same', () => {
  it('share a source, each read and each execution', async () => {
    const { subscribe, opened, written, counted } = setUp();
    const all = ['x', 'y', 'z'].map((client) => subscribe(client));
    for (const one of all) expect(one.join(one)).toBeTypeOf('function');
    for (const cursor of ['1', '2']) await opened[0]?.give({ cursor });
    expect(all.map(({ taken }) => taken)).toEqual([
      ['1', '2'],
      ['1', '2'],
      ['1', '2'],
    ]);
    expect(written).toEqual([
      { cursor: '1', payer: 'x' },
      { cursor: '2', payer: 'x' },
    ]);
    expect(counted).toEqual([3, 3]);
    expect(opened).toHaveLength(1);
    expect(all.map(({ source }) => [source.reads, source.isPaused])).toEqual([
      [0, true],
      [0, true],
      [0, true],
    ]);
  });

  it.each([
    ['has nobody to share with', []],
    ['has another key', [{ position: '0', key: 'other' }]],
  ])('reads alone where one %s', (_name, others) => {
    const { subscribe, opened } = setUp();
    for (const { position, key } of others) subscribe('y', position, key);
    const one = subscribe('x');
    expect(one.join(one)).toBeUndefined();
    expect(opened).toEqual([]);
  });

  it('reads separately while it is at another position, or not at the end', () => {
    const { subscribe } = setUp();
    const [first, behind, busy] = [subscribe('x', '1'), subscribe('y', '0'), subscribe('z', '1')];
    expect(first.join(first)).toBeTypeOf('function');
    expect(behind.join(behind)).toBeUndefined();
    busy.source.isAtEnd = false;
    expect(busy.join(busy)).toBeUndefined();
  });

  it('leaves when its buffer is full, at its current position, and may rejoin', async () => {
    const { subscribe, opened } = setUp();
    const [slow, other] = [subscribe('x'), subscribe('y')];
    for (const one of [slow, other]) one.join(one);
    slow.hasRoom = false;
    await opened[0]?.give({ cursor: '1' });
    expect(slow.left).toMatchObject({ reached: { cursor: '1' }, hasRoom: false });
    expect(slow.source).toMatchObject({ places: placesOf('1'), isPaused: false });
    await opened[0]?.give({ cursor: '2' });
    expect([slow.taken, other.taken]).toEqual([['1'], ['1', '2']]);
    expect(slow.join(slow)).toBeUndefined();
    slow.source.places = placesOf('2');
    slow.hasRoom = true;
    expect(slow.join(slow)).toBeTypeOf('function');
    await opened[0]?.give({ cursor: '3' });
    expect([slow.taken, other.taken]).toEqual([
      ['1', '3'],
      ['1', '2', '3'],
    ]);
  });

  it('waits separately if its client has used up its requests, and others pay', async () => {
    const { subscribe, opened, written } = setUp();
    const [poor, other] = [subscribe('x'), subscribe('y')];
    for (const one of [poor, other]) one.join(one);
    poor.secondsToWait = 3;
    await opened[0]?.give({ cursor: '1' });
    expect(poor).toMatchObject({ taken: [], left: { reached: undefined, hasRoom: true } });
    expect(poor.source.places).toEqual(placesOf('0'));
    expect(written).toEqual([{ cursor: '1', payer: 'y' }]);
    expect(other.taken).toEqual(['1']);
  });

  it.each([
    ['a gap', { cursor: '1', hasGap: true }, true],
    ['events that have to be read from a server', { cursor: '1' }, false],
  ])('all read by themselves at %s', async (_name, place, readsLog) => {
    const { subscribe, opened, written } = setUp();
    const all = [subscribe('x'), subscribe('y')];
    for (const one of all) one.join(one);
    const [group] = opened;
    if (group !== undefined) group.readsLog = readsLog;
    await group?.give(place);
    expect(written).toEqual([]);
    expect(group?.isClosed).toBe(true);
    for (const one of all) {
      expect(one).toMatchObject({ taken: [], left: { reached: undefined, hasRoom: true } });
      expect(one.source).toMatchObject({ places: placesOf('0'), isPaused: false });
    }
    // The next subscriber opens another group.
    for (const one of all) expect(one.join(one)).toBeTypeOf('function');
    await opened[1]?.give({ cursor: '2' });
    expect(all.map(({ taken }) => taken)).toEqual([['2'], ['2']]);
  });

  it('admits subscribers that have already read the current delivery, from the next one on', async () => {
    const { subscribe, opened, hold } = setUp();
    const [first, second, ahead, behind] = ['x', 'y', 'z', 'w'].map((client) => subscribe(client));
    if (!first || !second || !ahead || !behind) throw new Error('four have subscribed');
    first.join(first);
    const leave = second.join(second);
    const finish = hold();
    await opened[0]?.give({ cursor: '1' });
    ahead.source.places = placesOf('1');
    expect(ahead.join(ahead)).toBeTypeOf('function');
    expect(behind.join(behind)).toBeUndefined();
    leave?.();
    expect(second).toMatchObject({ taken: [], left: { reached: undefined, hasRoom: true } });
    await finish();
    await opened[0]?.give({ cursor: '2' });
    expect([first.taken, second.taken, ahead.taken]).toEqual([['1', '2'], [], ['2']]);
  });

  it('reads separately, and leaves nothing open, if the source of the group has other instances', () => {
    const { subscribe, opened, state } = setUp();
    const all = [subscribe('x'), subscribe('y')];
    state.hasOtherInstances = true;
    for (const one of all) expect(one.join(one)).toBeUndefined();
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, true]);
    state.hasOtherInstances = false;
    for (const one of all) expect(one.join(one)).toBeTypeOf('function');
  });

  it('leaves nothing open once all have left', async () => {
    const { subscribe, opened } = setUp();
    const all = [subscribe('x'), subscribe('y')];
    const leaves = all.map((one) => one.join(one));
    await opened[0]?.give({ cursor: '1' });
    for (const leave of leaves) leave?.();
    await settled();
    expect(opened[0]).toMatchObject({ isClosed: true, reads: 2 });
    expect(all.map(({ left }) => left?.reached?.cursor)).toEqual(['1', '1']);
    for (const one of all) one.exit();
    const alone = subscribe('z', '1');
    expect(alone.join(alone)).toBeUndefined();
  });
});
