import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/ConfigError.js';
import { loadConfig } from '../config/loadConfig.js';
import { suggestName } from '../suggestName.js';
import { BadUserInputError } from '../errors.js';
import { checkConfig, type CheckConfigFlags } from './checkConfig.js';
import type { CliCollaborators } from './CliCollaborators.js';
import { listHooks, redeliverHook, testHook, type HookFlags } from './hooks.js';
import { listPresets } from './listPresets.js';
import { serveMcp, type McpFlags } from './mcp.js';
import { readVersion } from '../readVersion.js';
import { serve, type ServeFlags } from './serve.js';
import { addIndexCommands } from './searchIndex/indexCommands.js';
import { UsageError } from './UsageError.js';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/**
 * Runs one command of `patchwork-graphql` and resolves with the exit code: 0 for done, 1 for what
 * failed, 2 for wrong flags or a faulty configuration. Nothing is thrown; what went wrong is
 * written to `stderr`, without a stack trace.
 */
export async function runCli(
  argv: readonly string[],
  collaborators: CliCollaborators,
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(collaborators, async (command) => {
    exitCode = await command;
  });
  try {
    refuseUnknownCommand(argv, program);
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has written its message, or the help that was requested, already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    collaborators.stderr.write(
      `error: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return isUsersFault(error) ? EXIT_USAGE : EXIT_FAILED;
  }
}

function isUsersFault(error: unknown): boolean {
  return [ConfigError, UsageError, BadUserInputError].some((kind) => error instanceof kind);
}

function createProgram(
  collaborators: CliCollaborators,
  run: (command: Promise<number>) => Promise<void>,
): Command {
  const program = createRoot(collaborators);
  addServe(program, (flags) => run(serve(flags, collaborators)));
  addCheckConfig(program, (flags) => run(checkConfig(flags, collaborators)));
  addMcp(program, (flags) => run(serveMcp(flags, collaborators)));
  addHookCommands(program, collaborators, run);
  addListings(program, collaborators);
  addIndexCommands(program, collaborators, run);
  return program;
}

function createRoot({ stdout, stderr }: CliCollaborators): Command {
  return new Command('patchwork-graphql')
    .description('One GraphQL API over many Patchwork servers')
    .version(readVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .showHelpAfterError('(--help lists the commands and flags)')
    .addHelpText(
      'after',
      `
Examples:
  $ patchwork-graphql                     sample servers on http://127.0.0.1:4000
  $ patchwork-graphql --instance kernel   one public server
  $ patchwork-graphql serve --help        all flags`,
    );
}

function addServe(program: Command, run: (flags: ServeFlags) => Promise<void>): void {
  addInstanceFlags(
    program
      .command('serve', { isDefault: true })
      .description('serve the graph (the default command)')
      .allowExcessArguments(false),
  )
    .option('-p, --port <port>', 'port to listen on; 0 selects a free port (default: 4000)')
    .option('--host <host>', 'address to listen on (default: 127.0.0.1, this machine only)')
    .option('--log-level <level>', 'silent, fatal, error, warn, info, debug or trace')
    .option('--roles <roles>', 'what this process does: api, poll, hooks, index (default: all)')
    .option('--sample-faults <spec>', 'faults of the sample servers')
    .addHelpText(
      'after',
      `
Examples:
  $ patchwork-graphql                                    sample servers
  $ patchwork-graphql serve --instance kernel --instance mine=https://patchwork.example.org
  $ patchwork-graphql serve --config gateway.yml --port 8080`,
    )
    .action(run);
}

function addCheckConfig(program: Command, run: (flags: CheckConfigFlags) => Promise<void>): void {
  addInstanceFlags(
    program
      .command('check-config')
      .description('check the configuration and every instance')
      .allowExcessArguments(false),
  )
    .addHelpText(
      'after',
      `
Exit code: 0 if all checks pass, 1 if an instance does not answer, 2 if the configuration is invalid.

Examples:
  $ patchwork-graphql check-config --config gateway.yml
  $ patchwork-graphql check-config --instance kernel`,
    )
    .action(run);
}

function addMcp(program: Command, run: (flags: McpFlags) => Promise<void>): void {
  addInstanceFlags(
    program
      .command('mcp')
      .description('serve tools for assistants (MCP) over standard input and output')
      .allowExcessArguments(false),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ claude mcp add patchwork -- patchwork-graphql mcp --instance kernel
  $ patchwork-graphql mcp --config gateway.yml`,
    )
    .action(run);
}

/** Commands that print built-in data. */
function addListings(program: Command, { stdout, environment }: CliCollaborators): void {
  program
    .command('schema')
    .description('print the GraphQL schema (SDL); that of the subgraph, with federation.enabled')
    .option('-c, --config <file>', 'configuration file (YAML)')
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ patchwork-graphql schema > schema.graphql\n  $ patchwork-graphql schema --config gateway.yml | rover subgraph check company@prod --name patchwork --schema -',
    )
    .action(async ({ config: file }: { readonly config?: string }) => {
      const { federation } = loadConfig({ file, ...(environment && { environment }) });
      // Loaded when needed: the other commands do without the graph.
      if (federation.enabled) {
        const { printSubgraph } = await import('../graphql/subgraph/printSubgraph.js');
        stdout.write(`${await printSubgraph(federation)}\n`);
        return;
      }
      const { readSdl } = await import('../graphql/sdl.js');
      stdout.write(readSdl());
    });

  program
    .command('presets')
    .description('list the public servers known to --instance')
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      '\nExample:\n  $ patchwork-graphql presets && patchwork-graphql serve --instance kernel',
    )
    .action(() => {
      stdout.write(listPresets());
    });
}

function addHookCommands(
  program: Command,
  collaborators: CliCollaborators,
  run: (command: Promise<number>) => Promise<void>,
): void {
  const hooks = program
    .command('hooks')
    .description('list, test and redeliver webhooks')
    .addHelpText(
      'after',
      `
Examples:
  $ patchwork-graphql hooks list --config gateway.yml
  $ patchwork-graphql hooks test ci --config gateway.yml
  $ patchwork-graphql hooks redeliver ci --config gateway.yml`,
    );
  const addFile = (command: Command): Command =>
    command.option('-c, --config <file>', 'configuration file (YAML)').allowExcessArguments(false);
  addFile(hooks.command('list').description('print the webhooks and their queues')).action(
    async (flags: HookFlags) => run(listHooks(flags, collaborators)),
  );
  addFile(
    hooks.command('test').description('send an example to a webhook').argument('<name>'),
  ).action(async (name: string, flags: HookFlags) => run(testHook(name, flags, collaborators)));
  addFile(
    hooks
      .command('redeliver')
      .description('enable a webhook, and resend its failed or pending deliveries')
      .argument('<name>')
      .argument('[id]', 'webhook-id of one delivery'),
  ).action(async (name: string, id: string | undefined, flags: HookFlags) =>
    run(redeliverHook(name, id, flags, collaborators)),
  );
}

function addInstanceFlags(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration file (YAML)')
    .option(
      '-i, --instance <name[=url]>',
      'serve this instance: a preset, one from the file, or NAME=URL; repeatable',
      (spec: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), spec],
    )
    .option('--contact <contact>', 'contact address for the operators of the servers');
}

/** Without this, commander takes a mistyped command for an argument of `serve`. */
function refuseUnknownCommand([first = '-']: readonly string[], program: Command): void {
  const names = [...program.commands.map((command) => command.name()), 'help'];
  if (first.startsWith('-') || names.includes(first)) return;
  const nearest = suggestName(first, names);
  const hint = nearest === undefined ? `one of ${names.join(', ')}` : `"${nearest}"`;
  throw new UsageError(`"${first}" is not a command; expected ${hint}`);
}
