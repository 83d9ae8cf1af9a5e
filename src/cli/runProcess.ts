import { boundHeapGrowth, growNewSpace } from './heap.js';
import { readVersion } from '../readVersion.js';
import { runCli } from './runCli.js';
import { openLogSink } from '../telemetry/LogSink.js';
import { watchConfiguration } from './watchConfiguration.js';

/** Time for the last log lines to be written. */
const LOG_FLUSH_MS = 1_000;

/** Time for the process to end by itself, which it does when nothing is open any more. */
const EXIT_GRACE_MS = 1_000;

/** Runs the command line of this process, and sets its exit code. */
export async function runProcess(): Promise<void> {
  let isServing = false as boolean;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A gateway goes on without its start message.
    if (isServing) return;
    // `patchwork-graphql schema | head` closes the pipe early, which is not a failure of ours.
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`error: standard output: ${error.message}\n`);
    process.exit(1);
  });
  // Node's own meaning of it, the inspector, would let every user of the machine in.
  process.on('SIGUSR1', () => undefined);
  const log = openLogSink();

  process.exitCode = await runCli(process.argv.slice(2), {
    log,
    stdout: process.stdout,
    stderr: process.stderr,
    startGateway: async (options) => {
      boundHeapGrowth();
      try {
        // Loaded when needed: `--help` must not wait for a whole server.
        const { startGateway } = await import('../main.js');
        isServing = true;
        return await startGateway({ ...options, version: readVersion() });
      } finally {
        growNewSpace();
      }
    },
    openEmbeddedGateway: async (options) =>
      (await import('../main.js')).openEmbeddedGateway({ ...options, version: readVersion() }),
    probeInstance: async (instance) =>
      (await import('../patchwork/probeInstance.js')).probeInstance(
        instance,
        (await import('../gateway/createClient.js')).userAgentOf(readVersion(), instance.contact),
      ),
    probeCache: async (url) => (await import('../cache/probeSharedCache.js')).probeSharedCache(url),
    probeEviction: async (url) => (await import('../valkey/probeStore.js')).probeEviction(url),
    openHooks: async (config) => (await import('./openHooks.js')).openHooks(config),
    watchConfiguration,
    untilStopped: async () =>
      new Promise((resolve) => {
        // Once: a second Ctrl-C ends the process at once.
        for (const signal of ['SIGINT', 'SIGTERM'] as const) {
          process.once(signal, () => {
            resolve(signal);
          });
        }
      }),
  });
  // What waits for a pipe that nobody empties would keep the process alive.
  if (!(await log.flush(LOG_FLUSH_MS))) process.exit();
  // A handle that was left open does not delay the exit. Other commands may still be writing.
  if (isServing) setTimeout(() => process.exit(), EXIT_GRACE_MS).unref();
}
