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
  /** Takes the place of the seeded numbers; gives 0 up to, not including, 1. */
  readonly random?: () => number;
  /** Takes the place of `setTimeout`; a test calls back itself instead of sleeping. */
  readonly schedule?: Schedule;
  /** Milliseconds since 1970; the Date header of `clock` is made from it. Default: `Date.now`. */
  readonly now?: () => number;
}

/** What was seen so far. */
interface FaultCounters {
  /** Requests that came. */
  readonly requests: number;
  /** Requests that any plan befell. */
  readonly befallen: number;
  /** Requests that are being answered now. */
  readonly concurrent: number;
  /** The most that were being answered at one moment, without those that waited for a worker. */
  readonly maxConcurrent: number;
  /** Requests that wait for a worker now. */
  readonly queued: number;
  /** The most that waited at one moment. */
  readonly maxQueued: number;
}

/** Faults of one server that can be switched while it runs. */
export interface Faults {
  /** Replaces all plans. @throws RangeError on a plan that cannot be, such as no workers. */
  readonly set: (plans: FaultPlan | readonly FaultPlan[]) => void;
  /** Adds a plan to those there are. @throws RangeError as `set`. */
  readonly add: (plan: FaultPlan) => void;
  /** Ends all plans, lets in who waits, and hangs up on whom `hang` keeps waiting. */
  readonly clear: () => void;
  /**
   * Puts the faults before a server's listener.
   *
   * @param receivePatch lets a new patch come in, for `grow`. Default: nothing grows
   */
  readonly wrap: (listener: RequestListener, receivePatch?: () => void) => RequestListener;
  readonly counters: FaultCounters;
  /** Sets the counters to zero, but for what is going on now. */
  readonly resetCounters: () => void;
}

interface ActivePlan {
  readonly plan: FaultPlan;
  readonly gate: WorkerGate | null;
  left: number;
  /** Requests it befell before. */
  befallen: number;
}

/** A plan that befalls one request. */
interface Befalling {
  readonly plan: FaultPlan;
  readonly gate: WorkerGate | null;
  /** How many requests it befell before this one. */
  readonly index: number;
}

/** `/api/patches/` and `/api/1.3/patches/?project=x`, but not what lies below one patch. */
const LIST_PATH = /\/api\/(?:\d+\.\d+\/)?[a-z]+\/(?:\?|$)/;

/** Creates the faults of one server; without a plan they do nothing. */
export function createFaults(options: FaultsOptions = {}): Faults {
  const random = options.random ?? createSeededRandom(options.seed ?? 1).next;
  const schedule = options.schedule ?? timerSchedule;
  const now = options.now ?? Date.now;
  let active: ActivePlan[] = [];
  const hanging = new Set<ServerResponse>();
  const seen = { requests: 0, befallen: 0, concurrent: 0, maxConcurrent: 0, maxQueued: 0 };
  const queued = (): number => active.reduce((sum, { gate }) => sum + (gate?.waiting ?? 0), 0);

  const activate = (plan: FaultPlan): ActivePlan => ({
    plan,
    gate: plan.fault.kind === 'workers' ? new WorkerGate(plan.fault.workers) : null,
    left: plan.times ?? Infinity,
    befallen: 0,
  });
  const replace = (plans: readonly FaultPlan[]): void => {
    const fresh = plans.map(activate);
    const gates = active.map(({ gate }) => gate);
    active = fresh;
    for (const gate of gates) gate?.open();
  };

  /** The plans that befall a request; a plan for N requests counts this one. */
  const befalling = (request: IncomingMessage): Befalling[] =>
    active.flatMap((entry) => {
      const { plan, gate } = entry;
      if (entry.left <= 0 || !matches(plan, request)) return [];
      if (plan.probability !== undefined && random() >= plan.probability) return [];
      entry.left -= 1;
      return [{ plan, gate, index: entry.befallen++ }];
    });

  const handle = async (
    listener: RequestListener,
    receivePatch: () => void,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    seen.requests += 1;
    const plans = befalling(request);
    if (plans.length > 0) seen.befallen += 1;
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
      Object.assign(seen, { requests: 0, befallen: 0 });
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

/** The client hung up; a function, since the answer changes while we wait. */
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

/** Takes the Link header out when the head of the answer is written. */
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

/** Waits for a worker and frees it when the answer is out, or when the client hangs up before. */
function enter(gate: WorkerGate, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const leave = gate.join(resolve);
    whenOver(response, () => {
      leave();
      resolve();
    });
  });
}

/** Calls back once: when the answer was handed over, or when the connection ended before. */
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
