/** A kind of address is under suspicion for so long after one of it was silent. */
const SUSPICION_MS = 60_000;
/** Addresses are of a handful of kinds; beyond this number they are not distinguished. */
const MAX_KINDS = 200;

/** Lets one request begin, and counts it until it is over. */
export interface Gate {
  /** @returns whether it may begin now; asked again when another request is over. */
  enter(): boolean;
  leave(): void;
}

/**
 * Keeps addresses that do not answer from holding all places of a server: the kinds of address that were silent
 * within the last minute hold together one place less than there are. An address alone is bounded by the queue;
 * this bounds many of them, such as the mboxes of a hundred patches.
 */
export class UnresponsivePaths {
  readonly #places: number;
  readonly #now: () => number;
  readonly #silentAt = new Map<string, number>();
  readonly #running = new Map<string, number>();

  /** @param places of the server, as `concurrency` has it. With one place nothing can be left free. */
  constructor(places: number, now: () => number = () => performance.now()) {
    this.#places = Math.max(1, places - 1);
    this.#now = now;
  }

  /** An address has not answered for long. */
  mark(path: string): void {
    if (this.#silentAt.size >= MAX_KINDS) this.#silentAt.clear();
    this.#silentAt.set(kindOf(path), this.#now());
  }

  gate(path: string): Gate {
    const kind = kindOf(path);
    return {
      enter: () => {
        if (this.#isSuspect(kind) && this.#held() >= this.#places) return false;
        this.#running.set(kind, (this.#running.get(kind) ?? 0) + 1);
        return true;
      },
      leave: () => {
        const left = (this.#running.get(kind) ?? 1) - 1;
        if (left === 0) this.#running.delete(kind);
        else this.#running.set(kind, left);
      },
    };
  }

  #isSuspect(kind: string): boolean {
    const silentAt = this.#silentAt.get(kind);
    if (silentAt === undefined) return false;
    if (this.#now() - silentAt < SUSPICION_MS) return true;
    this.#silentAt.delete(kind);
    return false;
  }

  /** Places that suspects hold. */
  #held(): number {
    let held = 0;
    for (const [kind, running] of this.#running) if (this.#isSuspect(kind)) held += running;
    return held;
  }
}

/** What an address leads to, without numbers, names and parameters: `patches/#/mbox`. */
function kindOf(path: string): string {
  const [plain = ''] = path.replace(/^\/api\/(?:\d+\.\d+\/)?/, '').split('?');
  return plain.replaceAll(/[^/]*[^a-z/][^/]*/g, '#').slice(0, 100);
}
