#!/usr/bin/env node
import { readVersion } from './cli/readVersion.js';
import { runCli } from './cli/runCli.js';
import { watchConfiguration } from './cli/watchConfiguration.js';

// `patchwork-graphql schema | head` closes the pipe early; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  startGateway: async (options) => {
    // Loaded when needed: `--help` must not wait for a whole server.
    const { startGateway } = await import('./main.js');
    return await startGateway({ ...options, version: readVersion() });
  },
  probeInstance: async (instance) =>
    (await import('./patchwork/probeInstance.js')).probeInstance(
      instance,
      (await import('./main.js')).userAgentOf(readVersion(), instance.contact),
    ),
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
