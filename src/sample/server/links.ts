import type { SampleRequest } from './SampleRequest.js';
import type { ReleaseTraits } from './ReleaseTraits.js';

/** Address of an API resource in the requested version. */
export function apiUrl(request: SampleRequest, path: string): string {
  const version = request.version === undefined ? '' : `${request.version}/`;
  // DRF's reverse() adds the requested format.
  const format = request.query.last('format');
  const suffix = format === undefined ? '' : `?${new URLSearchParams({ format }).toString()}`;
  return `${request.origin}/api/${version}${path}${suffix}`;
}

/** Address without version, which `comments` and `checks` of patches and covers have. */
export function unversionedApiUrl(request: SampleRequest, path: string): string {
  return `${request.origin}/api/${path}`;
}

/** Absolute address of a web page. */
export function webUrl(request: SampleRequest, path: string): string {
  return `${request.origin}${path}`;
}

/** `/project/kettle/patch/MSGID/`, followed by `mbox/` or `raw/` if requested. */
export function mailPath(
  traits: ReleaseTraits,
  kind: 'patch' | 'cover',
  linkName: string,
  messageId: string,
  page: '' | 'mbox/' | 'raw/' = '',
): string {
  const bare = bareMessageId(messageId);
  // Encoded here and once more by Django's reverse(), which results in %252F (`encoded_msgid`).
  const encoded = traits.encodesMessageIdSlashes ? bare.replaceAll('/', '%2F') : bare;
  return `/project/${quoteSegment(linkName)}/${kind}/${quoteSegment(encoded)}/${page}`;
}

/** Path of a bundle's page; undefined for a name that no route matches. */
export function bundlePath(username: string, name: string): string | undefined {
  if (name.includes('/') || name === '') return undefined;
  return `/bundle/${quoteSegment(username)}/${quoteSegment(name)}/`;
}

/** A Message-ID without its brackets (`url_msgid`: Python's `strip('<>')`). */
export function bareMessageId(messageId: string): string {
  return messageId.replace(/^[<>]+|[<>]+$/g, '');
}

// Django's reverse() does not encode RFC 3986's sub-delims and "/~:@".
const LEFT_ALONE = /%(?:21|24|26|27|28|29|2A|2B|2C|3B|3D|2F|7E|3A|40)/g;

function quoteSegment(text: string): string {
  return encodeURIComponent(text).replace(LEFT_ALONE, decodeURIComponent);
}
