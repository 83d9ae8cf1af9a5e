import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { readProcessEnvironment } from '../config/environmentSettings.js';
import { main } from './main.js';
import { runProgram } from './runProgram.js';

/** Runs `pwg` as this process, and sets its exit code. */
export async function runProcess(): Promise<void> {
  const stopped = new AbortController();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `pwg list | head` closes the pipe early, which is not a failure.
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    process.stderr.write(`error: the output cannot be written: ${error.message}\n`);
    process.exit(1);
  });
  // Whoever does not read warnings, as in `pwg list 2>&1 | head`, still gets the output and the exit code.
  process.stderr.on('error', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopped.abort();
      // A program that does not handle the signal ends by default.
      setTimeout(() => process.exit(signal === 'SIGINT' ? 130 : 143), 1_000).unref();
    });
  }
  process.exitCode = await main(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: readProcessEnvironment(),
    directory: process.cwd(),
    now: Date.now,
    signal: stopped.signal,
    readInput: () => text(process.stdin),
    readSecret,
    run: (call) => runProgram(call),
  });
}

async function readSecret(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return (await text(stdin)).split('\n', 1)[0] ?? '';
  stderr.write(prompt);
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const reader = createInterface({ input: stdin, output: silent, terminal: true });
  try {
    return await new Promise<string>((resolve) => {
      reader.once('line', resolve);
      reader.once('close', () => {
        resolve('');
      });
    });
  } finally {
    reader.close();
    stderr.write('\n');
  }
}
