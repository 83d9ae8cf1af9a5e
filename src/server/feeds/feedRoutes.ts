import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BadUserInputError } from '../../errors.js';
import { datedTypes } from '../../graphql/search/datedTypes.js';
import type { Pipeline } from '../execution/Pipeline.js';
import { isNavigation, refuseCrossSite } from '../http/crossSite.js';
import { sendError, sendErrors } from '../http/sendError.js';
import { readSeriesNumber } from '../http/readSeriesNumber.js';
import { sendTagged } from '../http/sendTagged.js';
import { statusOfErrors } from '../http/statusOfErrors.js';
import { traceparentOf } from '../http/traceparentOf.js';
import { admit } from '../rateLimit.js';
import { readCaller, type CallerOptions } from '../readCaller.js';
import { MAX_ENTRIES, PROJECT_FEED, SEARCH_FEED, SERIES_FEED } from './feedDocuments.js';
import type { FeedEntry } from './writeFeed.js';

/** Options of the routes. */
export interface FeedRouteOptions extends CallerOptions {
  readonly pipeline: Pipeline;
  /** Origins whose pages may read feeds. */
  readonly corsOrigins: readonly string[];
}

const MAX_AGE_SECONDS = 300;

const problem = z.object({ code: z.string(), message: z.string() });
const message = z.object({
  id: z.string(),
  __typename: z.string(),
  date: z.string().nullish(),
  submitter: z.object({ name: z.string().nullish(), email: z.string().nullish() }).nullish(),
  webUrl: z.string().nullish(),
  name: z.string().nullish(),
  subject: z.string().nullish(),
  content: z.string().nullish(),
  version: z.number().nullish(),
  state: z.object({ name: z.string() }).nullish(),
});
const owner = z.object({
  name: z.string().nullish(),
  webUrl: z.string().nullish(),
  thread: z.object({ entries: z.array(z.object({ message: message.nullish() })) }).nullish(),
});
const answer = z.object({
  data: z
    .object({
      owner: owner.nullish(),
      list: z
        .object({
          nodes: z.array(message.or(z.object({}))),
          sources: z.array(
            z.object({
              instance: z.string(),
              status: z.string(),
              error: problem.nullish(),
              warnings: z.array(problem),
            }),
          ),
        })
        .nullish(),
    })
    .nullish(),
  errors: z
    .array(
      z.looseObject({
        message: z.string(),
        extensions: z.looseObject({ code: z.string() }),
      }),
    )
    .default([]),
});
type Answer = z.infer<typeof answer>;
type Source = NonNullable<NonNullable<Answer['data']>['list']>['sources'][number];

/** A feed that a request asks for. */
interface Wanted {
  readonly key: string;
  readonly title: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The object that does not exist where the answer has no owner; undefined for feeds without one. */
  readonly ownerName?: string;
}

/** Serves Atom feeds below `/feeds/`. Each is an operation: admitted, counted, bounded and logged. */
export function feedRoutes(app: FastifyInstance, options: FeedRouteOptions): void {
  const { limiter, metrics } = options;
  const { instances } = options.tokenSources;
  const serve = (url: string, read: (request: FastifyRequest) => Wanted): void => {
    app.get(url, {
      onRequest: async (request, reply) => {
        if (limiter !== undefined) admit(limiter, metrics, request, reply);
      },
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        if (!isNavigation(request)) refuseCrossSite(request, options.corsOrigins);
        return await sendFeed(read(request), request, reply, options);
      },
    });
  };
  serve('/feeds/search.atom', (request) => wantedSearch(request, instances));
  serve('/feeds/projects/:instance/:project.atom', wantedProject);
  serve('/feeds/series/:instance/:number.atom', wantedSeries);
}

function wantedSearch({ query }: FastifyRequest, instances: readonly string[]): Wanted {
  const { q } = query as { q?: unknown };
  if (typeof q !== 'string' || q.trim() === '') {
    throw new BadUserInputError(
      'A feed of a search needs the parameter q, once: /feeds/search.atom?q=is:series',
    );
  }
  // Others would take the places of mails.
  const types = datedTypes(q, instances);
  if (types?.length === 0) {
    throw new BadUserInputError(
      'The query finds only projects or people, which have no date; a feed has patches, series, cover letters and replies',
    );
  }
  const variables = { query: q, types, first: MAX_ENTRIES };
  return { key: `search:${q}`, title: `Search: ${q}`, query: SEARCH_FEED, variables };
}

function wantedProject({ params }: FastifyRequest): Wanted {
  const { instance, project } = params as { instance: string; project: string };
  const ownerName = `project ${instance}/${project}`;
  return {
    key: `project:${instance}/${project}`,
    title: ownerName,
    ownerName,
    query: PROJECT_FEED,
    variables: {
      instance,
      project,
      instances: [instance],
      projects: [project],
      first: MAX_ENTRIES,
    },
  };
}

function wantedSeries({ params }: FastifyRequest): Wanted {
  const { instance, number: text } = params as { instance: string; number: string };
  const number = readSeriesNumber(text, '/feeds/series/{instance}/{databaseId}.atom');
  const ownerName = `series ${instance}/${text}`;
  return {
    key: `series:${instance}/${text}`,
    title: ownerName,
    ownerName,
    query: SERIES_FEED,
    variables: { instance, number },
  };
}

async function sendFeed(
  wanted: Wanted,
  request: FastifyRequest,
  reply: FastifyReply,
  options: FeedRouteOptions,
): Promise<FastifyReply> {
  const caller = readCaller(request, reply, options);
  const { query, variables, ownerName } = wanted;
  const outcome = await options.pipeline.run(
    {
      query,
      variables,
      mayWrite: false,
      wantsReport: false,
      traceparent: traceparentOf(request),
    },
    caller,
  );
  reply.headers(outcome.headers);
  const { data, errors } = answer.parse(JSON.parse(outcome.text));
  if (outcome.status !== 200) return sendFailure(reply, outcome.status, errors);
  const found = data?.owner;
  if (ownerName !== undefined && found == null) {
    if (errors.length > 0) return sendFailure(reply, statusOf(errors), errors);
    return sendError(
      reply,
      404,
      `There is no ${ownerName}, or it is not visible`,
      'BAD_USER_INPUT',
    );
  }
  const list = data?.list;
  const rows = found?.thread?.entries.map((entry) => entry.message ?? {}) ?? list?.nodes;
  if (rows === undefined) return sendFailure(reply, statusOf(errors), errors);
  const gaps = (list?.sources ?? []).filter(isGap);
  const asked = (list?.sources ?? []).filter(({ status }) => status !== 'SKIPPED');
  if (rows.length === 0 && asked.length > 0 && asked.every(({ status }) => hasFailed(status))) {
    const failures = gaps.map(({ error }) => ({ message: error?.message ?? 'no answer', extensions: { code: error?.code ?? 'UPSTREAM_UNAVAILABLE' } })); // prettier-ignore
    return sendFailure(reply, 503, failures);
  }
  const unknown = rows.length === 0 ? unknownValues(asked) : [];
  // Loaded when needed: many gateways serve no feed, and the packages take memory.
  const { writeFeed } = await import('./writeFeed.js');
  const text = writeFeed({
    key: wanted.key,
    title: found?.name == null ? wanted.title : `${found.name} (${wanted.title})`,
    link: found?.webUrl ?? null,
    entries: rows.flatMap(toEntry).sort((a, b) => Date.parse(b.date) - Date.parse(a.date)),
    notes: [...gaps.map(noteOf), ...unknown, ...new Set(errors.map((error) => `${error.extensions.code}: ${error.message}`))], // prettier-ignore
  });
  // A shared cache keeps a public answer although a key was required for it (RFC 9111, section 3.5).
  const isPrivate = caller.tokens.size > 0 || request.headers.authorization !== undefined;
  const cacheControl = `${isPrivate ? 'private' : 'public'}, max-age=${String(MAX_AGE_SECONDS)}`;
  const type = 'application/atom+xml; charset=utf-8';
  return sendTagged(request, reply, { text, type, cacheControl });
}

function toEntry(row: z.infer<typeof message> | Record<string, never> | object): FeedEntry[] {
  const parsed = message.safeParse(row);
  if (!parsed.success) return [];
  const { id, date, submitter, webUrl, name, subject, content, version, state } = parsed.data;
  const { __typename: type } = parsed.data;
  if (date == null) return [];
  const facts = [type, ...(version == null ? [] : [`version ${String(version)}`]), ...(state == null ? [] : [state.name])]; // prettier-ignore
  return [
    {
      id,
      title: name ?? subject ?? `${type} without a subject`,
      date,
      author: submitter ?? null,
      link: webUrl ?? null,
      summary: content ?? facts.join(', '),
    },
  ];
}

/** Why a feed is empty, if no source knows a value of the query; another server may lack what one has. */
function unknownValues(sources: readonly Source[]): readonly string[] {
  const found = sources.flatMap(
    ({ warnings }) => warnings.find(({ code }) => code === 'UNKNOWN_VALUE')?.message ?? [],
  );
  return found.length < sources.length ? [] : found;
}

function hasFailed(status: string): boolean {
  return status === 'FAILED' || status === 'TIMED_OUT';
}

/** Whether a source returned less than was requested. */
function isGap({ status, error }: Source): boolean {
  return hasFailed(status) || status === 'PARTIAL' || (status === 'SKIPPED' && error != null);
}

function noteOf({ instance, status, error, warnings }: Source): string {
  const reason = error ?? warnings[0];
  const why = reason === undefined ? '' : ` (${reason.code})`;
  return `${instance}: ${status === 'PARTIAL' ? 'only a part could be read' : 'no answer'}${why}`;
}

type FeedError = Answer['errors'][number];

/** Servers that are away are 503: readers come back by themselves. */
function statusOf(errors: readonly FeedError[]): number {
  const worst = statusOfErrors(errors);
  return worst === 502 || worst === 504 ? 503 : worst;
}

function sendFailure(
  reply: FastifyReply,
  status: number,
  errors: readonly FeedError[],
): FastifyReply {
  if (status === 503) reply.header('retry-after', MAX_AGE_SECONDS);
  return sendErrors(reply, status, errors);
}
