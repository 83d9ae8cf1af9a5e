import { parseArgs } from 'node:util';
import { proveLive } from './live/proveLive.js';

/*
 * npm run live-proof: three processes follow servers of four releases, with six writers for each, while
 * leaders are killed and stopped, the store is restarted and the servers fail. No event may be lost.
 */

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '300' },
  },
});

const proof = await proveLive({
  releases: ['v2.2', 'v3.1', 'v3.2', 'v-main'],
  events: Number(values.events),
  writers: 6,
  leaseMs: 15_000,
  incidents: [
    'kill-leader',
    'restart-store',
    'stop-leader',
    'server-fails',
    'terminate-leader',
    'server-drops',
  ],
  writingMs: Number(values.seconds) * 1000,
  log: (line) => {
    process.stderr.write(`${line}\n`);
  },
});

for (const { server, made, requests, subscribers } of proof.servers) {
  process.stdout.write(`${server}: ${String(made)} events, ${String(requests)} requests\n`);
  for (const { lost, repeated, gaps, isInOrder } of subscribers) {
    const order = isInOrder ? 'in order' : 'OUT OF ORDER';
    process.stdout.write(
      `  lost ${String(lost)}, repeated ${String(repeated)}, ${order}, gaps: ${gaps.join(', ') || 'none'}\n`,
    );
  }
}
process.stdout.write(`longest takeover: ${(proof.takeoverMs / 1000).toFixed(1)} s\n`);
const isProved = proof.servers.every(({ subscribers }) =>
  subscribers.every(({ lost, isInOrder }) => lost === 0 && isInOrder),
);
process.exitCode = isProved && proof.takeoverMs <= 20_000 ? 0 : 1;
