import { messageIdForms } from '../mail/messageId.js';
import type {
  DateSpan,
  FieldTerm,
  GroupTerm,
  MailWords,
  ParsedQuery,
  SearchTerm,
  VersionRange,
} from './ParsedQuery.js';
import { withoutClosers } from './punctuation.js';
import { faultOfValue } from './wordFaults.js';

/**
 * Writes a query in its normalized form: long field names, absolute dates. Parsing it again gives
 * the same terms.
 */
export function formatParsedQuery({ terms }: Pick<ParsedQuery, 'terms'>): string {
  return terms.map((term) => `${term.negated ? '-' : ''}${formatTerm(term)}`).join(' ');
}

function formatTerm(term: SearchTerm): string {
  switch (term.kind) {
    case 'text':
      return term.phrase ? quote(term.value) : `${term.value}${term.prefix === true ? '*' : ''}`;
    case 'group':
      return formatGroup(term);
    case 'lookup':
      if (term.lookup !== 'messageId') return String(term.value);
      return term.mayBeAddress ? term.value : `<${term.forms?.[0] ?? term.value}>`;
    case 'field':
      return formatField(term);
  }
}

function formatGroup({ alternatives }: GroupTerm): string {
  const parts = alternatives.map((terms) => formatParsedQuery({ terms }));
  return `(${parts.join(' OR ')})`;
}

function formatWords({ text, prefix }: MailWords): string {
  return prefix ? `${text}*` : quoteValue(text);
}

function formatField(term: FieldTerm): string {
  switch (term.field) {
    case 'date':
      return term.values.map(({ value }) => formatDates(value)).join(' ');
    case 'messageId':
      return list('messageid', writtenIds(term.values), (value) =>
        // An id without @ is accepted in brackets only.
        quoteValue(value.includes('@') ? value : `<${value}>`),
      );
    case 'delegate':
      return list('delegate', term.values, (value) =>
        value === null ? 'none' : value.toLowerCase() === 'none' ? quote(value) : quoteValue(value),
      );
    case 'h':
      return list('h', term.values, ({ name, ...words }) =>
        words.prefix ? `${name}=${words.text}*` : quote(`${name}=${words.text}`),
      );
    case 'b':
    case 'nq':
    case 'q':
    case 'bs':
    case 't':
    case 'c':
    case 'tc':
    case 'a':
    case 'n':
    case 'dfn':
    case 'dfa':
    case 'dfb':
    case 'dfctx':
    case 'dfhh':
    case 'tr':
      return list(term.field, term.values, formatWords);
    case 'dfpre':
    case 'dfpost':
    case 'dfblob':
    case 'patchid':
      return list(term.field, term.values, (value) => value);
    case 'reviewer':
      return list('rb', term.values, quoteValue);
    case 'archived':
      return list('archived', term.values, String);
    case 'version':
      return list('version', term.values, formatVersions);
    case 'subject':
    case 'submitter':
    case 'project':
    case 'state':
    case 'check':
    case 'instance':
    case 'is':
    case 'status':
    case 'has':
    case 'path':
      return list(term.field, term.values, quoteValue);
  }
}

function list<T>(
  name: string,
  values: readonly { readonly value: T }[],
  format: (value: T) => string,
): string {
  return `${name}:${values.map(({ value }) => format(value)).join(',')}`;
}

function formatVersions({ minimum, maximum }: VersionRange): string {
  if (minimum !== null && minimum === maximum) return String(minimum);
  return `${minimum === null ? '' : String(minimum)}..${maximum === null ? '' : String(maximum)}`;
}

function formatDates({ since, before }: DateSpan): string {
  if (before === null) return `since:${since ?? ''}`;
  if (since === null) return `before:${before}`;
  // Both ends of a range are included, so the second before `before` is its last. The end of a
  // range falls on a whole second: `readDateSpan` makes it so.
  const last = new Date(Date.parse(before) - 1000).toISOString().slice(0, 19);
  return `date:${since}..${last}Z`;
}

function quoteValue(value: string): string {
  // After a colon, `:` and `//` would turn the whole into a word (`std::vector`, a URL), and
  // punctuation around a value is ignored.
  const isPlain =
    /^[\p{L}\p{N}_@<][\p{L}\p{N}_@.+/=<>%~:-]*$/u.test(value) &&
    withoutClosers(value, true) === value &&
    faultOfValue(value) === undefined;
  return isPlain ? value : quote(value);
}

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Ids without those that another one is read as too. */
function writtenIds<V extends { readonly value: string }>(values: readonly V[]): readonly V[] {
  return values.filter(
    ({ value }) =>
      !values.some(
        (other) => other.value !== value && messageIdForms(`<${other.value}>`).includes(value),
      ),
  );
}
