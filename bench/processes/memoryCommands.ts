/** Loaded by a program whose memory is measured: reports it, and collects garbage on request. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerCommands } from './answerCommands.js';

setFlagsFromString('--expose-gc');
// The flag adds `gc` to contexts that are made after it.
const collectGarbage = runInNewContext('gc') as () => void;

answerCommands({
  collectGarbage: () => {
    collectGarbage();
  },
  memory: () => {
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rss, heapUsed, external };
  },
});
