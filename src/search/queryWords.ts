import { suggestName } from '../suggestName.js';
import { withoutClosers } from './punctuation.js';
import type { QueryFault } from './searchError.js';
import type { QueryToken, TokenText } from './tokenizeQuery.js';

/*
 * What words of a query are beside their plain text: faults, pasted addresses, names of headers.
 */

/** `OR` between two terms. */
export function isOr(token: QueryToken): boolean {
  return token.kind === 'plain' && !token.content.quoted && token.content.text === 'OR';
}

/** Quotes without anything between them. */
export const EMPTY_PHRASE: QueryFault = {
  problem: 'A phrase is empty',
  advice: 'write text between the quotes or remove them',
};

/** A `-` before a pasted object. */
export const NEGATED_LOOKUP: QueryFault = {
  problem: 'A pasted Message-ID or URL cannot be excluded',
  advice: 'write -m:MESSAGE-ID, or quote it if it is text',
};

/** A term of punctuation only. */
export const PUNCTUATION: QueryFault = {
  problem: 'Punctuation alone is not searched for',
  advice: 'omit it, or quote it',
};

/** An address of Patchwork's web pages or API without its scheme. */
export const WEB_PATH =
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:\.[a-z]{2,}|:\d+)\/(?:\S+\/)?(?:patch|project|series|cover|api|bundle)\/\S/i;

/** A word without the angle brackets around it; `->` and `<=` are words. */
export function withoutAngles(content: TokenText): TokenText {
  const { text, position } = content;
  if (!/^<[\p{L}\p{N}_]/u.test(text)) return content;
  const inner = withoutClosers(text.slice(1).replace(/>$/, ''), false);
  if (/^[a-z][a-z_-]*:/i.test(inner)) return content;
  return { ...content, text: inner, position: { ...position, start: position.start + 1 } };
}

/** `jane@example.org` from `Jane Doe <jane@example.org>`; any other text unchanged. */
export function addressIn(text: string): string {
  return /^[^<>]*<([^<>\s]+)>$/.exec(text)?.[1] ?? text;
}

/** Names of headers whose values are Message-IDs or addresses, as they are pasted with them. */
const HEADER_NAME = /^(?:in-reply-to|references|link|archived-at|closes|url)$/i;

/**
 * Tokens without the name of a header before a pasted id or address, whose position then includes
 * it.
 */
export function withoutHeaderNames(tokens: readonly QueryToken[]): readonly QueryToken[] {
  const kept: QueryToken[] = [];
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const isNamed =
      before?.kind === 'field' &&
      before.values.length === 0 &&
      HEADER_NAME.test(before.name) &&
      token.kind === 'plain' &&
      /^<?https?:\/\/|^<[^<>]*@/i.test(token.content.text);
    if (!isNamed) {
      kept.push(token);
      return;
    }
    kept.pop();
    const position = { start: before.position.start, end: token.position.end };
    kept.push({ ...token, position });
  });
  return kept;
}

/** The value of `delegate:`; null for `none`. */
export function readDelegate({ text, quoted }: TokenText): string | null {
  return !quoted && text.toLowerCase() === 'none' ? null : text;
}

/** Advice that names the values of a field, the nearest first. */
export function choose(
  word: string,
  choices: readonly string[],
): Pick<QueryFault, 'advice' | 'suggestion'> {
  const near = suggestName(word, choices);
  const list = choices.join(', ');
  return near === undefined
    ? { advice: `valid values are ${list}` }
    : { advice: `did you mean ${near}? Valid values are ${list}`, suggestion: near };
}
