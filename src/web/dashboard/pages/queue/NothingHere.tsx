import type { ReactElement } from 'react';
import { readFragment } from '../../generated/fragment-masking.js';
import { SourceFragmentDoc, type QueueQuery } from '../../generated/graphql.js';
import { Button } from '../../parts/controls.js';
import { hasHoles } from '../../parts/sources.js';
import { Empty } from '../../parts/states.js';
import type { QueueSearch } from '../addresses.js';

/** Why no row is shown, and what takes the narrowest filter away. */
export function NothingHere({
  search,
  unread,
  sources: masked,
  onChange,
}: {
  search: QueueSearch;
  /** Whether there are rows that have not been read. */
  unread: boolean;
  sources: NonNullable<QueueQuery['reviewQueue']>['sources'];
  onChange: (changes: Partial<QueueSearch>) => void;
}): ReactElement {
  const sources = readFragment(SourceFragmentDoc, masked);
  const silent = sources.filter(hasHoles).map(({ instance }) => instance);
  const narrowest = (['check', 'state', 'age', 'delegate', 'turn', 'project', 'i'] as const).find(
    (key) => search[key] !== undefined,
  );
  const filtered = narrowest === undefined ? '' : ' that matches the filters';
  const answered =
    silent.length < sources.length
      ? `${sources.length - silent.length} of ${sources.length} servers have no series that match; `
      : '';
  const reason =
    silent.length > 0
      ? `${answered}${silent.join(', ')} did not answer in full.`
      : `No series is waiting for anybody${filtered}.`;
  return (
    <Empty>
      <p>{unread ? 'None of the series read so far matches the filters.' : reason}</p>
      {narrowest !== undefined && (
        <p className="mt-2">
          <Button
            onPress={() => {
              onChange({ [narrowest]: undefined });
            }}
          >
            Remove the filter “{narrowest === 'i' ? 'server' : narrowest}”
          </Button>
        </p>
      )}
    </Empty>
  );
}
