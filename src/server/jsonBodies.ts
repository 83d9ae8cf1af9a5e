import type { FastifyInstance } from 'fastify';
import { GatewayError } from '../errors.js';
import { scanJson } from '../patchwork/scanJson.js';
import type { Metrics } from '../telemetry/metrics.js';

/** Bounds of the JSON that clients send. */
export interface JsonBodyOptions {
  /** Keys and values of a body. */
  readonly maxBodyValues: number;
  readonly metrics: Pick<Metrics, 'observeRefusal'>;
}

/** Levels of a body: variables have a fifth of them at most. */
const MAX_LEVELS = 1_000;

/**
 * Counts the values of JSON bodies before they are parsed: parsing takes its time for values, and so does
 * all that is done with a list that a client sends.
 */
export function boundJsonBodies(
  app: FastifyInstance,
  { maxBodyValues, metrics }: JsonBodyOptions,
): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, body, done) => {
      const refusal = refuseJson(body, { maxBodyValues, metrics });
      if (refusal === undefined) return parse(request, body, done);
      done(refusal);
    },
  );
}

/** Why a text has too much to be parsed; undefined if it has not. */
export function refuseJson(
  text: string,
  { maxBodyValues, metrics }: JsonBodyOptions,
): GatewayError | undefined {
  const scan = scanJson(text, MAX_LEVELS, maxBodyValues);
  if (typeof scan !== 'string') return undefined;
  metrics.observeRefusal('maxBodyValues');
  return refusalOf(scan, maxBodyValues);
}

function refusalOf(bound: 'maxDepth' | 'maxValues', maxBodyValues: number): GatewayError {
  const [most, what] =
    bound === 'maxDepth'
      ? [MAX_LEVELS, 'levels']
      : [maxBodyValues, 'keys and values (limits.maxBodyValues)'];
  return new GatewayError(`The request has more than ${String(most)} ${what}; send less at once.`, {
    code: 'QUERY_TOO_EXPENSIVE',
    ...(bound === 'maxValues' && { limit: 'maxBodyValues', maximum: maxBodyValues }),
  });
}
