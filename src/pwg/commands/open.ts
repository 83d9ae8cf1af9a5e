import { OBJECT_KINDS } from '../fields/kinds.js';
import { textAt } from '../json.js';
import { plainLine } from '../output/plainText.js';
import { PwgError } from '../PwgError.js';
import { lookUp } from '../references/lookUp.js';
import { parseReference, type NumberedType } from '../references/Reference.js';
import type { Session } from '../Session.js';

/** Flags of `pwg open`. */
export interface OpenFlags {
  readonly type: NumberedType;
  readonly print?: boolean;
}

/** `pwg open`: opens the pages of objects in the browser, or prints their URLs. */
export async function open(
  session: Session,
  texts: readonly string[],
  flags: OpenFlags,
): Promise<void> {
  const references = texts.map((text) => parseReference(text, flags.type));
  const found = await lookUp(session, {
    references,
    kinds: OBJECT_KINDS,
    fieldsOf: () => ['webUrl'],
  });
  for (const { reference, nodes } of found) {
    const [first] = nodes;
    if (first === undefined) continue;
    const url = textAt(first, 'webUrl');
    // A server could return any kind of URL, and a program is started with it.
    if (!/^https?:\/\/[^\s"'<>`\\]+$/i.test(url)) {
      session.reportPartial(
        `${reference.text}: has no known page; Patchwork before API 1.1 does not report it`,
      );
      continue;
    }
    session.noteResult();
    if (flags.print === true) session.print(`${plainLine(url)}\n`);
    else await startBrowser(session, url);
  }
}

async function startBrowser({ io, connection }: Session, url: string): Promise<void> {
  const named = connection.settings.browser ?? io.environment['BROWSER']?.split(':')[0];
  const program = named || (process.platform === 'darwin' ? 'open' : 'xdg-open');
  const { code } = await io.run({ program, arguments: [url], isDetached: true });
  if (code !== 0) {
    throw new PwgError(`${program} cannot be started; set BROWSER, or use pwg open --print`);
  }
}
