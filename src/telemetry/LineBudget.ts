const WINDOW_MS = 60_000;

/** Lines that one subject may write, and the count of lines omitted since its last line. */
interface Spent {
  sinceMs: number;
  lines: number;
  omitted: number;
}

/**
 * Bounds log lines that clients can cause at will: so many of one subject in a minute, counted by a clock
 * that never steps back. The subjects come from the configuration, so that they are few.
 */
export class LineBudget {
  readonly #spent = new Map<string, Spent>();

  readonly #perMinute: number;
  readonly #now: () => number;

  /**
   * @param perMinute lines of one subject.
   * @param now milliseconds of a clock that never steps back. Default: `performance.now`.
   */
  constructor(perMinute = 10, now: () => number = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /**
   * Takes a line of a subject.
   *
   * @returns undefined where it is to be left out; else fields of the line: how many were left out
   * before it, where there were any.
   */
  take(subject: string): { readonly omitted?: number } | undefined {
    const nowMs = this.#now();
    const spent = this.#spent.get(subject);
    if (spent === undefined || nowMs - spent.sinceMs >= WINDOW_MS) {
      this.#spent.set(subject, { sinceMs: nowMs, lines: 1, omitted: 0 });
      return spent === undefined || spent.omitted === 0 ? {} : { omitted: spent.omitted };
    }
    if (spent.lines >= this.#perMinute) {
      spent.omitted += 1;
      return undefined;
    }
    spent.lines += 1;
    return {};
  }
}
