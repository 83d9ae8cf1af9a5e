/** Python's name for the type of a JSON value. */
export function pythonTypeName(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return 'dict';
}

/** Python's `str()` of a JSON value, as quoted in messages. */
export function pythonText(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  const entries = Object.entries(value as Record<string, unknown>);
  return `{${entries.map(([key, each]) => `${pythonRepr(key)}: ${pythonRepr(each)}`).join(', ')}}`;
}

function pythonRepr(value: unknown): string {
  return typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : pythonText(value);
}

/** The error of Python's json module for text that is not JSON, e.g. `Expecting value: line 1 …`. */
export function pythonJsonError(text: string): string {
  const { message, at } = new JsonScanner(text).findFault();
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  return `${message}: line ${String(line)} column ${String(column)} (char ${String(at)})`;
}

interface JsonFault {
  readonly message: string;
  readonly at: number;
}

/** Scans a text up to the first position where it is not valid JSON; builds no value. */
class JsonScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  findFault(): JsonFault {
    this.#skipSpace();
    const fault = this.#value();
    this.#skipSpace();
    return fault ?? { message: 'Extra data', at: this.#at };
  }

  #value(): JsonFault | undefined {
    switch (this.#text[this.#at]) {
      case '{':
        return this.#members('}', () => this.#member());
      case '[':
        return this.#members(']', () => this.#value());
      case '"':
        return this.#string();
      default: {
        const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/y;
        literal.lastIndex = this.#at;
        const found = literal.exec(this.#text)?.[0];
        if (found === undefined) return { message: 'Expecting value', at: this.#at };
        this.#at += found.length;
        return undefined;
      }
    }
  }

  #members(close: string, readOne: () => JsonFault | undefined): JsonFault | undefined {
    this.#at += 1;
    this.#skipSpace();
    if (this.#take(close)) return undefined;
    for (;;) {
      const fault = readOne();
      if (fault !== undefined) return fault;
      this.#skipSpace();
      if (this.#take(close)) return undefined;
      if (!this.#take(',')) return { message: "Expecting ',' delimiter", at: this.#at };
      this.#skipSpace();
    }
  }

  #member(): JsonFault | undefined {
    if (this.#text[this.#at] !== '"') {
      return { message: 'Expecting property name enclosed in double quotes', at: this.#at };
    }
    const fault = this.#string();
    if (fault !== undefined) return fault;
    this.#skipSpace();
    if (!this.#take(':')) return { message: "Expecting ':' delimiter", at: this.#at };
    this.#skipSpace();
    return this.#value();
  }

  #string(): JsonFault | undefined {
    const begin = this.#at;
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const char = this.#text[this.#at] ?? '';
      if (this.#take('"')) return undefined;
      if (char < ' ') return { message: 'Invalid control character at', at: this.#at };
      if (char === '\\') {
        const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
        escape.lastIndex = this.#at;
        if (!escape.test(this.#text)) return { message: 'Invalid \\escape', at: this.#at };
        this.#at += 1;
      }
    }
    return { message: 'Unterminated string starting at', at: begin };
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #skipSpace(): void {
    while (/^[ \t\n\r]$/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }
}
