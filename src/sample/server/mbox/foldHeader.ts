import {
  encodedLength,
  ENCODED_WORD_OVERHEAD,
  encodeWord,
  shorterEncoding,
} from './encodedWord.js';

const MAX_LINE_LENGTH = 78;
const SPLIT_CHARS = [';', ',', ' ', '\t'];

/** White space and the following word. */
type Piece = readonly [space: string, word: string];

/**
 * Writes `name: value` as Python's `email.header` does: lines over 78 columns are folded at the
 * highest-level break available, existing folds are kept, and text beyond ASCII becomes encoded words.
 * Patchwork writes its mboxes with it, so no other folding results in the same bytes.
 */
export function foldHeader(name: string, value: string): string {
  const folder = new HeaderFolder(name.length + 2);
  const ascii = !/[^\0-\x7f]/.test(value);
  const [first = '', ...rest] = splitLines(value);
  folder.feed('', first, ascii);
  for (const line of rest) {
    folder.endLine();
    const text = line.trimStart();
    if (ascii) folder.feed(line.slice(0, line.length - text.length), text, true);
    else folder.feed(' ', ` ${text}`, false);
  }
  if (rest.length > 0) folder.endLine();
  return `${name}: ${folder.finish()}`;
}

class HeaderFolder {
  readonly #lines: string[] = [];
  #pieces: Piece[] = [];
  /** The length of the header's name in the first line. */
  #taken: number;

  constructor(taken: number) {
    this.#taken = taken;
  }

  feed(space: string, text: string, ascii: boolean): void {
    if (ascii) this.#feedWords(space, text);
    else this.#feedEncoded(space, text);
  }

  endLine(): void {
    const [space, word] = this.#pieces.at(-1) ?? [];
    // A single space at the end of a line is removed.
    if (space === ' ' && word === '') this.#pieces.pop();
    const text = textOf(this.#pieces);
    const last = this.#lines.length - 1;
    if (this.#length() > 0) {
      if (this.#taken === 0 && /^\s*$/.test(text) && last >= 0) {
        this.#lines[last] = `${this.#lines[last] ?? ''}${text}`;
      } else {
        this.#lines.push(text);
      }
    }
    this.#restart([]);
  }

  finish(): string {
    // The mark that Python adds after a header, so that a trailing space of the header is kept.
    this.#pieces.push([' ', '']);
    this.endLine();
    return this.#lines.join('\n');
  }

  #feedWords(space: string, text: string): void {
    const parts = (space + text).split(/([ \t]+)/);
    if (parts[0] === '') parts.shift();
    else parts.unshift('');
    for (let index = 0; index + 1 < parts.length; index += 2) {
      this.#append(parts[index] ?? '', parts[index + 1] ?? '');
    }
  }

  #feedEncoded(space: string, text: string): void {
    const words = this.#encodedWords(text);
    const first = words.shift();
    if (first !== undefined && first !== null) this.#append(space, first);
    const last = words.pop();
    if (last === undefined) return;
    this.endLine();
    this.#pieces.push([' ', last ?? '']);
    for (const word of words) this.#lines.push(` ${word ?? ''}`);
  }

  /** The text as encoded words that each fit a line; null first if none fits the rest of this line. */
  #encodedWords(text: string): (string | null)[] {
    const encoding = shorterEncoding(text);
    const words: (string | null)[] = [];
    let room = MAX_LINE_LENGTH - this.#length() - ENCODED_WORD_OVERHEAD;
    let line = '';
    for (const char of text) {
      if (encodedLength(line + char, encoding) <= room) {
        line += char;
        continue;
      }
      words.push(words.length === 0 && line === '' ? null : encodeWord(line, encoding));
      line = char;
      room = MAX_LINE_LENGTH - 1 - ENCODED_WORD_OVERHEAD;
    }
    words.push(encodeWord(line, encoding));
    return words;
  }

  #append(space: string, word: string): void {
    this.#pieces.push([space, word]);
    if (this.#length() <= MAX_LINE_LENGTH) return;
    const splitAt = this.#bestSplit();
    if (splitAt !== undefined) {
      const remainder = this.#pieces.splice(splitAt);
      this.#lines.push(textOf(this.#pieces));
      this.#restart(remainder);
      return;
    }
    const [lastSpace, lastWord] = this.#pieces.pop() ?? ['', ''];
    if (this.#taken > 0) {
      this.endLine();
      this.#pieces.push([lastSpace === '' ? ' ' : lastSpace, lastWord]);
    } else {
      this.#pieces.push([lastSpace, lastWord]);
    }
  }

  #bestSplit(): number | undefined {
    for (const char of SPLIT_CHARS) {
      for (let index = this.#pieces.length - 1; index > 0; index -= 1) {
        const space = this.#pieces[index]?.[0] ?? '';
        const before = this.#pieces[index - 1]?.[1] ?? '';
        if (/\s/.test(char) && space.startsWith(char)) return index;
        if (before.endsWith(char)) return index;
      }
    }
    return undefined;
  }

  #length(): number {
    return this.#taken + textOf(this.#pieces).length;
  }

  #restart(pieces: Piece[]): void {
    this.#pieces = pieces;
    this.#taken = 0;
  }
}

/** Python's `str.splitlines()`, for the line breaks that occur in headers. */
function splitLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(([space, word]) => space + word).join('');
}
