import type { ReactElement } from 'react';
import { readFragment } from '../../generated/fragment-masking.js';
import {
  SearchHitFragmentDoc,
  SourceFragmentDoc,
  type SearchQuery,
} from '../../generated/graphql.js';
import { hasHoles, MissingRows, SourceBar } from '../../parts/sources.js';
import { Empty } from '../../parts/states.js';
import { Coverage } from './Coverage.js';
import { newestVersions } from './newestVersions.js';
import { SearchHit } from './SearchHit.js';

/** What a search has found, after how far it has looked. */
export function SearchResults({
  found,
  isOld,
  onRetry,
}: {
  found: NonNullable<SearchQuery['search']>;
  /** Whether the results are those of the search before. */
  isOld: boolean;
  onRetry: () => void;
}): ReactElement {
  const hits = found.edges.map(({ cursor, node }) => ({
    cursor,
    hit: readFragment(SearchHitFragmentDoc, node),
  }));
  const places = newestVersions(hits.map(({ hit }) => hit));
  return (
    <>
      <p className="text-sm text-muted">
        Understood as <code className="wrap-anywhere">{found.parsedQuery.text}</code>, in{' '}
        {found.parsedQuery.types.map((type) => type.toLowerCase()).join(', ')}
      </p>
      <Coverage coverage={found.coverage} />
      <SourceBar sources={found.sources} onRetry={onRetry} />
      <MissingRows sources={found.sources} what="results" onRetry={onRetry} />
      {found.warnings.map(({ code, message }) => (
        <p key={code} className="text-sm text-warn">
          {message}
        </p>
      ))}
      {found.edges.length === 0 && (
        <Empty>
          {readFragment(SourceFragmentDoc, found.sources).some(hasHoles)
            ? 'Nothing matches on the servers that answered.'
            : 'Nothing matches on any server.'}
        </Empty>
      )}
      <ul className={`flex flex-col ${isOld ? 'opacity-60' : ''}`}>
        {hits.map(({ cursor, hit }) => (
          <li key={cursor} className="border-b border-line py-1.5">
            <SearchHit hit={hit} place={'id' in hit ? places.get(hit.id) : undefined} />
          </li>
        ))}
      </ul>
    </>
  );
}
