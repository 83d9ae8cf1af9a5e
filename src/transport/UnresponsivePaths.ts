/** Time for which a kind of address counts as unresponsive after one of them did not answer. */
const SUSPICION_MS = 60_000;
/** Addresses are of a handful of kinds; beyond this number they are not distinguished. */
const MAX_KINDS = 200;

/** Admits one request, and counts it until it ends. */
export interface Gate {
  /** @returns whether it may start now; called again when another request ends. */
  enter(): boolean;
  leave(): void;
}

/**
 * Prevents addresses that do not answer from occupying all places of a server: the kinds of address
 * that did not answer within the last minute may use all places but one. The queue limits a single
 * address; this limits many of one kind, such as the mboxes of a hundred patches.
 */
export class UnresponsivePaths {
  readonly #places: number;
  readonly #now: () => number;
  readonly #silentAt = new Map<string, number>();
  /** By path: their kinds matter only while one of them is unresponsive. */
  readonly #running = new Map<string, number>();

  /** @param places of the server, as `concurrency` has it. With one place nothing can be left free. */
  constructor(places: number, now: () => number = () => performance.now()) {
    this.#places = Math.max(1, places - 1);
    this.#now = now;
  }

  /** Records that an address has not answered for a long time. */
  mark(path: string): void {
    if (this.#silentAt.size >= MAX_KINDS) this.#silentAt.clear();
    this.#silentAt.set(kindOf(path), this.#now());
  }

  gate(path: string): Gate {
    return {
      enter: () => {
        if (this.#isSuspect(path) && this.#held() >= this.#places) return false;
        this.#running.set(path, (this.#running.get(path) ?? 0) + 1);
        return true;
      },
      leave: () => {
        const left = (this.#running.get(path) ?? 1) - 1;
        if (left === 0) this.#running.delete(path);
        else this.#running.set(path, left);
      },
    };
  }

  #isSuspect(path: string): boolean {
    if (this.#silentAt.size === 0) return false;
    const kind = kindOf(path);
    const silentAt = this.#silentAt.get(kind);
    if (silentAt === undefined) return false;
    if (this.#now() - silentAt < SUSPICION_MS) return true;
    this.#silentAt.delete(kind);
    return false;
  }

  /** Places that unresponsive kinds occupy. */
  #held(): number {
    let held = 0;
    for (const [path, running] of this.#running) if (this.#isSuspect(path)) held += running;
    return held;
  }
}

/** Kind of an address: its path without numbers, names and parameters, such as `patches/#/mbox`. */
function kindOf(path: string): string {
  const [plain = ''] = path.replace(/^\/api\/(?:\d+\.\d+\/)?/, '').split('?');
  return plain.replaceAll(/[^/]*[^a-z/][^/]*/g, '#').slice(0, 100);
}
