/** A mail as threading needs it. */
export interface ThreadMail {
  /** Without brackets. */
  readonly messageId: string;
  /** Ids of References and In-Reply-To by {@link readReferences}, the parent last. */
  readonly references: readonly string[];
  /** RFC 3339; null sorts last. */
  readonly date: string | null;
  /** Number of a patch within its series, 0 for its cover; null for any other mail. */
  readonly index: number | null;
  /** Whether the thread is about this mail, or it is filed below one that is. */
  readonly isInside: boolean;
}

/** INSIDE: available. MISSING: named by others, and not available. EXTERNAL: part of another series. */
export type ThreadPlace = 'INSIDE' | 'MISSING' | 'EXTERNAL';

/** One mail in a thread, in the order of reading. */
export interface ThreadNode {
  readonly messageId: string;
  /** The parent by its headers, even where the thread begins below it; null for none. */
  readonly parentMessageId: string | null;
  /** 0 for the roots. */
  readonly depth: number;
  readonly place: ThreadPlace;
}

interface Container {
  readonly id: string;
  mail: ThreadMail | null;
  parent: Container | null;
  readonly children: Set<Container>;
}

/** Ids that are read of one mail, the last ones; threads of a few hundred replies are the deepest. */
const MAX_REFERENCES = 500;
const MESSAGE_ID = /<([^<>\s]{1,998})>/g;

/** The headers of one mail, as they were sent, all occurrences. */
export interface ReferenceHeaders {
  readonly messageId: string;
  readonly references: readonly string[];
  readonly inReplyTo: readonly string[];
  /** Addresses of To, From and Cc. */
  readonly addresses: readonly string[];
}

/**
 * The ids that a mail refers to, the parent last: those of References, then those of In-Reply-To, which
 * win (public-inbox, MID.pm `references`). Left out are the mail's own id, addresses of its To, From
 * and Cc, and the `y` and `n` that people answered to git send-email. Text such as `(message from …)`
 * is skipped.
 */
export function readReferences(headers: ReferenceHeaders): string[] {
  const dropped = new Set([headers.messageId, 'y', 'n']);
  for (const address of headers.addresses) dropped.add(address);
  // A Set keeps the first place of an id; the last one decides.
  const ids = new Set<string>();
  for (const value of [...headers.references, ...headers.inReplyTo]) {
    for (const [, id = ''] of value.matchAll(MESSAGE_ID)) {
      if (dropped.has(id)) continue;
      ids.delete(id);
      ids.add(id);
    }
  }
  return [...ids].slice(-MAX_REFERENCES);
}

/**
 * Puts mails into threads by public-inbox's rules (SearchThread.pm): in order of date, each chain of
 * references links only what is not linked yet, the mail itself goes below its parent, and no link
 * makes a loop. Subjects do not count. A repeated Message-ID is one mail.
 *
 * The answer is depth first: patches by number, then the rest by date. Mails that are not inside are
 * shown only below one that is, since Patchwork files some replies elsewhere.
 *
 * @param externalIds ids that are known to lie in another series.
 */
export function buildThread(
  mails: readonly ThreadMail[],
  externalIds: ReadonlySet<string> = new Set(),
): ThreadNode[] {
  const containers = new Map<string, Container>();
  for (const mail of mails) {
    const container = containerOf(mail.messageId, containers);
    if (container.mail === null || (mail.isInside && !container.mail.isInside))
      container.mail = mail;
  }
  for (const mail of byDate([...containers.values()])) link(mail, containers);
  return flatten([...containers.values()], externalIds);
}

function containerOf(id: string, containers: Map<string, Container>): Container {
  const known = containers.get(id);
  if (known !== undefined) return known;
  const created: Container = { id, mail: null, parent: null, children: new Set() };
  containers.set(id, created);
  return created;
}

function byDate(containers: readonly Container[]): ThreadMail[] {
  return containers
    .flatMap(({ mail }) => (mail === null ? [] : [mail]))
    .sort((one, other) => compareMails(one, other));
}

function link(mail: ThreadMail, containers: Map<string, Container>): void {
  let before: Container | null = null;
  for (const id of mail.references) {
    const next = containerOf(id, containers);
    if (before !== null && next.parent === null && !descendsFrom(before, next)) {
      setParent(next, before);
    }
    before = next;
  }
  const own = containerOf(mail.messageId, containers);
  if (before !== null && before !== own.parent && !descendsFrom(before, own))
    setParent(own, before);
}

function descendsFrom(container: Container, ancestor: Container): boolean {
  if (container === ancestor) return true;
  // Most mails are linked before anything is linked below them.
  if (ancestor.children.size === 0) return false;
  for (let at = container.parent; at !== null; at = at.parent) {
    if (at === ancestor) return true;
  }
  return false;
}

function setParent(child: Container, parent: Container): void {
  child.parent?.children.delete(child);
  child.parent = parent;
  parent.children.add(child);
}

interface Shown {
  /** Whether the mail is inside, or stands below one that is. */
  readonly isInside: boolean;
  /** Whether it, or any below it, is shown. */
  readonly isKept: boolean;
  /** Its own date, or the earliest below a missing mail. */
  readonly date: string | null;
}

function flatten(containers: readonly Container[], externalIds: ReadonlySet<string>): ThreadNode[] {
  const roots = containers.filter(({ parent }) => parent === null);
  const shown = decide(roots, externalIds);
  const nodes: ThreadNode[] = [];
  const stack = kept(roots, shown)
    .map((root) => ({ container: skipRoots(root, shown), depth: 0 }))
    .reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { container, depth } = next;
    nodes.push({
      messageId: container.id,
      parentMessageId: container.parent?.id ?? null,
      depth,
      place: placeOf(container, shown, externalIds),
    });
    const children = kept([...container.children], shown);
    for (const child of children.reverse()) stack.push({ container: child, depth: depth + 1 });
  }
  return nodes;
}

function placeOf(
  container: Container,
  shown: ReadonlyMap<Container, Shown>,
  externalIds: ReadonlySet<string>,
): ThreadPlace {
  if (shown.get(container)?.isInside === true) return 'INSIDE';
  return container.mail !== null || externalIds.has(container.id) ? 'EXTERNAL' : 'MISSING';
}

/** Of a chain of mails that are not available, only the last is a root worth showing. */
function skipRoots(root: Container, shown: ReadonlyMap<Container, Shown>): Container {
  let at = root;
  for (;;) {
    if (shown.get(at)?.isInside === true) return at;
    const [only, ...others] = [...at.children].filter((child) => shown.get(child)?.isKept === true);
    if (only === undefined || others.length > 0 || shown.get(only)?.isInside === true) return at;
    at = only;
  }
}

function kept(containers: readonly Container[], shown: ReadonlyMap<Container, Shown>): Container[] {
  return containers
    .filter((container) => shown.get(container)?.isKept === true)
    .sort((one, other) => compareContainers(one, other, shown));
}

/** Decides from the roots down who is inside, and from the leaves up who stays. */
function decide(
  roots: readonly Container[],
  externalIds: ReadonlySet<string>,
): ReadonlyMap<Container, Shown> {
  const order: { readonly container: Container; readonly isInside: boolean }[] = [];
  const stack = roots.map((container) => ({ container, isBelow: false }));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { container, isBelow } = next;
    const { mail } = container;
    const isInside = mail !== null && (mail.isInside || isBelow);
    order.push({ container, isInside });
    const isOwn = mail !== null && mail.isInside && mail.index !== null;
    // Replies to a mail of another series belong there.
    const isMember = isOwn || (isBelow && !externalIds.has(container.id));
    for (const child of container.children) stack.push({ container: child, isBelow: isMember });
  }
  const shown = new Map<Container, Shown>();
  for (const { container, isInside } of order.reverse()) {
    const below = [...container.children].flatMap((child) => shown.get(child) ?? []);
    const dates = below.flatMap(({ date }) => (date === null ? [] : [date]));
    shown.set(container, {
      isInside,
      isKept: isInside || below.some(({ isKept }) => isKept),
      date: container.mail === null ? (dates.sort(compareText)[0] ?? null) : container.mail.date,
    });
  }
  return shown;
}

function compareContainers(
  one: Container,
  other: Container,
  shown: ReadonlyMap<Container, Shown>,
): number {
  const ours = { date: shown.get(one)?.date ?? null, index: one.mail?.index ?? null };
  const theirs = { date: shown.get(other)?.date ?? null, index: other.mail?.index ?? null };
  return (
    compareIndexes(ours.index, theirs.index) ||
    compareDates(ours.date, theirs.date) ||
    compareText(one.id, other.id)
  );
}

function compareMails(one: ThreadMail, other: ThreadMail): number {
  return compareDates(one.date, other.date) || compareText(one.messageId, other.messageId);
}

function compareIndexes(one: number | null, other: number | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one - other;
}

function compareDates(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return compareText(one, other);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
