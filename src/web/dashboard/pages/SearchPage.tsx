import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import * as z from 'zod/mini';
import type { AnswerError } from '../data/request.js';
import { usePageQuery } from '../data/pageQuery.js';
import { useAnswer } from '../data/useAnswer.js';
import { readFragment, type FragmentType } from '../generated/fragment-masking.js';
import {
  PatchDotFragmentDoc,
  SearchDocument,
  SearchHitFragmentDoc,
  SourceFragmentDoc,
  type SearchHitFragment,
  type SearchQuery,
} from '../generated/graphql.js';
import { Button, TextField } from '../parts/controls.js';
import { CheckMark, InstanceTag, StateMark } from '../parts/marks.js';
import { hasHoles, MissingRows, SourceBar } from '../parts/sources.js';
import { Empty, Failure, Skeleton } from '../parts/states.js';
import { Time } from '../parts/time.js';
import type { SearchPageSearch } from './addresses.js';

const PAGE_ROWS = 50;

/** Search over all servers. */
export function SearchPage(): ReactElement {
  const { q = '', i, after } = useSearch({ from: '/search' });
  const navigate = useNavigate({ from: '/search' });
  const [query, setQuery] = useState(q);
  useEffect(() => {
    setQuery(q);
  }, [q]);
  const instances = i?.split(',') ?? null;
  const variables = { query: q, instances, first: PAGE_ROWS, after: after ?? null };
  usePageQuery(SearchDocument, variables);
  const { data, error, isFetching, isPlaceholderData, refetch } = useAnswer(
    SearchDocument,
    variables,
    { enabled: q.trim() !== '' },
  );
  const found = q.trim() === '' ? undefined : data?.data.search;
  return (
    <div className="flex flex-col gap-3 p-3">
      <h1 className="sr-only">Search</h1>
      <form
        role="search"
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate({ to: '.', search: { q: query, ...(i !== undefined && { i }) } });
        }}
      >
        <TextField
          label="Search"
          isLabelShown={false}
          type="search"
          value={query}
          onChange={setQuery}
          placeholder="words, state:new, check:fail, f:address, path:drivers/net/, is:reviewed …"
          className="flex-1"
        />
        <Button type="submit" primary>
          Search
        </Button>
      </form>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {isFetching && found === undefined && <Skeleton rows={8} label="Searching" />}
      {found === null && <SearchFault errors={data?.errors ?? []} query={q} />}
      {found != null && (
        <>
          <p className="text-sm text-muted">
            Understood as <code className="wrap-anywhere">{found.parsedQuery.text}</code>, in{' '}
            {found.parsedQuery.types.map((type) => type.toLowerCase()).join(', ')}
          </p>
          <Coverage coverage={found.coverage} />
          <SourceBar sources={found.sources} onRetry={() => void refetch()} />
          <MissingRows sources={found.sources} what="results" onRetry={() => void refetch()} />
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
          <ul className={`flex flex-col ${isPlaceholderData ? 'opacity-60' : ''}`}>
            {found.edges.map(({ cursor, node }) => (
              <li key={cursor} className="border-b border-line py-1.5">
                <Hit hit={node} />
              </li>
            ))}
          </ul>
          {found.pageInfo.hasNextPage && (
            <span>
              <Button
                onPress={() =>
                  void navigate({
                    to: '.',
                    search: (before: SearchPageSearch) => ({
                      ...before,
                      after: found.pageInfo.endCursor ?? undefined,
                    }),
                  })
                }
              >
                Next page
              </Button>
            </span>
          )}
        </>
      )}
    </div>
  );
}

/** How far mails are indexed, where the query reads them. */
function Coverage({
  coverage,
}: {
  coverage: NonNullable<SearchQuery['search']>['coverage'];
}): ReactElement | null {
  if (coverage.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted" aria-label="Indexed mails">
      {coverage.map(({ instance, projectName, from, until, holes, state }) => (
        <li key={`${instance.name}/${projectName}`}>
          {instance.name}/{projectName}:{' '}
          {from === null || until === null ? (
            <span className="text-warn">texts are not indexed</span>
          ) : (
            <>
              indexed from <Time date={from} /> until <Time date={until} />
              {holes.length > 0 && <span className="text-warn">, with {holes.length} gaps</span>}
              {state === 'BACKFILLING' && ', earlier mails are being read'}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A query that cannot be read or answered is shown with the place of its fault. */
function SearchFault({
  errors,
  query,
}: {
  errors: readonly AnswerError[];
  query: string;
}): ReactElement {
  const position = z
    .object({ start: z.number(), end: z.number() })
    .safeParse(errors[0]?.extensions?.position);
  return (
    <div role="alert" className="rounded-md border border-line bg-panel p-3">
      {position.success && (
        <p className="font-mono">
          {query.slice(0, position.data.start)}
          <mark className="bg-select text-fail underline decoration-wavy">
            {query.slice(position.data.start, position.data.end) || ' '}
          </mark>
          {query.slice(position.data.end)}
        </p>
      )}
      <p className="text-fail">{errors[0]?.message ?? 'The search could not be run.'}</p>
    </div>
  );
}

type MessageHit = Extract<SearchHitFragment, { readonly __typename: 'Message' }>;

function Hit({ hit: masked }: { hit: FragmentType<typeof SearchHitFragmentDoc> }): ReactElement {
  const hit = readFragment(SearchHitFragmentDoc, masked);
  return (
    <div className="flex flex-wrap items-baseline gap-x-3">
      <span className="w-14 text-xs text-muted">{hit.__typename.toLowerCase()}</span>
      <span className="min-w-0 flex-1 basis-60 truncate">
        <HitLink hit={hit} />
      </span>
      <HitFacts hit={hit} />
      {instancesOf(hit).map((name) => (
        <InstanceTag key={name} name={name} />
      ))}
    </div>
  );
}

/** Where the hit is; a mail may be on several. */
function instancesOf(hit: SearchHitFragment): readonly string[] {
  if (hit.__typename !== 'Message') return [hit.instance.name];
  return [...new Set(hit.occurrences.map(({ instance }) => instance.name))];
}

/** A mail leads to the patch or series of its first posting. */
function MessageLink({ hit }: { hit: MessageHit }): ReactElement {
  const look = 'text-accent hover:underline';
  const [first] = hit.occurrences;
  if (first === undefined) return <span>{hit.messageId}</span>;
  const instance = first.instance.name;
  const text = (first.__typename === 'Comment' ? null : first.name) ?? hit.messageId;
  const patch = first.__typename === 'Patch' ? first : null;
  const number =
    patch?.databaseId ?? (first.__typename === 'Comment' ? first.patch?.databaseId : null);
  if (number != null) {
    const params = { instance, number: String(number) };
    return (
      <Link to="/p/$instance/$number" params={params} className={look}>
        {text}
      </Link>
    );
  }
  const series = first.__typename === 'Cover' ? first.series : seriesOfReply(first);
  if (series == null) return <span>{text}</span>;
  const params = { instance, number: String(series.databaseId) };
  return (
    <Link to="/s/$instance/$number" params={params} search={{ tab: 'thread' }} className={look}>
      {text}
    </Link>
  );
}

function seriesOfReply(mail: MessageHit['occurrences'][number]): { databaseId: number } | null {
  return mail.__typename === 'Comment' ? (mail.cover?.series ?? null) : null;
}

function HitLink({ hit }: { hit: SearchHitFragment }): ReactElement {
  const look = 'text-accent hover:underline';
  switch (hit.__typename) {
    case 'Patch': {
      const { databaseId, name } = readFragment(PatchDotFragmentDoc, hit);
      const params = { instance: hit.instance.name, number: String(databaseId) };
      return (
        <Link to="/p/$instance/$number" params={params} className={look}>
          {name}
        </Link>
      );
    }
    case 'Series': {
      const params = { instance: hit.instance.name, number: String(hit.databaseId) };
      return (
        <Link to="/s/$instance/$number" params={params} search={{}} className={look}>
          {hit.name ?? `Series ${hit.databaseId}`}
        </Link>
      );
    }
    case 'Cover': {
      if (hit.series === null) return <span>{hit.name}</span>;
      const params = { instance: hit.instance.name, number: String(hit.series.databaseId) };
      return (
        <Link to="/s/$instance/$number" params={params} search={{}} className={look}>
          {hit.name}
        </Link>
      );
    }
    case 'Comment': {
      const instance = hit.instance.name;
      if (hit.patch !== null) {
        const params = { instance, number: String(hit.patch.databaseId) };
        return (
          <Link to="/p/$instance/$number" params={params} className={look}>
            {hit.subject ?? 'Reply'}
          </Link>
        );
      }
      const series = hit.cover?.series;
      if (series == null) return <span>{hit.subject}</span>;
      return (
        <Link
          to="/s/$instance/$number"
          params={{ instance, number: String(series.databaseId) }}
          search={{ tab: 'thread' }}
          className={look}
        >
          {hit.subject ?? 'Reply'}
        </Link>
      );
    }
    case 'Message':
      return <MessageLink hit={hit} />;
    case 'Project': {
      const project = hit.linkName ?? '';
      return (
        <Link
          to="/projects/$instance/$project"
          params={{ instance: hit.instance.name, project }}
          search={{}}
          className={look}
        >
          {hit.name ?? project}
        </Link>
      );
    }
    case 'Person':
      return (
        <Link to="/search" search={{ q: `submitter:${hit.email ?? ''}` }} className={look}>
          {hit.name ?? hit.email}
        </Link>
      );
  }
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
