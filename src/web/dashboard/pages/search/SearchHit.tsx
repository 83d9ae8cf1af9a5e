import type { ReactElement } from 'react';
import { readFragment } from '../../generated/fragment-masking.js';
import { PatchDotFragmentDoc, type SearchHitFragment } from '../../generated/graphql.js';
import { CheckMark, InstanceTag, StateMark } from '../../parts/marks.js';
import { Time } from '../../parts/time.js';
import type { VersionPlace } from './newestVersions.js';
import { PlaceLink } from './PlaceLink.js';
import { placeOfHit } from './placeOfHit.js';

/** One result of a search: what it is called, where it leads and what is known of it. */
export function SearchHit({
  hit,
  place,
}: {
  hit: SearchHitFragment;
  /** Of a series among its versions, if several were found. */
  place: VersionPlace | undefined;
}): ReactElement {
  return (
    <div className="flex flex-wrap items-baseline gap-x-3">
      <span className="w-14 text-xs text-muted">{hit.__typename.toLowerCase()}</span>
      <span className="min-w-0 flex-1 basis-60 truncate">
        <PlaceLink {...placeOfHit(hit)} />
        {hit.__typename === 'Series' && hit.version !== null && (
          <VersionMark version={hit.version} place={place} />
        )}
      </span>
      <HitFacts hit={hit} />
      {instancesOf(hit).map((name) => (
        <InstanceTag key={name} name={name} />
      ))}
    </div>
  );
}

/** The version of a series; the first one only beside others. */
function VersionMark({
  version,
  place,
}: {
  version: number;
  place: VersionPlace | undefined;
}): ReactElement | null {
  if (version === 1 && place === undefined) return null;
  return (
    <span className="text-muted">
      {' '}
      v{version}
      {place === 'newest' && (
        <span title="Newest version among these results" className="text-ok">
          {' '}
          newest
        </span>
      )}
    </span>
  );
}

/** Where the hit is; a mail may be on several. */
function instancesOf(hit: SearchHitFragment): readonly string[] {
  if (hit.__typename !== 'Message') return [hit.instance.name];
  return [...new Set(hit.occurrences.map(({ instance }) => instance.name))];
}

function HitFacts({ hit }: { hit: SearchHitFragment }): ReactElement | null {
  if (hit.__typename === 'Project')
    return <bdi className="max-w-full truncate text-sm text-muted">{hit.listEmail}</bdi>;
  if (hit.__typename === 'Person') {
    return <bdi className="max-w-full truncate text-sm text-muted">{hit.email}</bdi>;
  }
  if (hit.__typename === 'Message') return <Time date={hit.date} asAge />;
  const state = hit.__typename === 'Patch' ? readFragment(PatchDotFragmentDoc, hit).state : null;
  return (
    <span className="flex max-w-full min-w-0 flex-wrap gap-x-3 text-sm">
      {state !== null && <StateMark {...state} />}
      {hit.__typename === 'Patch' && hit.check !== null && <CheckMark state={hit.check} />}
      <bdi className="max-w-full truncate text-muted lg:max-w-60">
        {hit.submitter?.name ?? hit.submitter?.email}
      </bdi>
      <Time date={hit.date} asAge />
    </span>
  );
}
