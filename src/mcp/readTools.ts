import { z } from 'zod';
import { BadUserInputError } from '../errors.js';
import { encodeGlobalId } from '../graphql/globalId.js';
import { isObject } from '../isObject.js';
import {
  CHECKS,
  COMPARE,
  FIND_MAIL,
  PROJECT_STATS,
  REVIEW_QUEUE,
  SEARCH,
  SHOW_PATCH,
  SHOW_SERIES,
  THREAD,
  type ReferenceDocuments,
} from './documents.js';
import { readProject, readReference, TEXT_CURSOR } from './reference.js';
import {
  defineTool,
  type GraphAnswer,
  type Tool,
  type ToolContext,
  type ToolFinding,
} from './Tool.js';
import { DAY_MS } from '../durations.js';

const DEFAULT_LIMIT = 10;

const cursor = z.string().optional();
/** Of a tool whose result is one text: a cursor of a list would be ignored. */
const textCursor = z
  .string()
  .refine((text) => TEXT_CURSOR.test(text), 'pass the cursor of the previous result unchanged')
  .optional();
const instances = z.array(z.string()).optional();
const limit = z.int().min(1).max(20).default(DEFAULT_LIMIT);
const series = z.string().describe('instance/number, URL or Message-ID');

const reviewQueue = defineTool({
  name: 'review_queue',
  description: 'Series that need action: why, and from whom.',
  input: z.strictObject({
    instances,
    project: z.string().optional().describe('name or instance/name'),
    waiting_on: z.enum(['AUTHOR', 'REVIEWERS', 'MAINTAINER']).optional(),
    submitter: z.string().optional(),
    me: z.string().optional().describe('my email address: adds reasons, filters nothing'),
    limit,
    cursor,
  }),
  run: async (args, context) => {
    const filter = {
      ...(args.project === undefined ? {} : { project: [args.project] }),
      ...(args.waiting_on === undefined ? {} : { waitingOn: [args.waiting_on] }),
      ...(args.submitter === undefined ? {} : { submitter: [args.submitter] }),
      ...(args.me === undefined ? {} : { me: [args.me] }),
    };
    const variables = {
      instances: args.instances,
      filter,
      first: args.limit,
      after: args.cursor,
    };
    return await readList(REVIEW_QUEUE, 'reviewQueue', variables, context);
  },
});

const search = defineTool({
  name: 'search',
  description:
    'Find series, patches, mails, projects. Query: words, "phrases", s: f: project: state: check: delegate: since: age:<7d is:open is:reviewed is:project has:replies path: version: m:, and - OR ( ). With an index also b: (body) dfn: (file).',
  input: z.strictObject({
    query: z.string(),
    types: z.array(z.enum(['PATCH', 'SERIES', 'COVER', 'COMMENT', 'PROJECT'])).optional(),
    instances,
    limit,
    cursor,
  }),
  run: async (args, context) => {
    const { query, types, instances: names, limit: first, cursor: after } = args;
    return await readList(
      SEARCH,
      'search',
      { query, types, instances: names, first, after },
      context,
    );
  },
});

const showSeries = defineTool({
  name: 'show_series',
  description: 'A series: cover letter, patches, states, reviews, checks, versions.',
  input: z.strictObject({ series, cursor: textCursor }),
  run: (args, context) => readObject(args.series, SHOW_SERIES, 'series', {}, context),
});

const showPatch = defineTool({
  name: 'show_patch',
  description: 'A patch: commit message, diff, trailers, checks.',
  input: z.strictObject({ patch: series, cursor: textCursor }),
  run: (args, context) => readObject(args.patch, SHOW_PATCH, 'patch', {}, context),
});

const thread = defineTool({
  name: 'thread',
  description: 'All mails of a series, as a tree.',
  input: z.strictObject({ series, cursor: textCursor }),
  run: (args, context) => readObject(args.series, THREAD, 'series', {}, context),
});

const compareVersions = defineTool({
  name: 'compare_versions',
  description: 'What changed since an earlier version of a series (range-diff).',
  input: z.strictObject({
    series,
    with: z.string().optional().describe('instance/number; default: the previous version'),
    cursor: textCursor,
  }),
  run: async (args, context) => {
    const variables = args.with === undefined ? {} : { with: seriesId(args.with) };
    const finding = await readObject(args.series, COMPARE, 'series', variables, context);
    const { series: found } = finding.found;
    const hasComparison = isObject(found) && found['compare'] != null;
    if (hasComparison || hasErrors(finding.answer)) return finding;
    const note = 'No earlier version is known to compare with, or a patch of one is not visible.';
    return { ...finding, notes: [...(finding.notes ?? []), note] };
  },
});

const checks = defineTool({
  name: 'checks',
  description: 'CI results of a series, by context, with links to logs.',
  input: z.strictObject({ series, cursor: textCursor }),
  run: (args, context) => readObject(args.series, CHECKS, 'series', {}, context),
});

const projectStats = defineTool({
  name: 'project_stats',
  description: 'Figures of a project: patches by state, age of open ones, arrivals, reply times.',
  input: z.strictObject({
    project: z.string().describe('instance/name'),
    days: z.int().min(1).max(365).default(30),
    cursor: textCursor,
  }),
  run: async (args, context) => {
    const { instance, name } = readProject(args.project);
    const since = new Date(Date.now() - args.days * DAY_MS).toISOString();
    const answer = await context.run({
      query: PROJECT_STATS,
      variables: { instance, name, instances: [instance], projects: [name], since },
      mayWrite: false,
    });
    const { found, patchCounts } = answer.data ?? {};
    const { sources, ...counts } = isObject(patchCounts) ? patchCounts : {};
    return {
      found: found == null ? {} : { project: found, countedSince: since, patchesByState: counts },
      answer,
      sources,
      notes: found == null && !hasErrors(answer) ? [noSuch('project', args.project)] : [],
    };
  },
});

/** The read-only tools, in the order in which they are listed. */
export const READ_TOOLS: readonly Tool[] = [
  reviewQueue,
  search,
  showSeries,
  showPatch,
  thread,
  compareVersions,
  checks,
  projectStats,
];

/** A global id for fields that accept no other id. @throws BadUserInputError for anything but `instance/number`. */
export function seriesId(text: string, type: 'Series' | 'Patch' = 'Series'): string {
  const reference = readReference(text);
  if (reference.by === 'number') {
    return encodeGlobalId({ instance: reference.instance, type, id: reference.id });
  }
  throw new BadUserInputError(`pass instance/number such as kernel/12345 here, not "${text.slice(0, 80)}"`); // prettier-ignore
}

async function readList(
  query: string,
  field: string,
  variables: Readonly<Record<string, unknown>>,
  context: ToolContext,
): Promise<ToolFinding> {
  const answer = await context.run({ query, variables, mayWrite: false });
  const connection = answer.data?.[field];
  if (!isObject(connection)) return { found: {}, answer };
  const { pageInfo, sources, nodes, warnings, ...rest } = connection;
  const page = isObject(pageInfo) ? pageInfo : {};
  const hasNext = page['hasNextPage'] === true && typeof page['endCursor'] === 'string';
  return {
    found: { ...rest, results: nodes },
    answer,
    sources,
    notes: warningsOf(warnings),
    next: hasNext ? String(page['endCursor']) : undefined,
  };
}

function warningsOf(warnings: unknown): string[] {
  if (!Array.isArray(warnings)) return [];
  return warnings.filter(isObject).map(({ message }) => `Note: ${String(message)}`);
}

/** Reads an object, or the series or patch that a mail belongs to. */
async function readObject(
  text: string,
  documents: ReferenceDocuments,
  kind: 'series' | 'patch',
  variables: Readonly<Record<string, unknown>>,
  context: ToolContext,
): Promise<ToolFinding> {
  const reference = readReference(text);
  if (reference.by === 'messageId') {
    const { refs, answer, sources } = await findMail(reference.messageId, kind, context);
    const [first, ...others] = refs;
    if (first === undefined) {
      return { found: {}, answer, sources, notes: hasErrors(answer) ? [] : [noSuch(kind, text)] };
    }
    const finding = await readObject(first, documents, kind, variables, context);
    const errors = [...(answer.errors ?? []), ...(finding.answer.errors ?? [])];
    const note = `The mail was posted several times; the others: ${others.join(', ')}.`;
    const notes = [...(others.length === 0 ? [] : [note]), ...(finding.notes ?? [])];
    return { ...finding, answer: { ...finding.answer, errors }, sources, notes };
  }
  const { by, ...named } = reference;
  const answer = await context.run({
    query: documents[by],
    variables: { ...named, ...variables },
    mayWrite: false,
  });
  const found = within(answer.data?.['found'], kind);
  if (isObject(found)) return { found: { [kind]: found }, answer };
  return { found: {}, answer, notes: hasErrors(answer) ? [] : [noSuch(kind, text)] };
}

/** Finds the patches of a Message-ID, or the series of its mails, on all servers. */
async function findMail(
  messageId: string,
  kind: 'series' | 'patch',
  context: ToolContext,
): Promise<Pick<ToolFinding, 'answer' | 'sources'> & { readonly refs: readonly string[] }> {
  const answer = await context.run({ query: FIND_MAIL, variables: { messageId }, mayWrite: false });
  const message = answer.data?.['message'];
  const { occurrences, sources } = isObject(message) ? message : {};
  const mails = Array.isArray(occurrences) ? occurrences.filter(isObject) : [];
  const refs = mails.flatMap((mail) => refOf(kind === 'series' ? mail['series'] : mail));
  return { answer, sources, refs: [...new Set(refs)] };
}

/** The reference of an object, as tools accept it; nothing for a cover, which has no number here. */
function refOf(object: unknown): readonly string[] {
  if (!isObject(object) || !isObject(object['instance'])) return [];
  return [`${String(object['instance']['name'])}/${String(object['databaseId'])}`];
}

/** A series may be given by one of its mails: `{patch: {series}}`. */
function within(value: unknown, kind: 'series' | 'patch'): unknown {
  if (!isObject(value) || 'databaseId' in value) return value;
  return within(value[kind] ?? value['patch'] ?? value['cover'] ?? value['series'], kind);
}

function hasErrors({ errors = [] }: GraphAnswer): boolean {
  return errors.length > 0;
}

function noSuch(kind: string, text: string): string {
  return `There is no ${kind} ${JSON.stringify(text.slice(0, 200))}, or it is not visible. The tool search finds references.`; // prettier-ignore
}
