import { kindOf, OBJECT_KINDS } from '../fields/kinds.js';
import { listOf, textAt, valueAt, type JsonObject } from '../json.js';
import { lookUp, nameOf } from '../references/lookUp.js';
import type { Reference } from '../references/Reference.js';
import { usageError } from '../PwgError.js';
import type { Session } from '../Session.js';

/** How mails are prepared. */
export interface MboxFlags {
  /** Whether the server's own mbox is used, without the trailers that the gateway finds in replies. */
  readonly plain?: boolean;
  readonly messageId?: boolean;
  /** Whether the preceding patches of the series are included. */
  readonly deps?: boolean;
}

/** A mailbox. */
export interface Mbox {
  /** `kernel/series/45`. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** Commit on which the patches are based. */
  readonly baseCommit: string;
  /** Added trailers of reviewers: `Reviewed-by: Ana <ana@a.example> (patch 2)`. */
  readonly trailers: readonly string[];
  readonly ignoredTrailers: readonly string[];
  readonly warnings: readonly string[];
}

/** Loads the mailboxes of objects with one request. Objects without a complete mailbox are reported. */
export async function readMboxes(
  session: Session,
  references: readonly Reference[],
  flags: MboxFlags,
): Promise<readonly Mbox[]> {
  const found = await lookUp(session, {
    references,
    kinds: OBJECT_KINDS,
    extra: {
      Patch: flags.deps === true ? 'name messageId series { mbox }' : 'name mbox',
      Series:
        flags.plain === true ? 'name total receivedTotal mbox' : `name ${readySelection(flags)}`,
      Cover:
        flags.plain === true ? 'name series { mbox }' : `name series { ${readySelection(flags)} }`,
      Bundle: 'name mbox',
    },
  });
  return found.flatMap(({ nodes, reference }) => {
    // A mail that was posted to several projects counts as one patch.
    const [first] = nodes;
    if (first === undefined) return [];
    refuseOtherFlags(first, flags);
    const mbox = mboxOf(first, flags);
    if (mbox === undefined) {
      session.reportPartial(`${reference.text}: ${reasonOf(first)}`);
      return [];
    }
    reportMissingMails(session, first, mbox, flags);
    return [mbox];
  });
}

/** @throws PwgError for flags that the mailbox of an object would not follow. */
function refuseOtherFlags(node: JsonObject, { messageId, plain, deps }: MboxFlags): void {
  const kind = kindOf(node, OBJECT_KINDS)?.typeName;
  const isReady = plain !== true && (kind === 'Series' || kind === 'Cover');
  if (messageId === true && !isReady) {
    throw usageError(
      `${nameOf(node)}: --message-id is for series without --plain; git am has its own: -- --message-id`,
    );
  }
  if (deps === true && kind === 'Bundle') {
    throw usageError(`${nameOf(node)}: --deps is for patches; a bundle has no preceding patches`);
  }
}

/** Why an object has no mailbox. */
function reasonOf(node: JsonObject): string {
  const ready = valueAt(node, 'applyMbox') ?? valueAt(node, 'series.applyMbox');
  const warnings = listOf(valueAt(ready, 'warnings')).map((warning) => textAt(warning, 'message'));
  return ['has no complete mbox', ...warnings].join('; ');
}

/** Reports patches that a mailbox of the server lacks, because they have not arrived. */
function reportMissingMails(
  session: Session,
  node: JsonObject,
  { text, name }: Mbox,
  { plain, deps }: MboxFlags,
): void {
  const kind = kindOf(node, OBJECT_KINDS)?.typeName;
  const { index, total } = positionOf(textAt(node, 'name'));
  const isPart = kind === 'Patch' && deps === true;
  if (!isPart && (plain !== true || (kind !== 'Series' && kind !== 'Cover'))) return;
  const expected = isPart ? index : kind === 'Cover' ? total : Number(textAt(node, 'total'));
  const received = Number(textAt(node, 'receivedTotal') || mailsOf(text).length);
  if (received >= expected) return;
  session.reportPartial(
    `${name}: only ${String(received)} of ${String(expected)} patches ${isPart ? 'up to it ' : ''}have arrived`,
  );
}

/** Position and number of patches of `[v2,3/4] name`; 0 if it has none. */
export function positionOf(name: string): { readonly index: number; readonly total: number } {
  const [, index = 0, total = 0] = /^\[[^\]]*?\b(\d+)\/(\d+)[^\]]*\]/.exec(name) ?? [];
  return { index: Number(index), total: Number(total) };
}

function readySelection({ messageId = false }: MboxFlags): string {
  return `applyMbox(options: { messageIdTrailer: ${String(messageId)} }) {
    text missingIndexes baseCommit warnings { message }
    addedTrailers { patch { index } trailer { name value } } ignoredTrailers { name value }
  }`;
}

function mboxOf(node: JsonObject, { deps }: MboxFlags): Mbox | undefined {
  const kind = kindOf(node, OBJECT_KINDS)?.typeName;
  const place = kind === 'Cover' || (kind === 'Patch' && deps === true) ? 'series.' : '';
  const ready = valueAt(node, `${place}applyMbox`);
  const whole = textAt(ready, 'text') || textAt(node, `${place}mbox`);
  const text = kind === 'Patch' && deps === true ? upTo(whole, textAt(node, 'messageId')) : whole;
  if (text === undefined || text === '') return undefined;
  return {
    name: nameOf(node),
    title: textAt(node, 'name'),
    text,
    baseCommit: textAt(ready, 'baseCommit'),
    trailers: listOf(valueAt(ready, 'addedTrailers')).map((added) => {
      const { name, value } = {
        name: textAt(added, 'trailer.name'),
        value: textAt(added, 'trailer.value'),
      };
      const index = textAt(added, 'patch.index');
      return `${name}: ${value}${index === '' ? '' : ` (patch ${index})`}`;
    }),
    ignoredTrailers: listOf(valueAt(ready, 'ignoredTrailers')).map(
      (ignored) => `${textAt(ignored, 'name')}: ${textAt(ignored, 'value')}`,
    ),
    warnings: listOf(valueAt(ready, 'warnings')).map((warning) => textAt(warning, 'message')),
  };
}

/** How Patchwork starts each mail of a mailbox (patchwork/views/utils.py). */
const MAIL_START = /^From patchwork /m;

function mailsOf(mbox: string): readonly string[] {
  return mbox.split(new RegExp(`(?=${MAIL_START.source})`, 'm'));
}

/** The mails of a mailbox up to and including one Message-ID; undefined if it is not among them. */
function upTo(mbox: string, messageId: string): string | undefined {
  const mails = mailsOf(mbox);
  const last = mails.findIndex((mail) => {
    const [head = ''] = mail.split(/\r?\n\r?\n/, 1);
    return (
      head.toLowerCase().includes(`<${messageId.toLowerCase()}>`) && /^message-id:/im.test(head)
    );
  });
  return last < 0 ? undefined : mails.slice(0, last + 1).join('');
}
