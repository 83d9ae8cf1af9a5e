/**
 * Loaded into every measured process before its program (`node --import`): reports the CPU time the
 * process used, sets its clock forward, and takes CPU profiles.
 */
import { Session } from 'node:inspector/promises';
import { answerCommands } from './answerCommands.js';

const realNow = Date.now.bind(Date);
const realElapsed = performance.now.bind(performance);
let aheadMs = 0;
let session: Session | undefined;

// A gateway that keeps answers is cold again when all it keeps is too old, and its code is still
// warm, as that of its peers is. Ages are measured by the clock of the day or by the monotonic one.
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

// A program that comes to its end shall end: only one that takes commands is kept by them.
process.channel?.unref();

// The driver is gone: nobody is left to stop us.
process.once('disconnect', () => process.exit());
