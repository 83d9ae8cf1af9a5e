import { Option, type Command } from 'commander';
import {
  collect,
  readLimit,
  addCommonFlags,
  addFormatFlags,
  addProjectFlag,
  addTypeFlags,
  readBoolean,
} from '../commandFlags.js';
import type { ProgramContext } from '../ProgramContext.js';
import type { NumberedType } from '../references/Reference.js';
import type { CommonFlags } from '../Session.js';
import { apply, type ApplyFlags } from './apply.js';
import {
  changeMembers,
  createBundle,
  deleteBundle,
  findBundle,
  updateBundle,
  type BundleFlags,
} from './bundle.js';
import { createCheck, type CheckFlags } from './checks.js';
import { download, type DownloadFlags } from './download.js';
import { list, type ListFlags } from './list.js';
import { show, type ShowFlags } from './show.js';
import { update, type PatchChange } from './update.js';

type WriteFlags = CommonFlags & { readonly type: NumberedType };

/** Commands that write. */
export function addWriteCommands(program: Command, context: ProgramContext): void {
  addUpdate(program, context);
  addState(program, context);
  addDelegate(program, context);
  addArchive(program, context);
  addCheck(program, context);
  addBundle(program, context);
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
    .option('--delegate <user>', 'username; "" removes the delegate')
    .option('--archived <yes|no>', 'whether it is archived', readBoolean)
    .option('--commit-ref <hash>', 'commit in which it was applied');
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
    .argument('<user>', 'username; "" removes the delegate')
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

function addCheck(program: Command, { write }: ProgramContext): void {
  const command = program
    .command('check')
    .description('record test results')
    .command('create')
    .description('record a test result for patches')
    .argument('<reference...>')
    .addOption(
      new Option('--state <state>', 'result')
        .choices(['pending', 'success', 'warning', 'fail'])
        .makeOptionMandatory(),
    )
    .option('--context <name>', 'name of the test', 'default')
    .option('--description <text>', 'summary of the result')
    .option('--url <url>', 'page with the details');
  addTypeFlags(addCommonFlags(command)).action(
    (references: readonly string[], flags: CommonFlags & CheckFlags) =>
      write(flags, (session) => createCheck(session, references, flags)),
  );
}

function addBundle(program: Command, context: ProgramContext): void {
  const bundle = program
    .command('bundle')
    .description('list, show, apply and change bundles; changes require API 1.2');
  addBundleReads(bundle, context);
  const { write } = context;
  const add = (command: Command): Command => addProjectFlag(addCommonFlags(command));
  add(
    bundle
      .command('create')
      .argument('<name>')
      .argument('<patch...>')
      .option('--public', 'make the bundle public'),
  ).action((name: string, patches: readonly string[], flags: CommonFlags & BundleFlags) =>
    write(flags, (session) => createBundle(session, name, patches, flags)),
  );
  add(
    bundle
      .command('update')
      .argument('<bundle>')
      .option('--name <name>', 'new name')
      .option('--public', 'make the bundle public')
      .option('--private', 'make the bundle private')
      .option('--patch <patch>', 'replace the patches of the bundle; repeatable', collect),
  ).action((name: string, flags: CommonFlags & BundleFlags) =>
    write(flags, (session) => updateBundle(session, name, flags)),
  );
  for (const [name, change] of [
    ['add', 'addPatches'],
    ['remove', 'removePatches'],
  ] as const) {
    add(bundle.command(name).argument('<bundle>').argument('<patch...>')).action(
      (which: string, patches: readonly string[], flags: CommonFlags) =>
        write(flags, (session) => changeMembers(session, which, patches, change)),
    );
  }
  add(bundle.command('delete').argument('<bundle>')).action((name: string, flags: CommonFlags) =>
    write(flags, (session) => deleteBundle(session, name)),
  );
}

function addBundleReads(bundle: Command, { query, passedOn }: ProgramContext): void {
  const add = (command: Command): Command => addProjectFlag(addCommonFlags(command));
  addFormatFlags(
    add(
      bundle
        .command('list')
        .argument('[words...]', 'words in the name')
        .option('--owner <user>', 'username or email address; repeatable', collect)
        .option('-n, --limit <number>', 'number of rows, or all', readLimit, 100)
        .option('--sort <field>', 'name or id (default: name)'),
    ),
  ).action((words: readonly string[], flags: CommonFlags & ListFlags) =>
    query(flags, (session) => list(session, 'bundle', words, flags)),
  );
  addFormatFlags(add(bundle.command('show').argument('<bundle>'))).action(
    (name: string, flags: CommonFlags & ShowFlags) =>
      query(flags, async (session) => {
        const { text } = await findBundle(session, name);
        await show(session, [text], { ...flags, type: 'bundle' });
      }),
  );
  add(
    bundle
      .command('apply')
      .argument('<bundle>')
      .usage('[options] <bundle> [-- arguments of git am]')
      .option('--dry-run', 'do not apply anything'),
  ).action((name: string, flags: CommonFlags & ApplyFlags) =>
    query(flags, async (session) => {
      const { text } = await findBundle(session, name, { isWholeName: true });
      await apply(session, [text], passedOn, { ...flags, type: 'bundle' });
    }),
  );
  add(
    bundle
      .command('download')
      .argument('<bundle>')
      .option('-o, --output <place>', 'file, directory, or - for standard output (default: .)')
      .option('-f, --force', 'replace existing files'),
  ).action((name: string, flags: CommonFlags & DownloadFlags) =>
    query(flags, async (session) => {
      const { text } = await findBundle(session, name);
      await download(session, [text], { ...flags, type: 'bundle' });
    }),
  );
}
