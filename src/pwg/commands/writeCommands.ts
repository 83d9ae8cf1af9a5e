import type { Command } from 'commander';
import {
  addCommonFlags,
  addFormatFlags,
  addProjectFlag,
  addTypeFlags,
  readBoolean,
} from '../commandFlags.js';
import type { ProgramContext } from '../ProgramContext.js';
import type { NumberedType } from '../references/Reference.js';
import type { CommonFlags } from '../Session.js';
import { update, type PatchChange } from './update.js';

type WriteFlags = CommonFlags & { readonly type: NumberedType };

/** Commands that write. */
export function addWriteCommands(program: Command, context: ProgramContext): void {
  addUpdate(program, context);
  addState(program, context);
  addDelegate(program, context);
  addArchive(program, context);
}

function addWriteFlags(command: Command): Command {
  return addFormatFlags(addTypeFlags(addProjectFlag(addCommonFlags(command))));
}

function addUpdate(program: Command, { write }: ProgramContext): void {
  const command = program
    .command('update')
    .description('change patches, or all patches of series')
    .argument('<reference...>')
    .option('--state <slug>', 'state')
    .option('--delegate <user>', 'username; "" for nobody')
    .option('--archived <yes|no>', 'whether it is archived', readBoolean)
    .option('--commit-ref <hash>', 'commit that it became');
  addWriteFlags(command).action(
    (references: readonly string[], flags: WriteFlags & PatchChange) => {
      const { state, delegate, archived, commitRef } = flags;
      return write(flags, (session) =>
        update(session, references, flags.type, { state, delegate, archived, commitRef }),
      );
    },
  );
}

function addState(program: Command, { write }: ProgramContext): void {
  const command = program
    .command('state')
    .description('set the state of patches, or of all patches of series')
    .argument('<state>', 'slug, such as accepted or changes-requested')
    .argument('<reference...>');
  addWriteFlags(command).action((state: string, references: readonly string[], flags: WriteFlags) =>
    write(flags, (session) => update(session, references, flags.type, { state })),
  );
}

function addDelegate(program: Command, { write }: ProgramContext): void {
  const command = program
    .command('delegate')
    .description('delegate patches, or all patches of series')
    .argument('<user>', 'username; "" for nobody')
    .argument('<reference...>');
  addWriteFlags(command).action(
    (delegate: string, references: readonly string[], flags: WriteFlags) =>
      write(flags, (session) => update(session, references, flags.type, { delegate })),
  );
}

function addArchive(program: Command, { write }: ProgramContext): void {
  for (const [name, archived] of [
    ['archive', true],
    ['unarchive', false],
  ] as const) {
    const command = program
      .command(name)
      .description(`${name} patches, or all patches of series`)
      .argument('<reference...>');
    addWriteFlags(command).action((references: readonly string[], flags: WriteFlags) =>
      write(flags, (session) => update(session, references, flags.type, { archived })),
    );
  }
}
