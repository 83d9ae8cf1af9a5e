import { UpstreamError } from '../errors.js';
import { UNREADABLE } from './fitsShape.js';
import { idFromUrl } from './idFromUrl.js';
import { isReadAsId } from './isReadAsId.js';
import type { ObjectName } from './names.js';
import type { Params } from './query.js';
import type { FilterDescription, ListDescription } from './ListDescription.js';
import type { Origin } from './Origin.js';

// A server, or a proxy in front of it, that loses a part of the address answers something else than
// was requested. If trusted, it would be cached for everybody under the wrong name.

/** The identity of an object in an answer. */
interface Subject {
  readonly id?: number;
  readonly url?: string | null | undefined;
  readonly link_name?: string | null | undefined;
}

/**
 * Holds a single object against the name that it was requested by.
 *
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE when it is another object.
 */
export function requireSubject(
  { resource, id, parent }: ObjectName,
  found: Subject,
  origin: Origin,
): void {
  const isAsked = resource === 'projects' ? isProject(String(id), found) : id === found.id;
  if (!isAsked) throw wrongAnswer(origin, `the answer is about number ${String(found.id)}`, 'id');
  if (parent !== undefined) requireParent(parent, found, origin);
}

/** A project goes by its number or its link name, and the name may be read as a number. */
function isProject(name: string, { id, link_name: linkName }: Subject): boolean {
  if (isReadAsId(name) && Number(name.replaceAll('_', '')) === id) return true;
  if (linkName == null) return !isReadAsId(name);
  return linkName.toLowerCase() === name.toLowerCase();
}

/** Whether the answer to a link name is about the project that has this name as its number. */
export function isOtherProject(name: string, { link_name: linkName }: Subject): boolean {
  return isReadAsId(name) && linkName != null && linkName.toLowerCase() !== name.toLowerCase();
}

/**
 * Holds a comment or check against the patch or cover that it was requested with, as far as its own
 * address shows that.
 *
 * @param under the patch or cover.
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE when it hangs off another one.
 */
export function requireParent(under: ObjectName, { url }: Subject, origin: Origin): void {
  const parent = url == null ? undefined : idFromUrl(url)?.parent;
  if (parent == null) return;
  const shown = `${parent.resource}/${String(parent.id)}`;
  if (shown === under.path) return;
  throw wrongAnswer(origin, `the answer is about ${shown}`, 'url');
}

/**
 * Holds the rows of a list against the filters that they were requested by, as far as they show them.
 *
 * @param under parent of the list.
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE when a row matches none of the requested values.
 */
export function requireMatches<Row extends object>(
  list: ListDescription<Row>,
  params: Params,
  under: ObjectName | undefined,
  rows: readonly Row[],
  origin: Origin,
): void {
  if (under !== undefined) for (const row of rows) requireParent(under, row, origin);
  for (const [name, asked] of askedValues(list, params)) {
    const shows = list.filters[name]?.shows;
    if (shows === undefined) continue;
    for (const row of rows) {
      // The identity of a row may be among its unreadable fields.
      const shown = UNREADABLE in row ? null : shows(row);
      if (shown === null || shown.some((value) => asked.has(fold(value)))) continue;
      throw wrongAnswer(origin, `the answer has rows that the filter "${name}" excludes`, name);
    }
  }
}

/** Whether a row is among those that filters ask for; null where it does not show that. */
export function showsMatch<Row extends object>(
  list: ListDescription<Row>,
  params: Params,
  row: Row,
): boolean | null {
  let isCertain = !(UNREADABLE in row);
  if (!isCertain) return null;
  for (const [name, asked] of askedValues(list, params)) {
    const shown = list.filters[name]?.shows?.(row) ?? null;
    if (shown === null) isCertain = false;
    else if (!shown.some((value) => asked.has(fold(value)))) return false;
  }
  return isCertain ? true : null;
}

/** The values of each filter that count: all of them, or the last. */
function askedValues<Row extends object>(
  { filters }: ListDescription<Row>,
  params: Params,
): ReadonlyMap<string, ReadonlySet<string>> {
  const asked = new Map<string, Set<string>>();
  for (const [name, value] of params) {
    const filter: FilterDescription<Row> | undefined = filters[name];
    if (filter?.shows === undefined) continue;
    const known = asked.get(name);
    if (known === undefined || filter.many !== true) asked.set(name, new Set([fold(value)]));
    else known.add(fold(value));
  }
  return asked;
}

/** Patchwork compares names, addresses and hashes without regard to case; ids of mails differ by more. */
function fold(value: string | number): string {
  return String(value).trim().toLowerCase();
}

function wrongAnswer(origin: Origin, detail: string, field: string): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, { ...origin, field });
}
