import type { QueryNote, SearchTerm } from './ParsedQuery.js';
import { subjectHeadLength } from './pastedSubject.js';
import type { QueryToken } from './tokenizeQuery.js';

/** Parts that a note shows. */
const MAX_SHOWN = 3;

/**
 * Notes about parts of a query that were not read as written, to explain the results.
 *
 * @param terms one for each token.
 */
export function queryNotes(
  text: string,
  tokens: readonly QueryToken[],
  terms: readonly SearchTerm[],
): readonly QueryNote[] {
  const notes: QueryNote[] = [];
  const headLength = subjectHeadLength(text);
  const head = text.slice(0, headLength).trim();
  if (head !== '') {
    notes.push({
      code: 'SUBJECT_HEAD',
      message: `"${head}" is ignored, because servers store names without Re: and with normalized prefixes; quote it to search for it`,
    });
  }
  const stripped = tokens.flatMap((token, index) => {
    const { start, end } = token.position;
    const written = text.slice(Math.max(start, headLength), end).trim();
    const term = terms[index];
    // Around a Message-ID or address they are part of the pasted text.
    const isInAngles =
      term?.kind === 'text' && written.startsWith('<') && !term.value.startsWith('<');
    return token.stripped || isInAngles ? [written] : [];
  });
  if (stripped.length > 0) {
    const more = stripped.length > MAX_SHOWN ? ' …' : '';
    notes.push({
      code: 'PUNCTUATION',
      message: `punctuation around terms is ignored: ${stripped.slice(0, MAX_SHOWN).join(' ')}${more}; quote text to search for it as it is written`,
    });
  }
  for (const term of terms) {
    if (term.kind === 'lookup') notes.push(...lookupNotes(text, term));
    else if (namesHead(term)) {
      notes.push({
        code: 'SUBJECT_HEAD',
        message:
          'quoted text is searched for literally, and servers store names without Re: and PATCH; omit them to find the title',
      });
    }
  }
  return notes;
}

function lookupNotes(
  text: string,
  term: Extract<SearchTerm, { readonly kind: 'lookup' }>,
): readonly QueryNote[] {
  const written = text.slice(term.position.start, term.position.end);
  const notes: QueryNote[] = [];
  if (term.lookup === 'messageId' && !term.mayBeAddress && !term.value.includes('@')) {
    notes.push({
      code: 'MESSAGE_ID_LOOKUP',
      message: `a text in angle brackets is looked up as a Message-ID; quote it ("${term.value}") to find it in names`,
    });
  }
  const name = /^([a-z-]+):\s/i.exec(written)?.[1];
  if (name !== undefined) {
    notes.push({ code: 'HEADER_NAME', message: `"${name}:" before the pasted value is ignored` });
  }
  return notes;
}

function namesHead(term: Exclude<SearchTerm, { readonly kind: 'lookup' }>): boolean {
  if (term.kind === 'group') return false;
  const texts =
    term.kind === 'text'
      ? term.phrase
        ? [term.value]
        : []
      : term.field === 'subject'
        ? term.values.map(({ value }) => value)
        : [];
  return texts.some((text) =>
    /\bPATCH\b|^\s*(?:re|fwd?)\s*:/i.test(text.slice(0, subjectHeadLength(text))),
  );
}
