// A process that fills an index until it is killed: `node fillProcess.ts <url> <path> <now>`.
import { openSearchIndex } from '../../src/corpus/openSearchIndex.js';
import { InstanceFiller } from '../../src/filling/InstanceFiller.js';
import { connectClient } from '../tools/connectClient.js';

const [url = '', path = '', now = ''] = process.argv.slice(2);
const { client } = connectClient(url, { now: () => Number(now) });
const index = await openSearchIndex({ engine: 'sqlite', path, timeoutMs: 10_000 }, () => undefined);
await new InstanceFiller({
  index,
  client,
  projects: [{ instance: 'it', project: 'proj1', days: 4000, comments: true }],
  requestsPerSecond: 1e6,
  maxTextBytes: 2_000_000,
  feed: undefined,
}).run();
