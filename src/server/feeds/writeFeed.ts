import { Feed } from 'feed';
import { escapeHtml } from '../http/escapeHtml.js';

/** A mail or series as an entry. */
export interface FeedEntry {
  /** Global id. */
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly date: string;
  readonly author: {
    readonly name?: string | null | undefined;
    readonly email?: string | null | undefined;
  } | null;
  readonly link: string | null;
  readonly summary: string;
}

/** A feed before it is written. */
export interface FeedContent {
  /** Distinguishes it from every other feed. */
  readonly key: string;
  readonly title: string;
  readonly link: string | null;
  readonly entries: readonly FeedEntry[];
  /** A line for each missing part. */
  readonly notes: readonly string[];
}

/** Characters that XML 1.0 cannot contain: https://www.w3.org/TR/xml/#charsets */
// eslint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

const AUTHOR = 'patchwork-graphql';
/** For feeds without entries: the same each time, so that nothing seems new. */
const NEVER = new Date(0);

/** Writes Atom (RFC 4287). The same content gives the same text. */
export function writeFeed({ key, title, entries, notes, ...content }: FeedContent): string {
  const link = linkOf(content.link);
  const dates = entries.map(({ date }) => Date.parse(date)).filter(Number.isFinite);
  const updated = dates.length === 0 ? NEVER : new Date(Math.max(...dates));
  const feed = new Feed({
    id: urn(key),
    title: clean(title),
    updated,
    generator: AUTHOR,
    author: { name: AUTHOR },
    ...(link !== null && { link }),
  });
  for (const note of notes) {
    feed.addCategory(clean(note));
    feed.addItem({
      id: urn(`${key}:note:${note}`),
      title: toHtml(`Incomplete: ${note}`),
      link: link ?? urn(`${key}:note:${note}`),
      date: updated,
      description: toHtml(`Entries may be missing. ${note}`),
      author: [{ name: AUTHOR }],
    });
  }
  for (const entry of entries) {
    feed.addItem({
      id: urn(entry.id),
      title: toHtml(entry.title),
      // An entry without content must have a link (4.1.2).
      link: linkOf(entry.link) ?? urn(entry.id),
      date: new Date(entry.date),
      description: toHtml(entry.summary),
      author: [authorOf(entry)],
    });
  }
  return feed.atom1();
}

function authorOf({ author }: FeedEntry): { name: string; email?: string } {
  const name = clean(author?.name ?? author?.email ?? 'unknown');
  const email = author?.email;
  return email == null ? { name } : { name, email: clean(email) };
}

/** Servers may send any address; readers follow those of web pages alone. */
function linkOf(link: string | null): string | null {
  return link !== null && /^https?:\/\//i.test(link) && URL.canParse(link) ? link : null;
}

function urn(key: string): string {
  return `urn:patchwork-graphql:${encodeURIComponent(clean(key))}`;
}

/** Titles and summaries of entries are of the type `html` (RFC 4287 section 3.1.1.2), that of the feed is not. */
function toHtml(text: string): string {
  return escapeHtml(clean(text)).replaceAll('\n', '<br>\n');
}

function clean(text: string): string {
  return text.replaceAll(NOT_XML, '');
}
