/** Escapes of letters that mean the same in both languages. */
const SHARED_ESCAPES = /[bBdDsSwWnrtfvxuck]/;
const TRANSLATED_ESCAPES: Readonly<Record<string, string>> = { A: '^', z: '$', Z: '$' };
const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9a-fA-F',
};
const GROUP_START = /^\((?:\?(?::|=|!|<=|<!|<[A-Za-z_]\w*>|\^?i:|\^:|-i:))?/;

/**
 * Reads a pattern of Perl with its flag `x`, by which get_maintainer.pl reads `N:` and `K:`: blanks and
 * comments in it are skipped. `(?i:...)`, which kernel sections use, is not part of JavaScript on Node 20,
 * so its letters are written in both cases.
 *
 * @returns null for patterns that JavaScript cannot express: they must not match something else.
 */
export function parsePerlPattern(source: string): RegExp | null {
  const isInsensitive = source.startsWith('(?i)');
  const translation = new Translation(isInsensitive ? source.slice(4) : source);
  const pattern = translation.run();
  if (pattern === null) return null;
  try {
    return new RegExp(pattern, isInsensitive ? 'i' : '');
  } catch {
    return null;
  }
}

class Translation {
  #at = 0;
  #out = '';
  /** Whether letter case is ignored, for each open group. */
  readonly #groups: boolean[] = [false];

  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  run(): string | null {
    while (this.#at < this.#source.length) {
      if (!this.#step()) return null;
    }
    return this.#groups.length === 1 ? this.#out : null;
  }

  get #ignoresCase(): boolean {
    return this.#groups.at(-1) === true;
  }

  /** Takes the next part. @returns whether it can be said. */
  #step(): boolean {
    const char = this.#source.charAt(this.#at);
    if (char === '\\') return this.#escape();
    if (char === '[') return this.#characterClass();
    if (char === '(') return this.#openGroup();
    this.#at += 1;
    if (char === ')') {
      this.#groups.pop();
      this.#out += char;
      return this.#groups.length > 0;
    }
    if (char === '#') this.#at = this.#source.length;
    else if (/\S/.test(char)) this.#out += this.#ignoresCase ? inBothCases(char) : char;
    return true;
  }

  #escape(): boolean {
    const escaped = this.#source.charAt(this.#at + 1);
    if (escaped === '') return false;
    const isLetter = /[A-Za-z]/.test(escaped);
    const translated = TRANSLATED_ESCAPES[escaped];
    if (isLetter && translated === undefined && !SHARED_ESCAPES.test(escaped)) return false;
    this.#out += translated ?? `\\${escaped}`;
    this.#at += 2;
    return true;
  }

  #openGroup(): boolean {
    const start = GROUP_START.exec(this.#source.slice(this.#at))?.[0] ?? '(';
    // What else may follow `(?` is an error of JavaScript too, except its own later inventions.
    if (start === '(' && this.#source.charAt(this.#at + 1) === '?') return false;
    this.#at += start.length;
    const isFlag = /^\(\?(?:\^?i|\^|-i):$/.test(start);
    this.#groups.push(isFlag ? start.endsWith('i:') && !start.includes('-') : this.#ignoresCase);
    this.#out += isFlag ? '(?:' : start;
    return true;
  }

  #characterClass(): boolean {
    const [, opening = '', rest = ''] =
      /^(\[\^?\]?)([^]*)$/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += opening.length;
    this.#out += opening.endsWith(']') ? `${opening.slice(0, -1)}\\]` : opening;
    // Ranges and escapes as a whole, so that a letter is a letter.
    const part = /\[:(\^?)(\w+):\]|\\.|[A-Za-z]-[A-Za-z]|[^\]]/sy;
    while (part.lastIndex < rest.length && !rest.startsWith(']', part.lastIndex)) {
      const [text = '', negation, posix] = part.exec(rest) ?? [];
      if (text === '') return false;
      if (posix !== undefined) {
        const letters = POSIX_CLASSES[posix];
        if (letters === undefined || negation !== '') return false;
        this.#out += letters;
      } else {
        this.#out += this.#ignoresCase ? rangeInBothCases(text) : text;
      }
    }
    if (part.lastIndex >= rest.length) return false;
    this.#out += ']';
    this.#at += part.lastIndex + 1;
    return true;
  }
}

function inBothCases(char: string): string {
  return /[A-Za-z]/.test(char) ? `[${char.toLowerCase()}${char.toUpperCase()}]` : char;
}

function rangeInBothCases(text: string): string {
  if (!/^[A-Za-z](?:-[A-Za-z])?$/.test(text)) return text;
  return `${text.toLowerCase()}${text.toUpperCase()}`;
}
