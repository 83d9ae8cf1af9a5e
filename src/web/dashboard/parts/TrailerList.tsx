import type { ReactElement } from 'react';
import { readFragment, type FragmentType } from '../generated/fragment-masking.js';
import { TrailerLineFragmentDoc } from '../generated/graphql.js';

/** Trailers; those that are not counted say why. */
export function TrailerList({
  trailers: masked,
}: {
  trailers: readonly FragmentType<typeof TrailerLineFragmentDoc>[];
}): ReactElement {
  const trailers = readFragment(TrailerLineFragmentDoc, masked);
  if (trailers.length === 0) return <p className="text-muted">none</p>;
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {trailers.map((trailer, index) => (
        <li key={index} className={`wrap-anywhere ${trailer.counts ? '' : 'text-muted'}`}>
          <span className="font-semibold">{trailer.name}:</span> {trailer.value}
          {trailer.note !== null && <span className="text-muted"> {trailer.note}</span>}
          {trailer.patchIndexes !== null && (
            <span className="text-muted"> for {trailer.patchIndexes.join(', ')}</span>
          )}
          {!trailer.counts && (
            <span className="text-muted"> (not counted: {trailer.identity.toLowerCase()})</span>
          )}
        </li>
      ))}
    </ul>
  );
}
