import { messages, runHook } from './runHook.js';

// A process that a test kills: it sends 50 deliveries of a hook.
const [redisUrl = '', url = ''] = process.argv.slice(2);
await runHook({ redisUrl, hook: { url }, subscribe: messages(50, 5), delaysMs: [50, 50, 50, 50] });
