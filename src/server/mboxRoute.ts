import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Pipeline } from './execution/Pipeline.js';
import { isNavigation, refuseCrossSite } from './http/crossSite.js';
import { sendError, sendErrors } from './http/sendError.js';
import { readSeriesNumber } from './http/readSeriesNumber.js';
import { statusOfErrors } from './http/statusOfErrors.js';
import { traceparentOf } from './http/traceparentOf.js';
import { readMboxOptions } from './mboxOptions.js';
import { admit } from './rateLimit.js';
import { readCaller, type CallerOptions } from './readCaller.js';

/** Options of the route. */
export interface MboxRouteOptions extends CallerOptions {
  readonly pipeline: Pipeline;
  /** Origins whose pages may read mailboxes. */
  readonly corsOrigins: readonly string[];
}

const WARNINGS_HEADER = 'x-mbox-warnings';

/** Headers of a mailbox, for pages of other origins to be let see. */
export const MBOX_HEADERS = ['Content-Disposition', WARNINGS_HEADER];

/** Proxies refuse longer headers; omitted entries are counted. */
const MAX_WARNINGS_BYTES = 3_000;

const QUERY = `query Mbox($instance: String!, $series: Int!, $options: ApplyMboxOptions!) {
  series(instance: $instance, databaseId: $series) {
    applyMbox(options: $options) { text fileName missingIndexes warnings { code message } }
  }
}`;

const warning = z.object({ code: z.string(), message: z.string() });
const answer = z.object({
  data: z
    .object({
      series: z
        .object({
          applyMbox: z
            .object({
              text: z.string().nullable(),
              fileName: z.string(),
              missingIndexes: z.array(z.int()),
              warnings: z.array(warning),
            })
            .nullable(),
        })
        .nullable(),
    })
    .nullish(),
  errors: z
    .array(z.looseObject({ message: z.string(), extensions: z.record(z.string(), z.unknown()) }))
    .optional(),
});

/**
 * Serves mailboxes for `git am` at `/mbox/{instance}/{series id}`, with the options of
 * `Series.applyMbox` as parameters. A request takes the way of every operation: it is admitted, counted,
 * bounded and logged as the query that it represents.
 */
export function mboxRoute(app: FastifyInstance, options: MboxRouteOptions): void {
  const { limiter, metrics, corsOrigins, pipeline } = options;
  app.get<{ Params: { instance: string; series: string } }>('/mbox/:instance/:series', {
    onRequest: async (request, reply) => {
      if (limiter !== undefined) admit(limiter, metrics, request, reply);
    },
    handler: async (request, reply) => {
      if (!isNavigation(request)) refuseCrossSite(request, corsOrigins);
      const { instance } = request.params;
      const series = readSeriesNumber(request.params.series, '/mbox/{instance}/{databaseId}');
      const variables = { instance, series, options: readMboxOptions(request.query) };
      const outcome = await pipeline.run(
        {
          query: QUERY,
          variables,
          mayWrite: false,
          wantsReport: false,
          traceparent: traceparentOf(request),
        },
        readCaller(request, reply, options),
      );
      reply.headers(outcome.headers);
      const { data, errors = [] } = answer.parse(JSON.parse(outcome.text));
      if (outcome.status !== 200) return sendErrors(reply, outcome.status, errors);
      if (errors.length > 0) return sendErrors(reply, statusOfErrors(errors), errors);
      const mbox = data?.series?.applyMbox;
      if (mbox == null) {
        return refuse(
          reply,
          404,
          `${instance} has no series ${String(series)}, or it is not visible`,
        );
      }
      if (mbox.warnings.length > 0) reply.header(WARNINGS_HEADER, writeWarnings(mbox.warnings));
      if (mbox.text === null) return refuse(reply, 409, incompleteReason(mbox.missingIndexes));
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="${mbox.fileName}"`)
        .send(mbox.text);
    },
  });
}

function incompleteReason(missing: readonly number[]): string {
  if (missing.length === 0) return 'The series has no patch with a diff.';
  const [first, ...others] = missing.slice(0, 20).map(String);
  const names =
    others.length === 0
      ? `Patch ${first ?? ''} is`
      : `Patches ${[first, ...others].join(', ')} are`;
  return `${names} missing; add allowIncomplete=true to get the others`;
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return sendError(reply, status, message, 'BAD_USER_INPUT');
}

/** As JSON of ASCII alone, of bounded length. */
function writeWarnings(warnings: readonly z.infer<typeof warning>[]): string {
  const listed: string[] = [];
  let bytes = 0;
  for (const one of warnings) {
    const text = JSON.stringify(one).replace(/[^\x20-\x7e]/g, escape);
    bytes += text.length + 1;
    if (bytes > MAX_WARNINGS_BYTES) break;
    listed.push(text);
  }
  const left = warnings.length - listed.length;
  const more = { code: 'MORE', message: `${String(left)} more warnings; query applyMbox for all` };
  return `[${[...listed, ...(left > 0 ? [JSON.stringify(more)] : [])].join(',')}]`;
}

function escape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
