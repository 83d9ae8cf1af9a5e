import type { Command } from 'commander';
import type { CliCollaborators } from '../CliCollaborators.js';
import { UsageError } from '../UsageError.js';
import type * as actionsModule from './indexActions.js';
import type { IndexFlags, IndexTools } from './openIndexTools.js';

type Actions = typeof actionsModule;
type Run = (command: Promise<number>) => Promise<void>;

const SEED_EXAMPLE = `
Example:
  $ git clone --mirror https://lore.kernel.org/netdev/1 netdev/git/1.git
  $ patchwork-graphql index seed --project kernel/netdevbpf netdev`;

/** Adds the commands about the search index. */
export function addIndexCommands(
  program: Command,
  collaborators: CliCollaborators,
  run: Run,
): void {
  const commands = program.command('index').description('inspect and fill the search index');
  const add = (name: string, description: string, projectIs: string): Command =>
    commands
      .command(name)
      .description(description)
      .allowExcessArguments(false)
      .option('-c, --config <file>', 'configuration file (YAML)')
      .option('--project <instance/project>', projectIs);
  // Loaded when needed: the other commands do without.
  const act = async (
    flags: IndexFlags,
    work: (actions: Actions, tools: IndexTools) => Promise<number>,
  ): Promise<number> => {
    const actions = await import('./indexActions.js');
    return await actions.using(flags, collaborators, (tools) => work(actions, tools));
  };
  const only = 'only this project (default: all that are configured)';

  add('status', 'show what is indexed', only)
    .option('--json', 'print JSON')
    .action(async (flags: IndexFlags & { json?: true }) => {
      await run(act(flags, (actions, tools) => actions.status(tools, flags.json, collaborators)));
    });
  add('verify', 'compare the index with the servers; exit code 1 if it differs', only)
    .option('--repair', 'store missing mails, and remove those that are gone')
    .action(async (flags: IndexFlags & { repair?: true }) => {
      await run(act(flags, (actions, tools) => actions.verify(tools, flags.repair, collaborators)));
    });
  add('forget', 'remove mails, and keep them out of the index', 'remove this project instead')
    .argument('[message-id...]', 'Message-IDs of the mails')
    .action(async (messageIds: readonly string[], flags: IndexFlags) => {
      await run(
        act(flags, (actions, tools) => actions.forget(tools, messageIds, flags, collaborators)),
      );
    });
  add('rebuild', 'empty the index, so that the gateway fills it again', only)
    .option('--yes', 'empty it; without this option only the estimate is printed')
    .action(async (flags: IndexFlags & { yes?: true }) => {
      await run(act(flags, (actions, tools) => actions.rebuild(tools, flags.yes, collaborators)));
    });
  add(
    'seed',
    'fill the index from an archive, without reading texts from the server',
    'the project',
  )
    .argument('<archive>', 'folder of a public-inbox v2 archive, mbox file or Maildir')
    .addHelpText('after', SEED_EXAMPLE)
    .action(async (archive: string, flags: IndexFlags) => {
      if (flags.project === undefined) throw new UsageError('--project is required');
      const { seed } = await import('./seed.js');
      await run(act(flags, (_actions, tools) => seed(tools, archive, collaborators)));
    });
}
