import type { IndexPlan } from '../IndexPlan.js';
import type { PlaceFilter } from './metadataWords.js';
import type { Read } from './statements.js';
import { HAS_PARTS } from './wordsSql.js';

/** The mails among which a plan searches, by the ids of the tables. */
export interface PlanScope extends PlaceFilter {
  /** The first row of the index, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Whether there are mails in several parts, of which one may have only a part of the words. */
  readonly hasParts: boolean;
}

/**
 * Finds the instance and the projects of a plan; null if there are no mails of them. The ids are read for each plan:
 * another gateway may have removed and added them again.
 */
export async function readScope(
  { instance, projects, kinds }: IndexPlan,
  read: Read,
): Promise<PlanScope | null> {
  const [found] = await read(
    `SELECT i.id, ARRAY(SELECT p.id FROM project p WHERE p.instance = i.id AND p.name = ANY($2::text[])) AS projects,
       (SELECT min(row) FROM mail) AS first, (SELECT max(row) FROM mail) AS last, ${HAS_PARTS} AS "hasParts"
     FROM instance i WHERE i.name = $1`,
    [instance, projects ?? []],
  );
  if (found?.['last'] == null) return null;
  const ids = Array.isArray(found['projects']) ? found['projects'].map(Number) : [];
  if (projects !== null && ids.length === 0) return null;
  return {
    instance: Number(found['id']),
    projects: projects === null ? null : ids,
    kinds,
    first: Number(found['first']),
    end: Number(found['last']) + 1,
    hasParts: found['hasParts'] === true,
  };
}
