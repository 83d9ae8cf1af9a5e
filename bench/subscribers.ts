import { parseArgs } from 'node:util';
import { startSampleServer } from '../src/sample/server/startSampleServer.js';
import { buildSnapshot } from './buildSnapshot.js';
import { createBigState } from './createBigState.js';
import { planCores } from './processes/BenchProcess.js';
import { TRANSPORTS } from './subscribers/Crowd.js';
import { formatSubscribers } from './subscribers/format.js';
import { GATEWAYS, measureSubscribers, type Measured } from './subscribers/measure.js';

/*
 * npm run bench:subscribers: the cost of a thousand subscribers, compared with graphql-js's `subscribe`
 * and with a server that only writes the bytes.
 */

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '1000' },
    events: { type: 'string', default: '20' },
    only: { type: 'string', default: GATEWAYS.join(',') },
    transports: { type: 'string', default: TRANSPORTS.join(',') },
    'skip-stalled': { type: 'boolean', default: false },
  },
});

const cores = planCores();
const snapshot = buildSnapshot('patchwork-graphql-subscribers');
const server = await startSampleServer({ state: createBigState({ patches: 500 }) });
const measured: Measured[] = [];
try {
  for (const transport of TRANSPORTS) {
    if (!values.transports.split(',').includes(transport)) continue;
    for (const gateway of GATEWAYS) {
      if (!values.only.split(',').includes(gateway)) continue;
      process.stderr.write(`${gateway}, ${transport}\n`);
      measured.push(
        await measureSubscribers({
          gateway,
          transport,
          server,
          snapshot,
          cores: cores.measured,
          clients: Number(values.clients),
          events: Number(values.events),
          skipsStalled: values['skip-stalled'],
        }),
      );
    }
  }
} finally {
  await server.close();
}
process.stdout.write(formatSubscribers(measured));
