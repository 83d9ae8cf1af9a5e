import { Link, Navigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useAnswer } from '../data/useAnswer.js';
import { GoDocument, type GoQuery } from '../generated/graphql.js';
import { Empty, Failure, Skeleton } from '../parts/states.js';

const HEADING = 'Go to an address';

/** Leads an address of Patchwork or of a list archive to the page of what it names. */
export function GoPage(): ReactElement {
  const { u = '' } = useSearch({ from: '/go' });
  const { data, error, refetch } = useAnswer(GoDocument, { url: u }, { enabled: u !== '' });
  if (u === '')
    return (
      <Empty heading={HEADING}>
        Give an address of Patchwork or of a list archive as ?u=ADDRESS.
      </Empty>
    );
  if (error !== null)
    return <Failure heading={HEADING} error={error} onRetry={() => void refetch()} />;
  if (data === undefined)
    return <Skeleton heading={HEADING} rows={3} label="Looking for the address" />;
  const target = targetOf(data.data.resource);
  if (target === null) {
    return (
      <Empty heading={HEADING}>
        {data.errors[0]?.message ?? 'Nothing is known under this address.'}{' '}
        <Link to="/search" search={{ q: u }} className="text-accent underline">
          Search for it
        </Link>
      </Empty>
    );
  }
  switch (target.kind) {
    case 'series':
      return <Navigate to="/s/$instance/$number" params={target.params} search={{}} replace />;
    case 'patch':
      return <Navigate to="/p/$instance/$number" params={target.params} replace />;
    case 'project':
      return (
        <Navigate to="/projects/$instance/$project" params={target.params} search={{}} replace />
      );
  }
}

type Target =
  | { readonly kind: 'series' | 'patch'; readonly params: { instance: string; number: string } }
  | { readonly kind: 'project'; readonly params: { instance: string; project: string } };

function targetOf(found: GoQuery['resource']): Target | null {
  if (found === null) return null;
  const numbered = (
    kind: 'series' | 'patch',
    { instance, databaseId }: { instance: { name: string }; databaseId: number },
  ): Target => ({ kind, params: { instance: instance.name, number: String(databaseId) } });
  switch (found.__typename) {
    case 'Series':
      return numbered('series', found);
    case 'Patch':
      return numbered('patch', found);
    case 'Cover':
      return found.series === null ? null : numbered('series', found.series);
    case 'Comment':
      if (found.patch !== null) return numbered('patch', found.patch);
      return found.cover?.series == null ? null : numbered('series', found.cover.series);
    case 'Project':
      return {
        kind: 'project',
        params: { instance: found.instance.name, project: found.linkName ?? '' },
      };
    default:
      return null;
  }
}
