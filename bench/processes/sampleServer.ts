/** One sample server with the queue of a small Django deployment; counts its requests. */
import type { IncomingMessage, RequestListener } from 'node:http';
import { z } from 'zod';
import { createFaults } from '../../src/sample/server/faults.js';
import type { FaultPlan } from '../../src/sample/server/faults/FaultPlan.js';
import {
  captureAnswer,
  type CapturedAnswer,
} from '../../src/sample/server/faults/captureAnswer.js';
import { parseFaultSpec } from '../../src/sample/server/faults/parseFaultSpec.js';
import { startSampleServer } from '../../src/sample/server/startSampleServer.js';
import { createBenchState, INSTANCES } from '../sampleData.js';
import { announceReady, answerCommands } from './answerCommands.js';

const loadSchema = z.object({ listMs: z.number(), detailMs: z.number(), workers: z.number() });

let load: readonly FaultPlan[] = [];
let requests = 0;
let bytes = 0;
let inFlight = 0;
let maxInFlight = 0;
const byEndpoint: Record<string, number> = {};

/** Counts every request on arrival, including those that wait for a worker. */
function counting(listener: RequestListener): RequestListener {
  return (request, response) => {
    requests += 1;
    inFlight += 1;
    maxInFlight = Math.max(maxInFlight, inFlight);
    const endpoint = (request.url ?? '').replace(/\?.*/, '').replace(/\/\d+\//g, '/N/');
    byEndpoint[endpoint] = (byEndpoint[endpoint] ?? 0) + 1;
    response.once('close', () => {
      inFlight -= 1;
    });
    listener(request, response);
  };
}

/**
 * Caches every answer: the time that the sample server takes to create one must not count in a benchmark
 * of its clients. The data do not change while it runs.
 */
function keepingAnswers(listener: RequestListener): RequestListener {
  const kept = new Map<string, Promise<CapturedAnswer>>();
  return (request, response) => {
    const key = keyOf(request);
    let answer = kept.get(key);
    if (answer === undefined) kept.set(key, (answer = captureAnswer(listener, request)));
    answer.then(
      ({ status, headers, body }) => {
        bytes += body.length;
        response.writeHead(status, headers);
        response.end(body);
      },
      (error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      },
    );
  };
}

function keyOf({ method, url, headers }: IncomingMessage): string {
  return [method, url, headers.host, headers.authorization].join(' ');
}

const instance = z.enum(INSTANCES).parse(process.argv[2]);
const faults = createFaults();
const server = await startSampleServer({
  state: createBenchState(instance),
  faults: { wrap: (listener) => counting(faults.wrap(keepingAnswers(listener))) },
});

answerCommands({
  url: () => server.url,
  setLoad: (argument) => {
    const { listMs, detailMs, workers } = loadSchema.parse(argument);
    load = [
      { fault: { kind: 'workers', workers } },
      { fault: { kind: 'delay', listMs, detailMs } },
    ];
    faults.set(load);
  },
  /** Sets the faults from the text of `--sample-faults`; an empty one ends all but the load. */
  setFaults: (argument) => {
    const text = z.string().parse(argument);
    const plans = text === '' ? [] : parseFaultSpec(text).map(({ plan }) => plan);
    // Requests that `hang` keeps open are released.
    faults.clear();
    faults.set([...load, ...plans]);
  },
  counters: () => ({ requests, bytes, maxInFlight, byEndpoint }),
  resetCounters: () => {
    requests = 0;
    bytes = 0;
    maxInFlight = inFlight;
    for (const endpoint of Object.keys(byEndpoint)) Reflect.deleteProperty(byEndpoint, endpoint);
  },
});
announceReady();
