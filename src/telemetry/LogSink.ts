import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { DestinationStream } from 'pino';
import sonicBoom from 'sonic-boom';

/** Bytes of lines that wait to be written; further lines are dropped. */
const MAX_WAITING_BYTES = 1024 * 1024;

/** How often a file that takes nothing is tried again. */
const RETRY_MS = 1_000;

/**
 * Where log lines go. Writing never waits and never throws: a full disk, or a pipe that nobody empties,
 * costs lines and nothing else.
 */
export interface LogSink extends DestinationStream {
  /** Lines that were dropped since the start. */
  readonly dropped: number;
  /** Called with the number of lines that were dropped, when lines can be written again. */
  onRecovery: ((lines: number) => void) | undefined;
  /**
   * Waits until everything is written, for `timeoutMs` at most. Lines may still be written afterwards.
   *
   * @returns whether everything is written.
   */
  flush(timeoutMs: number): Promise<boolean>;
}

/** A way to write without waiting. */
interface Writer {
  /** Bytes that were handed over and are not written yet. */
  readonly waitingBytes: number;
  write(line: string): void;
}

/** Settings of {@link openLogSink}. */
export interface LogSinkOptions {
  /** Default 1 MiB. */
  readonly maxWaitingBytes?: number;
}

/** Opens standard error for log lines. */
export function openLogSink({ maxWaitingBytes = MAX_WAITING_BYTES }: LogSinkOptions = {}): LogSink {
  return new BoundedSink(maxWaitingBytes);
}

class BoundedSink implements LogSink {
  dropped = 0;
  onRecovery: ((lines: number) => void) | undefined;
  readonly #maxWaitingBytes: number;
  readonly #writer: Writer;
  readonly #flushes = new Set<() => void>();
  #unreported = 0;

  constructor(maxWaitingBytes: number) {
    this.#maxWaitingBytes = maxWaitingBytes;
    const onChange = (lostLines: number): void => {
      this.#change(lostLines);
    };
    this.#writer = isStream() ? streamWriter(onChange) : fileWriter(onChange);
  }

  write(line: string): void {
    if (this.#writer.waitingBytes + line.length > this.#maxWaitingBytes) {
      this.#drop(1);
      return;
    }
    this.#writer.write(line);
  }

  async flush(timeoutMs: number): Promise<boolean> {
    const isDone = (): boolean => this.#writer.waitingBytes === 0;
    if (isDone()) return true;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#flushes.delete(look);
        resolve();
      };
      const look = (): void => {
        if (isDone()) end();
      };
      const timer = setTimeout(end, timeoutMs);
      this.#flushes.add(look);
    });
    return isDone();
  }

  /** Lines were written, or lost. */
  #change(lostLines: number): void {
    if (lostLines > 0) this.#drop(lostLines);
    else if (this.#unreported > 0 && this.#writer.waitingBytes === 0) {
      const lines = this.#unreported;
      this.#unreported = 0;
      this.onRecovery?.(lines);
    }
    for (const look of this.#flushes) look();
  }

  #drop(lines: number): void {
    this.dropped += lines;
    this.#unreported += lines;
  }
}

/** Pipes, sockets and terminals; where nothing is there, files and devices count as well. */
function isStream(): boolean {
  try {
    const stats = fstatSync(2);
    return stats.isFIFO() || stats.isSocket() || isatty(2);
  } catch {
    return false;
  }
}

/** Each failed line is counted by its callback; an error without a listener ends the process. */
const ignoreError = (): undefined => undefined;

/** Node writes to pipes and sockets without waiting, and buffers the rest. */
function streamWriter(onChange: (lostLines: number) => void): Writer {
  const { stderr } = process;
  if (!stderr.listeners('error').includes(ignoreError)) stderr.on('error', ignoreError);
  return {
    get waitingBytes() {
      return stderr.writableLength;
    },
    write: (line) => {
      stderr.write(line, (error) => {
        onChange(error == null ? 0 : 1);
      });
    },
  };
}

/** Node writes to files at once, which a slow disk delays; pino's own writer does it beside. */
function fileWriter(onChange: (lostLines: number) => void): Writer {
  const destination = new sonicBoom.SonicBoom({ fd: 2, sync: false });
  let waitingBytes = 0;
  let isFailing = false;
  destination.on('write', (bytes: number) => {
    waitingBytes -= bytes;
    isFailing = false;
    onChange(0);
  });
  // Bytes that could not be written are buffered and retried with the next line.
  destination.on('error', () => {
    if (isFailing) return;
    isFailing = true;
    // Where too much waits already, no next line comes.
    setTimeout(() => {
      isFailing = false;
      destination.write('');
    }, RETRY_MS).unref();
  });
  process.on('exit', () => {
    // It would try for ever to write to a full disk.
    if (waitingBytes > 0 && !isFailing) destination.flushSync();
  });
  return {
    get waitingBytes() {
      return waitingBytes;
    },
    write: (line) => {
      waitingBytes += Buffer.byteLength(line);
      destination.write(line);
    },
  };
}
