import type { MailAddress } from './address.js';

/** Maps the addresses of one person to the one that a mailmap names. */
export interface Mailmap {
  /** The address that replaces this one; the same address where the mailmap has no entry. */
  canonicalize(address: MailAddress): MailAddress;
}

interface MailmapEntry {
  readonly oldName: string | null;
  readonly name: string | null;
  readonly email: string | null;
}

/** A mailmap without entries. */
export const EMPTY_MAILMAP: Mailmap = { canonicalize: (address) => address };

/**
 * Parses the text of a `.mailmap` file by the forms of gitmailmap(5): `Name <email>`,
 * `<email> <old>`, `Name <email> <old>` and `Name <email> Old Name <old>`. Lines that fit none are
 * skipped, as git skips them.
 */
export function parseMailmap(text: string): Mailmap {
  const entries = new Map<string, MailmapEntry[]>();
  for (const line of text.split('\n')) addLine(line.trim(), entries);
  return {
    canonicalize(address) {
      if (address.email === null) return address;
      const found = entries.get(address.email.toLowerCase());
      if (found === undefined) return address;
      const name = address.name?.toLowerCase() ?? null;
      const entry =
        found.find((one) => one.oldName !== null && one.oldName === name) ??
        found.findLast((one) => one.oldName === null);
      if (entry === undefined) return address;
      return { name: entry.name ?? address.name, email: entry.email ?? address.email };
    },
  };
}

function addLine(line: string, entries: Map<string, MailmapEntry[]>): void {
  if (line === '' || line.startsWith('#')) return;
  const first = readPair(line, 0);
  if (first === null) return;
  const second = readPair(line, first.end);
  const old = second ?? first;
  const entry: MailmapEntry = {
    oldName: second === null || second.name === '' ? null : second.name.toLowerCase(),
    name: first.name === '' ? null : first.name,
    email: second === null ? null : first.email,
  };
  const key = old.email.toLowerCase();
  entries.set(key, [...(entries.get(key) ?? []), entry]);
}

function readPair(
  line: string,
  from: number,
): { readonly name: string; readonly email: string; readonly end: number } | null {
  const open = line.indexOf('<', from);
  const close = open === -1 ? -1 : line.indexOf('>', open);
  if (close === -1) return null;
  return {
    name: line.slice(from, open).trim(),
    email: line.slice(open + 1, close).trim(),
    end: close + 1,
  };
}
