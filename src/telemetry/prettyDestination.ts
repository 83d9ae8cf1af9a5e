import type { DestinationStream } from 'pino';
import { prettyFactory } from 'pino-pretty';

/**
 * Writes lines as text for a terminal. A function and not pino-pretty's stream, which holds back lines while its
 * destination is busy.
 */
export function prettyDestination(destination: DestinationStream): DestinationStream {
  const format = prettyFactory({ translateTime: 'SYS:HH:MM:ss', colorize: isColorSupported() });
  return {
    write: (line) => {
      destination.write(format(line));
    },
  };
}

function isColorSupported(): boolean {
  return process.stderr.isTTY && process.stderr.hasColors();
}
