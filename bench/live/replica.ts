import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { TwoLevelCache } from '../../src/cache/TwoLevelCache.js';
import type { FeedDelivery } from '../../src/live/EventLog.js';
import { LiveStore } from '../../src/live/shared/LiveStore.js';
import { PatchworkClient } from '../../src/patchwork/PatchworkClient.js';
import { UndiciTransport } from '../../src/transport/UndiciTransport.js';
import { openLink } from '../../src/valkey/openLink.js';
import { replicaOptions, type ReplicaReport } from './protocol.js';

/*
 * One process of several that follow servers together: a subscriber of its feeds. Its configuration is in the
 * variable REPLICA, and it writes a line of JSON for everything that it receives.
 */

const options = replicaOptions.parse(JSON.parse(process.env['REPLICA'] ?? '{}'));

function report(line: ReplicaReport): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const store = new LiveStore({
  namespace: 'live-proof',
  openLink: (waits) => openLink(options.store, { silenceMs: 15_000, isPinged: !waits }),
  polls: true,
  leaseMs: options.leaseMs,
});

const feeds = options.servers.map(({ name, url, timezone }) => {
  const cache = new TwoLevelCache({ l1MaxBytes: 1024 * 1024, namespace: 'live-proof' });
  const transport = new UndiciTransport({
    instance: name,
    baseUrl: url,
    userAgent: 'live-proof',
    breaker: { halfOpenAfterMs: 500 },
  });
  const client = new PatchworkClient(
    { name, url, timezone },
    {
      transport,
      cache,
      serviceToken: undefined,
      freshness: {
        ttlSeconds: {},
        staleWhileRevalidateSeconds: 0,
        staleIfErrorSeconds: 0,
        immutableTtlSeconds: 0,
      },
    },
  );
  const feed = store.feed(client, options.settings, {
    onEvent: (event) => {
      if (event.type === 'lead')
        report({ about: 'lead', server: name, isLeading: event.isLeading });
      if (event.type !== 'live-changed') return;
      report({ about: 'state', server: name, state: event.to });
    },
  });
  const place = options.places[name];
  const waiting: FeedDelivery[] = [];
  let isCaughtUp = place === undefined;
  feed.log.listen((delivery) => {
    if (isCaughtUp) show(name, delivery);
    else waiting.push(delivery);
  });
  void feed.follow();
  if (place !== undefined) void catchUp(place);

  /** Waits until the feed has reached the subscriber's last position. */
  async function catchUp(position: string): Promise<void> {
    while (!feed.isFollowing) await pause(20);
    const found = await feed.log.after(position);
    const upTo = waiting.length;
    if (found === undefined) {
      report({ about: 'delivery', server: name, position: '', ids: [], gaps: ['RESUME'] });
    }
    for (const delivery of found ?? waiting) show(name, delivery);
    // Events that arrived while the store answered.
    const shown = new Set(found?.map((delivery) => delivery.position));
    for (const delivery of waiting.slice(found === undefined ? upTo : 0)) {
      if (!shown.has(delivery.position)) show(name, delivery);
    }
    isCaughtUp = true;
  }

  return feed;
});

function show(server: string, { position, events, gaps }: FeedDelivery): void {
  report({
    about: 'delivery',
    server,
    position,
    ids: events.map(({ id }) => id),
    gaps: gaps.map(({ reason }) => reason),
  });
}

// The input ends when the parent process ends.
createInterface({ input: process.stdin }).on('close', () => process.exit());
process.on('SIGTERM', () => {
  for (const feed of feeds) feed.stop();
  setTimeout(() => process.exit(), 1_000);
});
