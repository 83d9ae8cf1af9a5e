import { isObject } from '../isObject.js';
import { cleanText, createNonce, cutText, quoteText } from './strangersText.js';

/** Most characters of one result. */
const MAX_RESULT_CHARS = 20_000;

/** Characters reserved for source notes, fences and the cursor. */
const MAX_HEAD_CHARS = 3_000;
const FENCE_CHARS = 90;
const TAIL_CHARS = 300;

/** A part of a result: a line of the gateway, or untrusted text of a mail. */
interface Part {
  readonly text: string;
  /** Kind of the text, for untrusted text. */
  readonly fence?: string;
}

/** Fields whose values are whole texts. */
const TEXTS: ReadonlySet<string> = new Set(['content', 'diff', 'text']);

/** Writes the data of an answer as short lines, and truncates them to a length that suits an assistant. */
export class Report {
  readonly #parts: Part[] = [];

  /** Adds a value: objects as `key: value`, lists as items, untrusted texts in fences. */
  add(key: string, value: unknown, indent = ''): void {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) {
      this.#addList(key, value, indent);
      return;
    }
    if (isObject(value)) {
      const short = shorten(value);
      if (!isObject(short)) {
        this.add(key, short, indent);
        return;
      }
      this.#line(`${indent}${key}:`);
      for (const [name, child] of Object.entries(short)) this.add(name, child, `${indent}  `);
      return;
    }
    if (typeof value === 'string' && TEXTS.has(key)) {
      this.#addText(key, value);
      return;
    }
    this.#line(`${indent}${key}: ${inline(value)}`);
  }

  /** Number of characters, without notes, fences and cursors. */
  get length(): number {
    return this.#parts.reduce((sum, { text }) => sum + text.length, 0);
  }

  #addList(key: string, values: readonly unknown[], indent: string): void {
    const items = values.map((item) =>
      typeof item === 'object' && item !== null ? shorten(item as Record<string, unknown>) : item,
    );
    if (items.every((item) => typeof item !== 'object')) {
      this.#line(`${indent}${key}: ${items.length === 0 ? 'none' : items.map(inline).join(', ')}`);
      return;
    }
    this.#line(`${indent}${key}:`);
    for (const item of items) {
      const fields = Object.entries(item as object) as [string, unknown][];
      const plain = fields.filter(([name, child]) => !isBelow(name, child));
      const words = plain.flatMap(([name, child]) => oneLine(name, child));
      this.#line(`${indent}- ${words.join('; ')}`);
      for (const [name, child] of fields) {
        if (isBelow(name, child)) this.add(name, child, `${indent}  `);
      }
    }
  }

  #addText(key: string, value: string): void {
    const { text, removed } = cleanText(value);
    const note = removed === 0 ? '' : `, ${String(removed)} invisible characters removed`;
    this.#parts.push({ text: text.endsWith('\n') ? text : `${text}\n`, fence: `${key}${note}` });
  }

  #line(text: string): void {
    this.#parts.push({ text: `${text}\n` });
  }

  /**
   * The result from a position on.
   *
   * @param notes notes at the start, such as servers that did not answer.
   * @param page cursors of this page and of the next one; undefined for the first and the last.
   */
  write(
    notes: readonly string[],
    from: number,
    page: { readonly after: string | undefined; readonly next: string | undefined },
  ): string {
    const nonce = createNonce([...this.#parts.map(({ text }) => text), ...notes]);
    let head = notes.map((note) => `${note}\n`).join('');
    if (head.length > MAX_HEAD_CHARS) head = `${cutText(head, MAX_HEAD_CHARS)}…\n`;
    let room = MAX_RESULT_CHARS - head.length - TAIL_CHARS;
    let body = '';
    let start = 0;
    let end = from;
    for (const { text, fence } of this.#parts) {
      const skipped = Math.max(0, Math.min(text.length, from - start));
      start += text.length;
      if (skipped === text.length) continue;
      room -= fence === undefined ? 0 : FENCE_CHARS;
      if (room <= 0) break;
      const piece = cutLines(text.slice(skipped), room);
      room -= piece.length;
      end += piece.length;
      body +=
        fence === undefined
          ? piece
          : `<<<${nonce} ${fence}${skipped > 0 ? ', continued' : ''}\n${piece}${piece.endsWith('\n') ? '' : '\n'}${nonce}>>>\n`;
      if (skipped + piece.length < text.length) break;
    }
    const rest = `t${String(end)}${page.after === undefined ? '' : `.${page.after}`}`;
    const cursor = end < this.length ? rest : page.next;
    const tail = cursor === undefined ? '' : `More: call again with cursor ${cursor}\n`;
    return head + body + tail;
  }
}

/** Truncates at the end of a line if one is near, and never within a character. */
function cutLines(text: string, room: number): string {
  if (text.length <= room) return text;
  const line = text.lastIndexOf('\n', room - 1) + 1;
  return line > room / 2 ? text.slice(0, line) : cutText(text, room);
}

/** Shortens objects that fit in one word: an object's number, a person, a single field. */
function shorten(value: Record<string, unknown>): unknown {
  const { instance, databaseId, __typename, ...rest } = value;
  const type = typeof __typename === 'string' ? { type: __typename } : {};
  if (isObject(instance) && typeof databaseId === 'number') {
    const ref = `${String(instance['name'])}/${String(databaseId)}`;
    return Object.keys(rest).length === 0 ? ref : { ...type, ref, ...rest };
  }
  const all = { ...type, ...value };
  delete (all as Record<string, unknown>)['__typename'];
  const keys = Object.keys(all);
  if (keys.length === 1) return Object.values(all)[0];
  if (keys.length === 2 && 'name' in value && 'email' in value) {
    return [value['name'], value['email']].filter((word) => typeof word === 'string').join(' ');
  }
  return all;
}

/** Whether a value takes separate lines: a text, and a value that contains a text or a list of objects. */
function isBelow(name: string, value: unknown): boolean {
  if (TEXTS.has(name)) return true;
  if (Array.isArray(value)) return value.some(isObject);
  return isObject(value) && Object.entries(value).some(([key, child]) => isBelow(key, child));
}

function oneLine(name: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    return [`${name}: ${value.length === 0 ? 'none' : value.map(inline).join(', ')}`];
  }
  if (typeof value !== 'object') return [`${name}: ${inline(value)}`];
  const short = shorten(value as Record<string, unknown>);
  if (typeof short !== 'object' || short === null) return oneLine(name, short);
  const words = Object.entries(short).flatMap(([key, child]) => oneLine(key, child));
  return [`${name}: (${words.join(', ')})`];
}

function inline(value: unknown): string {
  return typeof value === 'string' ? quoteText(value) : String(value);
}
