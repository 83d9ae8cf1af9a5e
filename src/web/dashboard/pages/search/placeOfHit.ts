import { readFragment } from '../../generated/fragment-masking.js';
import { PatchDotFragmentDoc, type SearchHitFragment } from '../../generated/graphql.js';

/** The page that a result leads to. */
export type Place =
  | { readonly page: 'patch'; readonly instance: string; readonly number: number }
  | {
      readonly page: 'series';
      readonly instance: string;
      readonly number: number;
      readonly tab?: 'thread';
    }
  | { readonly page: 'project'; readonly instance: string; readonly linkName: string }
  | { readonly page: 'search'; readonly query: string };

/** What a result is called, and where it leads; null where no page shows it. */
export interface NamedPlace {
  readonly name: string | null;
  readonly place: Place | null;
}

type MessageHit = Extract<SearchHitFragment, { readonly __typename: 'Message' }>;

/** Names a result of a search and finds its page. */
export function placeOfHit(hit: SearchHitFragment): NamedPlace {
  switch (hit.__typename) {
    case 'Patch': {
      const { databaseId, name } = readFragment(PatchDotFragmentDoc, hit);
      return { name, place: { page: 'patch', instance: hit.instance.name, number: databaseId } };
    }
    case 'Series': {
      const { databaseId: number, name } = hit;
      const place: Place = { page: 'series', instance: hit.instance.name, number };
      return { name: name ?? `Series ${number}`, place };
    }
    case 'Cover':
      return { name: hit.name, place: seriesPlace(hit.instance.name, hit.series) };
    case 'Comment':
      return { name: hit.subject ?? 'Reply', place: placeOfReply(hit.instance.name, hit) };
    case 'Message':
      return placeOfMessage(hit);
    case 'Project': {
      const linkName = hit.linkName ?? '';
      const place: Place = { page: 'project', instance: hit.instance.name, linkName };
      return { name: hit.name ?? linkName, place };
    }
    case 'Person':
      return {
        name: hit.name ?? hit.email,
        place: { page: 'search', query: `submitter:${hit.email ?? ''}` },
      };
  }
}

/** A mail leads to the patch or series of its first posting. */
function placeOfMessage({ messageId, occurrences }: MessageHit): NamedPlace {
  const [first] = occurrences;
  if (first === undefined) return { name: messageId, place: null };
  const instance = first.instance.name;
  switch (first.__typename) {
    case 'Patch':
      return {
        name: first.name ?? messageId,
        place: { page: 'patch', instance, number: first.databaseId },
      };
    case 'Cover':
      return {
        name: first.name ?? messageId,
        place: seriesPlace(instance, first.series, 'thread'),
      };
    case 'Comment':
      return { name: messageId, place: placeOfReply(instance, first) };
  }
}

function placeOfReply(
  instance: string,
  {
    patch,
    cover,
  }: {
    readonly patch: { readonly databaseId: number } | null;
    readonly cover: { readonly series: { readonly databaseId: number } | null } | null;
  },
): Place | null {
  if (patch !== null) return { page: 'patch', instance, number: patch.databaseId };
  return seriesPlace(instance, cover?.series ?? null, 'thread');
}

function seriesPlace(
  instance: string,
  series: { readonly databaseId: number } | null,
  tab?: 'thread',
): Place | null {
  if (series === null) return null;
  return { page: 'series', instance, number: series.databaseId, ...(tab && { tab }) };
}
