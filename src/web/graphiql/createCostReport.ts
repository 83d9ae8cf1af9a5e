/** The upstream cost of one operation, as `extensions.upstream` has it. */
export interface UpstreamCost {
  /** Requests to Patchwork servers. */
  readonly requests: number;
  /** Reads that the gateway's cache answered. */
  readonly cacheHits: number;
  /** Requests to each instance that got any. */
  readonly byInstance: Readonly<Record<string, number>>;
}

/** The cost of the latest operation. */
export interface CostReport {
  readonly latest: () => UpstreamCost | undefined;
  readonly set: (cost: UpstreamCost | undefined) => void;
  /** Calls `listener` after each change; returns a function that stops that. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Makes a report without a cost. */
export function createCostReport(): CostReport {
  let latest: UpstreamCost | undefined;
  const listeners = new Set<() => void>();
  return {
    latest: () => latest,
    set: (cost) => {
      latest = cost;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
