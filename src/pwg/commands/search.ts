import { selectionOf } from '../fields/Field.js';
import { SEARCH_KINDS } from '../fields/kinds.js';
import { listOf, textAt, valueAt, type Json, type JsonObject } from '../json.js';
import { formatDate } from '../output/formatAge.js';
import { printRows, readLayout } from '../output/printRows.js';
import { usageError } from '../PwgError.js';
import { readPages } from '../readPages.js';
import type { Session } from '../Session.js';

/** Flags of `pwg search`. */
export interface SearchFlags {
  readonly type?: readonly string[];
  readonly limit: number;
}

const TYPES = ['patch', 'series', 'cover', 'comment', 'project', 'person'];
const COLUMNS = ['type', 'instance', 'number', 'date', 'name', 'submitter', 'state'];

/** `pwg search`: the query language of the graph, over all instances. */
export async function search(
  session: Session,
  words: readonly string[],
  flags: SearchFlags,
): Promise<void> {
  const unknown = flags.type?.find((type) => !TYPES.includes(type));
  if (unknown !== undefined)
    throw usageError(`--type: "${unknown}" is not one of ${TYPES.join(', ')}`);
  const layout = readLayout(session.flags, SEARCH_KINDS, COLUMNS);
  const fragments = SEARCH_KINDS.map(
    (kind) => `... on ${kind.typeName} { ${selectionOf(kind, layout.names)} }`,
  );
  const document = `query Search($query: String!, $types: [SearchType!], $instances: [String!], $first: Int!, $after: String) {
    search(query: $query, types: $types, instances: $instances, first: $first, after: $after) {
      nodes { ${fragments.join(' ')} }
      pageInfo { hasNextPage endCursor }
      warnings { code message }
      coverage { projectName instance { name } state from until holes { from to reason } }
      complete
      ${session.sources}
    }
  }`;
  const nodes = await readPages(session, {
    document,
    root: 'search',
    variables: {
      query: queryOf(session, words),
      types: flags.type?.map((type) => type.toUpperCase()),
      instances: session.instances,
    },
    limit: flags.limit,
    onPage: (page, { isFirst, isLast }) => {
      for (const warning of listOf(page['warnings'])) session.warn(textAt(warning, 'message'));
      if (isFirst) reportCoverage(session, page);
      if (isLast && page['complete'] === false) {
        session.reportPartial('some matches may be missing');
      }
    },
  });
  printRows(session, layout, SEARCH_KINDS, nodes);
}

/** The words of the command; `--project` narrows all of them, also those on both sides of an OR. */
function queryOf(session: Session, words: readonly string[]): string {
  const query = words.join(' ');
  const projects = session.flags.project?.filter((project) => project !== '*') ?? [];
  if (projects.length === 0) return query;
  const term = `project:${projects.join(',')}`;
  return hasAlternatives(query) ? `${term} (${query})` : `${query} ${term}`;
}

/** Whether a query has an `OR` outside of phrases; without one, parentheses are punctuation. */
function hasAlternatives(query: string): boolean {
  return /(?<![^\s(])OR(?![^\s)])/.test(query.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'));
}

function reportCoverage(session: Session, page: JsonObject): void {
  for (const coverage of listOf(page['coverage'])) session.note(describeCoverage(coverage));
}

function describeCoverage(coverage: Json): string {
  const project = `${textAt(coverage, 'instance.name')}/${textAt(coverage, 'projectName')}`;
  const from = formatDate(textAt(coverage, 'from')).slice(0, 10);
  const until = formatDate(textAt(coverage, 'until')).slice(0, 10);
  const span = from === '' ? 'nothing is indexed' : `indexed from ${from} until ${until}`;
  const holes = listOf(valueAt(coverage, 'holes')).length;
  const missing = holes === 0 ? '' : `, except ${String(holes)} spans`;
  return `${project}: ${span}${missing} (${textAt(coverage, 'state').toLowerCase()})`;
}
