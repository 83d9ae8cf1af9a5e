/**
 * Loaded into every measured process before its program (`node --import`): reports the CPU time of the
 * process, advances its clock, and takes CPU profiles.
 */
import { Session } from 'node:inspector/promises';
import { answerCommands } from './answerCommands.js';

const realNow = Date.now.bind(Date);
const realElapsed = performance.now.bind(performance);
let aheadMs = 0;
let session: Session | undefined;

// A caching gateway is cold again when its cache has expired, while its code is still warm, like that
// of its peers. Ages are measured by the wall clock or by the monotonic one.
Date.now = () => realNow() + aheadMs;
performance.now = () => realElapsed() + aheadMs;

answerCommands({
  usage: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  advanceClock: (byMs) => {
    aheadMs += Number(byMs);
  },
  startProfile: async () => {
    session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
  },
  stopProfile: async () => {
    const result = await session?.post('Profiler.stop');
    session?.disconnect();
    session = undefined;
    return result?.profile;
  },
});

// A program must be able to exit when it is done: only a program that accepts commands is kept alive.
process.channel?.unref();

// The driver has ended: nothing else would stop this process.
process.once('disconnect', () => process.exit());
