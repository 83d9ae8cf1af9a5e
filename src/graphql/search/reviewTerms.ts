import type { ListPlan } from '../../patchwork/lists/ListPlan.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { PatchSummary } from '../../patchwork/resources/patch.js';
import type { Series } from '../../patchwork/resources/series.js';
import type { FieldTerm, StatusWord } from '../../search/ParsedQuery.js';
import { trailersOfPatch } from '../../review/reading/SeriesReviews.js';
import type { RequestContext } from '../context.js';
import type { PatchFilter, SeriesFilter, SeriesStatus } from '../generated/types.js';
import { filterRows, noReplies, patchTests, seriesTests, type Test } from '../reviewTests.js';
import { showsWord } from './matchesTerm.js';
import type { SearchSubject } from './SearchSubject.js';

/** Reads data of patches for terms that lists cannot answer; undefined where there are none. */
export function patchTermTests(
  terms: readonly FieldTerm[],
  toSubject: (row: PatchSummary) => SearchSubject,
  client: PatchworkClient,
  context: RequestContext,
): ListPlan<PatchSummary>['examine'] {
  if (terms.length === 0) return undefined;
  const tests = terms.map((term): Test<PatchSummary> => {
    const reads = patchFiltersOf(term).map(
      (filter) => patchTests(filter, client, context)?.examine,
    );
    return async (row) => {
      let isMet = showsTerm(toSubject(row), term);
      for (const examine of reads) isMet ||= (await examine?.([row]))?.[0] === true;
      if (asksForTests(term)) isMet ||= await isTested(row, client, context);
      return isMet !== term.negated;
    };
  });
  return (rows) => filterRows(rows, (row) => row, tests);
}

function asksForTests(term: FieldTerm): boolean {
  return term.field === 'is' && term.values.some(({ value }) => value === 'tested');
}

/** Whether somebody gave a Tested-by. */
async function isTested(
  row: PatchSummary,
  client: PatchworkClient,
  { review, store }: RequestContext,
): Promise<boolean> {
  const patch = store.patches.addListed(client, row);
  const found = await review.reviews.loadOf(patch);
  if (found === null) throw noReplies(client, 'is:tested');
  return trailersOfPatch(found, patch).some(({ kind }) => kind === 'TEST');
}

/** The same of series. */
export function seriesTermTests(
  terms: readonly FieldTerm[],
  client: PatchworkClient,
  context: RequestContext,
): ListPlan<Series>['examine'] {
  if (terms.length === 0) return undefined;
  const tests = terms.map((term): Test<Series> => {
    const reads = seriesFiltersOf(term).map(
      (filter) => seriesTests(filter, client, context)?.examine,
    );
    return async (row) => {
      const isSeries = term.field === 'is' && term.values.some(({ value }) => value === 'series');
      let isMet = isSeries;
      for (const examine of reads) isMet ||= (await examine?.([row]))?.[0] === true;
      return isMet !== term.negated;
    };
  });
  return (rows) => filterRows(rows, (row) => row, tests);
}

/** Whether a term matches, by the row alone. */
function showsTerm(subject: SearchSubject, term: FieldTerm): boolean {
  if (term.field === 'check') {
    return term.values.some(({ value }) => value === subject.check);
  }
  return term.field === 'is' && term.values.some(({ value }) => showsWord(subject, value));
}

/** One filter is enough. */
function patchFiltersOf(term: FieldTerm): readonly PatchFilter[] {
  switch (term.field) {
    case 'path':
      return [{ path: term.values.map(({ value }) => value) }];
    case 'reviewer':
      return [{ reviewedBy: term.values.map(({ value }) => value) }];
    case 'has':
      return [{ hasReplies: true }];
    case 'check':
      return [{ checkRollup: ['NONE'] }];
    case 'is':
      return term.values.flatMap(({ value }): PatchFilter[] => {
        if (value === 'latest') return [{ isLatestVersion: true }];
        if (value === 'obsolete') return [{ isLatestVersion: false }];
        return value === 'reviewed' ? [{ reviewDecision: ['APPROVED'] }] : [];
      });
    default:
      return [];
  }
}

/** One filter is enough. */
function seriesFiltersOf(term: FieldTerm): readonly SeriesFilter[] {
  switch (term.field) {
    case 'path':
      return [{ path: term.values.map(({ value }) => value) }];
    case 'status':
      return [{ status: term.values.map(({ value }) => toStatus(value)) }];
    case 'is':
      return term.values.flatMap(({ value }): SeriesFilter[] => {
        if (value === 'complete') return [{ isComplete: true }];
        if (value === 'latest') return [{ isLatestVersion: true }];
        if (value === 'obsolete') return [{ isLatestVersion: false }];
        return value === 'reviewed' ? [{ reviewDecision: ['APPROVED'] }] : [];
      });
    default:
      return [];
  }
}

function toStatus(word: StatusWord): SeriesStatus {
  return word.toUpperCase().replaceAll('-', '_') as SeriesStatus;
}
