import { MAIL_KINDS, type MailKind } from './IndexedMail.js';
import type { StoredMail } from './SearchIndex.js';
import {
  NO_COVERAGE,
  type CoverageFacts,
  type IndexHole,
  type ProjectCoverage,
} from './indexCoverage.js';
import type { IndexHit } from './IndexPlan.js';
import { secondsOfRow } from './rows.js';

/** A row of either engine, by the names of its columns. */
export type EngineRow = Readonly<Record<string, unknown>>;

const numberOrNull = (value: unknown): number | null => (value == null ? null : Number(value));
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Reads a kind of mail from a table. */
function kindOf(value: unknown): MailKind {
  return MAIL_KINDS.find((kind) => kind === value) ?? 'PATCH';
}

/** A hit from a row with the mail's columns and `projectName`. */
export function hitOf(row: EngineRow): IndexHit {
  const parentNumber = numberOrNull(row['parentNumber']);
  return {
    row: Number(row['row']),
    kind: kindOf(row['kind']),
    number: Number(row['number']),
    project: String(row['projectName']),
    messageId: textOrNull(row['messageId']),
    series: numberOrNull(row['series']),
    parent:
      parentNumber === null ? null : { kind: kindOf(row['parentKind']), number: parentNumber },
  };
}

/** A mail from a row with the mail's columns, `projectName` and `instanceName`. */
export function storedMailOf(row: EngineRow): StoredMail {
  const { row: place, parent, ...hit } = hitOf(row);
  const instance = String(row['instanceName']);
  const archived = numberOrNull(row['archived']);
  return {
    ...hit,
    instance,
    parent: parent === null ? null : { instance, ...parent },
    date: secondsOfRow(place),
    summary: {
      state: textOrNull(row['state']),
      delegate: textOrNull(row['delegate']),
      archived: archived === null ? null : archived === 1,
      check: textOrNull(row['checked']),
    },
  };
}

/**
 * The coverage that `setCoverage` stored; missing or unreadable values are those before the first
 * mail.
 */
export function readFacts(stored: unknown): CoverageFacts {
  if (typeof stored !== 'string') return NO_COVERAGE;
  return { ...NO_COVERAGE, ...(JSON.parse(stored) as Partial<CoverageFacts>) };
}

/**
 * Coverage from a row of `project` with `instanceName`.
 *
 * @param counts rows of `kind_count`, of any projects.
 */
export function coverageOf(row: EngineRow, counts: readonly EngineRow[]): ProjectCoverage {
  const own = counts.filter(({ project }) => Number(project) === Number(row['id']));
  const mailsOf = (kind: MailKind): number =>
    Number(own.find((count) => count['kind'] === kind)?.['mails'] ?? 0);
  return {
    ...readFacts(row['coverage']),
    instance: String(row['instanceName']),
    project: String(row['name']),
    patches: mailsOf('PATCH'),
    covers: mailsOf('COVER'),
    commentCount: mailsOf('COMMENT'),
    truncated: own.reduce((sum, { truncated }) => sum + Number(truncated), 0),
    holes: JSON.parse(String(row['holes'])) as readonly IndexHole[],
  };
}
