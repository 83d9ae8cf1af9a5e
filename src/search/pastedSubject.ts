/** Prefixes of the subjects of replies, in the common languages of lists. */
const REPLY = /(?:re|fwd?|aw|wg|sv|antw)(?:\[\d+\])?\s*[:：]/iy;
const HEADER = /subject\s*:(?=\s)/iy;
const PREFIXES = /\[[^\]"]*\]/y;
const BLANKS = /\s*/y;

/**
 * How much of a query is the head of a pasted subject: `Subject: Re: [PATCH v2 1/3] `. Servers store names
 * without `Re:` and with prefixes in another format, so only the title can be found.
 *
 * @returns the number of characters before the title; 0 where there is no head, or nothing behind it.
 */
export function subjectHeadLength(text: string): number {
  let at = 0;
  let isHead = false as boolean;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const skip = (pattern: RegExp): void => {
    while (take(pattern)) {
      isHead = true;
      take(BLANKS);
    }
  };
  take(BLANKS);
  skip(HEADER);
  skip(REPLY);
  skip(PREFIXES);
  // `Re: [PATCH] Re: x` and `[list] Re: [PATCH] x` occur.
  skip(REPLY);
  skip(PREFIXES);
  return isHead && at < text.length ? at : 0;
}
