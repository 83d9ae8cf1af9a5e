import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createSeededRandom } from './seededRandom.js';
import { captureAnswer } from './faults/captureAnswer.js';
import type { Fault, FaultPlan, SpanMs } from './faults/FaultPlan.js';
import { sendCaptured, sendFault, type AnswerFault, type Schedule } from './faults/sendFault.js';
import { WorkerGate } from './faults/WorkerGate.js';

/** Settings of {@link createFaults}. */
export interface FaultsOptions {
  /** Seed of random delays and of `probability`. Default: 1. */
  readonly seed?: number;
  /** Replaces the seeded numbers; returns a number from 0 up to, but not including, 1. */
  readonly random?: () => number;
  /** Replaces `setTimeout`; a test invokes the callback itself instead of sleeping. */
  readonly schedule?: Schedule;
  /** Milliseconds since 1970; the fault `clock` computes the Date header from it. Default: `Date.now`. */
  readonly now?: () => number;
}

/** Counts of requests and faults. */
interface FaultCounters {
  /** Requests received. */
  readonly requests: number;
  /** Requests affected by at least one plan. */
  readonly affected: number;
  /** Requests being answered now. */
  readonly concurrent: number;
  /** The maximum number of requests answered at once, without those that waited for a worker. */
  readonly maxConcurrent: number;
  /** Requests waiting for a worker now. */
  readonly queued: number;
  /** The maximum number of requests that waited at once. */
  readonly maxQueued: number;
}

/** Faults of one server, which can be changed while it runs. */
export interface Faults {
  /** Replaces all plans. @throws RangeError if a plan is not possible, such as zero workers. */
  readonly set: (plans: FaultPlan | readonly FaultPlan[]) => void;
  /** Adds a plan to the current ones. @throws RangeError as `set`. */
  readonly add: (plan: FaultPlan) => void;
  /** Removes all plans, admits waiting requests, and closes the connections that `hang` keeps open. */
  readonly clear: () => void;
  /**
   * Adds the faults in front of a server's listener.
   *
   * @param receivePatch creates a new patch, for `grow`. Default: nothing grows
   */
  readonly wrap: (listener: RequestListener, receivePatch?: () => void) => RequestListener;
  readonly counters: FaultCounters;
  /** Resets the counters to zero, except for requests in progress. */
  readonly resetCounters: () => void;
}

interface ActivePlan {
  readonly plan: FaultPlan;
  readonly gate: WorkerGate | null;
  left: number;
  /** The number of earlier requests that it affected. */
  affected: number;
}

/** A plan that affects one request. */
interface Befalling {
  readonly plan: FaultPlan;
  readonly gate: WorkerGate | null;
  /** The number of earlier requests that it affected. */
  readonly index: number;
}

/** Matches `/api/patches/` and `/api/1.3/patches/?project=x`, but no path below one patch. */
const LIST_PATH = /\/api\/(?:\d+\.\d+\/)?[a-z]+\/(?:\?|$)/;

/** Creates the faults of one server; without a plan, requests pass through unchanged. */
export function createFaults(options: FaultsOptions = {}): Faults {
  const random = options.random ?? createSeededRandom(options.seed ?? 1).next;
  const schedule = options.schedule ?? timerSchedule;
  const now = options.now ?? Date.now;
  let active: ActivePlan[] = [];
  const hanging = new Set<ServerResponse>();
  const seen = { requests: 0, affected: 0, concurrent: 0, maxConcurrent: 0, maxQueued: 0 };
  const queued = (): number => active.reduce((sum, { gate }) => sum + (gate?.waiting ?? 0), 0);

  const activate = (plan: FaultPlan): ActivePlan => ({
    plan,
    gate: plan.fault.kind === 'workers' ? new WorkerGate(plan.fault.workers) : null,
    left: plan.times ?? Infinity,
    affected: 0,
  });
  const replace = (plans: readonly FaultPlan[]): void => {
    const fresh = plans.map(activate);
    const gates = active.map(({ gate }) => gate);
    active = fresh;
    for (const gate of gates) gate?.open();
  };

  /** The plans that affect a request; a plan for N requests counts this one. */
  const befalling = (request: IncomingMessage): Befalling[] =>
    active.flatMap((entry) => {
      const { plan, gate } = entry;
      if (entry.left <= 0 || !matches(plan, request)) return [];
      if (plan.probability !== undefined && random() >= plan.probability) return [];
      entry.left -= 1;
      return [{ plan, gate, index: entry.affected++ }];
    });

  const handle = async (
    listener: RequestListener,
    receivePatch: () => void,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    seen.requests += 1;
    const plans = befalling(request);
    if (plans.length > 0) seen.affected += 1;
    for (const { gate } of plans) {
      if (gate !== null && !isGone(response)) {
        const entered = enter(gate, response);
        seen.maxQueued = Math.max(seen.maxQueued, queued());
        await entered;
      }
    }
    if (isGone(response)) return;
    seen.concurrent += 1;
    seen.maxConcurrent = Math.max(seen.maxConcurrent, seen.concurrent);
    whenOver(response, () => (seen.concurrent -= 1));

    const faults = plans.map(({ plan }) => plan.fault);
    await pause(response, totalDelayMs(faults, request, random), schedule);
    if (isGone(response)) return;
    for (const { plan, index } of plans) {
      const { fault } = plan;
      if (fault.kind === 'no-link') dropLink(response);
      if (fault.kind === 'grow' && (index + 1) % (fault.every ?? 1) === 0) receivePatch();
      if (fault.kind !== 'clock') continue;
      const date = new Date(now() + fault.offsetMinutes * 60_000);
      response.setHeader('date', date.toUTCString());
    }
    const spoiling = plans.find(({ plan }) => isAnswerFault(plan.fault));
    if (spoiling !== undefined && isAnswerFault(spoiling.plan.fault)) {
      const { fault } = spoiling.plan;
      if (fault.kind === 'hang') {
        hanging.add(response);
        response.once('close', () => hanging.delete(response));
      }
      const exchange = { request, response, listener, index: spoiling.index };
      await sendFault(fault, exchange, schedule);
      return;
    }
    const rowMicroseconds = faults.reduce(
      (sum, fault) => sum + (fault.kind === 'workers' ? (fault.rowMicroseconds ?? 0) : 0),
      0,
    );
    if (rowMicroseconds === 0) {
      listener(request, response);
      return;
    }
    const answer = await captureAnswer(listener, request);
    await pause(response, (countRows(answer.body) * rowMicroseconds) / 1000, schedule);
    if (!isGone(response)) sendCaptured(response, answer);
  };

  return {
    set: (plans) => replace('fault' in plans ? [plans] : plans),
    add: (plan) => void active.push(activate(plan)),
    clear: () => {
      replace([]);
      for (const response of hanging) response.destroy();
    },
    wrap:
      (listener, receivePatch = () => undefined) =>
      (request, response) => {
        handle(listener, receivePatch, request, response).catch((cause: unknown) => {
          response.destroy(cause instanceof Error ? cause : new Error(String(cause)));
        });
      },
    get counters() {
      return { ...seen, queued: queued() };
    },
    resetCounters: () => {
      Object.assign(seen, { requests: 0, affected: 0 });
      seen.maxConcurrent = seen.concurrent;
      seen.maxQueued = queued();
    },
  };
}

function matches({ path, method }: FaultPlan, request: IncomingMessage): boolean {
  const url = request.url ?? '/';
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (path === undefined) return true;
  if (typeof path === 'string') return url.includes(path);
  return typeof path === 'function' ? path(url, request) : url.search(path) >= 0;
}

/** Whether the client closed the connection; a function, since this changes while the answer waits. */
function isGone(response: ServerResponse): boolean {
  return response.destroyed;
}

function isAnswerFault(fault: Fault): fault is AnswerFault {
  return (
    fault.kind !== 'delay' &&
    fault.kind !== 'workers' &&
    fault.kind !== 'clock' &&
    fault.kind !== 'grow' &&
    fault.kind !== 'no-link'
  );
}

/** Removes the Link header when the head of the answer is written. */
function dropLink(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    headers?: Readonly<Record<string, string | number>>,
  ) => ServerResponse;
  response.writeHead = ((status: number, headers: Readonly<Record<string, string | number>> = {}) =>
    writeHead(
      status,
      Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'link')),
    )) as ServerResponse['writeHead'];
}

/** Waits for a worker and releases it when the answer was sent, or when the client disconnects before. */
function enter(gate: WorkerGate, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const leave = gate.join(resolve);
    whenOver(response, () => {
      leave();
      resolve();
    });
  });
}

/** Calls back once: when the answer was sent, or when the connection ended before. */
function whenOver(response: ServerResponse, callback: () => void): void {
  let isOver = false;
  const once = (): void => {
    if (isOver) return;
    isOver = true;
    callback();
  };
  response.once('finish', once);
  response.once('close', once);
}

function totalDelayMs(
  faults: readonly Fault[],
  request: IncomingMessage,
  random: () => number,
): number {
  const isList = LIST_PATH.test(request.url ?? '/');
  return faults.reduce((sum, fault) => {
    if (fault.kind !== 'delay') return sum;
    return sum + spanMs((isList ? fault.listMs : fault.detailMs) ?? fault.ms ?? 0, random);
  }, 0);
}

function spanMs(span: SpanMs, random: () => number): number {
  if (typeof span === 'number') return span;
  const [lowestMs, highestMs] = span;
  return lowestMs + random() * (highestMs - lowestMs);
}

function pause(response: ServerResponse, delayMs: number, schedule: Schedule): Promise<void> {
  if (delayMs <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = (): void => {
      cancel();
      resolve();
    };
    const cancel = schedule(() => {
      response.off('close', stop);
      resolve();
    }, delayMs);
    response.once('close', stop);
  });
}

function countRows(body: Buffer): number {
  try {
    const value: unknown = JSON.parse(body.toString());
    return Array.isArray(value) ? value.length : 1;
  } catch {
    return 1;
  }
}

const timerSchedule: Schedule = (callback, delayMs) => {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
};
