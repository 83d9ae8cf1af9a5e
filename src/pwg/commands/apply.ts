import { EXIT, PwgError, usageError } from '../PwgError.js';
import { parseReference, type NumberedType } from '../references/Reference.js';
import type { Session } from '../Session.js';
import { readMboxes, type Mbox, type MboxFlags } from './mboxes.js';

/** Flags of `pwg apply`. */
export interface ApplyFlags extends MboxFlags {
  readonly type: NumberedType;
  readonly dryRun?: boolean;
}

/**
 * `pwg apply`: `git am` with the mailboxes of patches, series and bundles, one after another.
 *
 * @param gitArguments arguments after `--`; passed to `git am`.
 */
export async function apply(
  session: Session,
  texts: readonly string[],
  gitArguments: readonly string[],
  flags: ApplyFlags,
): Promise<void> {
  const references = texts.map((text) => parseReference(text, flags.type));
  const mboxes = await readMboxes(session, references, flags);
  // Some of the requested patches may not make sense without the others.
  if (mboxes.length < references.length) {
    throw new PwgError('nothing was applied, because some of the mails are missing');
  }
  for (const mbox of mboxes) {
    describe(session, mbox);
    if (flags.dryRun !== true) await runGitAm(session, mbox, gitArguments);
  }
  session.noteResult();
}

function describe(session: Session, mbox: Mbox): void {
  session.note(`${mbox.name}: ${mbox.title}`);
  if (mbox.baseCommit !== '') session.note(`  base ${mbox.baseCommit}`);
  for (const trailer of mbox.trailers) session.note(`  + ${trailer}`);
  for (const trailer of mbox.ignoredTrailers) session.note(`  not added: ${trailer}`);
  for (const warning of mbox.warnings) session.warn(warning);
}

async function runGitAm(
  { io }: Session,
  mbox: Mbox,
  gitArguments: readonly string[],
): Promise<void> {
  const { code } = await io.run({
    program: 'git',
    arguments: ['am', ...gitArguments],
    input: mbox.text,
  });
  if (code === 127) throw usageError('git is not installed, or not in PATH');
  if (code !== 0) {
    throw new PwgError(
      `${mbox.name}: git am failed (${String(code)}); resolve it and run git am --continue, or git am --abort`,
      EXIT.failed,
    );
  }
}
