import { parseArgs } from 'node:util';
import { countRequests, rollReplicas } from './live/proveReplicas.js';

/*
 * npm run replica-proof: compares the upstream requests of one gateway and of several that follow the same servers
 * and answer queries, and checks that no subscriber loses an event while all gateways are replaced one by one.
 */

const { values } = parseArgs({
  options: {
    replicas: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '60' },
    subscribers: { type: 'string', default: '1000' },
  },
});
const replicas = Number(values.replicas);
const releases = ['v2.2', 'v3.1', 'v3.2', 'v-main'] as const;

const counted: number[] = [];
const byPath: ReadonlyMap<string, number>[] = [];
for (const count of [1, replicas]) {
  const {
    polls,
    others,
    answers,
    byPath: paths,
  } = await countRequests({
    releases,
    replicas: count,
    seconds: Number(values.seconds),
    answersPerSecond: 20,
    eventEverySeconds: 5,
    pollSeconds: 2,
  });
  counted.push(polls + others);
  byPath.push(paths);
  process.stdout.write(
    `${String(count)} gateways: ${String(answers)} answers, ${String(polls)} polls, ${String(others)} other requests\n`,
  );
}
const [one = NaN, several = NaN] = counted;
const moreByPercent = (several / one - 1) * 100;
process.stdout.write(`${moreByPercent.toFixed(1)} % more requests\n`);

const [alone, together] = byPath;
const paths = [...new Set(byPath.flatMap((counts) => [...counts.keys()]))].sort();
for (const path of paths) {
  const [before, after] = [alone?.get(path) ?? 0, together?.get(path) ?? 0];
  if (before !== after) process.stdout.write(`  ${String(before)} -> ${String(after)} ${path}\n`);
}

const rolled = await rollReplicas({
  releases,
  replicas,
  subscribers: Number(values.subscribers),
  eventEverySeconds: 0.5,
  pollSeconds: 1,
});
process.stdout.write(
  `all gateways replaced in ${rolled.seconds.toFixed(1)} s, ${String(rolled.made)} events: ` +
    `${String(rolled.returned)} subscribers came back, lost ${String(rolled.lost)}, repeated ${String(rolled.repeated)}, ` +
    `gaps ${String(rolled.gaps)}, errors: ${rolled.errors.join('; ') || 'none'}\n`,
);
process.exitCode = moreByPercent <= 5 && rolled.lost === 0 ? 0 : 1;
