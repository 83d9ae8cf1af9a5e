import type { GatewayError } from '../../errors.js';
import type { SourceWarning, Staleness } from '../../orderedList.js';
import type { PatchSummary } from '../../patchwork/resources/patch.js';
import { read } from '../../patchwork/shape.js';

/** Groupings of patch counts. */
export type CountDimension = 'STATE' | 'DELEGATE' | 'PROJECT' | 'CHECK' | 'SUBMITTER';

/** Dimensions by whose values REST filters, and the parameters. */
export const VALUE_PARAMS = { STATE: 'state', DELEGATE: 'delegate', PROJECT: 'project' } as const;

/** Whether REST filters by a dimension. */
export function isFiltered(by: CountDimension): by is keyof typeof VALUE_PARAMS {
  return by in VALUE_PARAMS;
}

/** Patches of one instance that have something in common. */
export interface PatchGroup {
  /** Start of the interval in which they were sent, as `YYYY-MM-DDTHH:MM:SS` in UTC; null without intervals. */
  readonly time: string | null;
  /** Slug, login name, link name, address or word; null where patches have none. */
  readonly key: string | null;
  /** Display name, if the instance reports one. */
  readonly label: string | null;
  readonly count: number;
}

/** Patches that are in no group. */
export interface Unplaced {
  /** Start of their interval, if that is known. */
  readonly time: string | null;
  readonly count: number;
  /** Why the first of them is not. */
  readonly error: GatewayError;
}

/** One instance's numbers. */
export interface PatchGroups {
  readonly groups: readonly PatchGroup[];
  /** Patches that match in all; null where it is not known. */
  readonly total: number | null;
  /** Why groups are missing. */
  readonly error?: GatewayError | undefined;
  /** Patches that were read and whose group could not be. Default: none. */
  readonly unplaced?: readonly Unplaced[];
  readonly warnings: readonly SourceWarning[];
  readonly stale?: Staleness | undefined;
  /** When the oldest of the answers was given; null where nothing was asked. */
  readonly fetchedAt: Date | null;
  /** Nothing was requested, since nothing can match. */
  readonly isUnasked?: boolean;
}

/** Which group a patch is in. @throws UpstreamError where its field could not be read. */
export function groupOf(by: CountDimension, row: PatchSummary): Pick<PatchGroup, 'key' | 'label'> {
  switch (by) {
    case 'STATE':
      return { key: read(row, 'state'), label: null };
    case 'CHECK':
      return { key: read(row, 'check'), label: null };
    case 'PROJECT': {
      const project = read(row, 'project');
      return { key: project?.link_name ?? null, label: project?.name ?? null };
    }
    case 'DELEGATE': {
      const delegate = read(row, 'delegate');
      const name = [delegate?.first_name, delegate?.last_name].filter((part) => part).join(' ');
      return { key: delegate?.username ?? null, label: name || null };
    }
    case 'SUBMITTER': {
      const submitter = read(row, 'submitter');
      const email = submitter == null ? null : read(submitter, 'email');
      return { key: email?.toLowerCase() ?? null, label: submitter?.name ?? email };
    }
  }
}

/** Distinguishes groups. */
export const placeOf = ({ time, key }: Pick<PatchGroup, 'time' | 'key'>): string =>
  `${time ?? ''} ${key ?? '\n'}`;

/** Patches in groups. */
export function sumGroups(groups: readonly PatchGroup[]): number {
  return groups.reduce((count, group) => count + group.count, 0);
}
