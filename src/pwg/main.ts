import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/ConfigError.js';
import { addReadCommands } from './commands/readCommands.js';
import { addSetupCommands } from './commands/setupCommands.js';
import { addWriteCommands } from './commands/writeCommands.js';
import { plainText } from './output/plainText.js';
import type { PwgIo } from './PwgIo.js';
import { EXIT, PwgError, type ExitCode } from './PwgError.js';
import { readVersion } from '../readVersion.js';
import type { ProgramContext } from './ProgramContext.js';
import { Session } from './Session.js';

/**
 * Runs one `pwg` command and resolves with its exit code, see {@link EXIT}. It never throws: errors are
 * written to standard error.
 */
export async function main(argv: readonly string[], io: PwgIo): Promise<ExitCode> {
  const end = argv.indexOf('--');
  const isPassedOn = end >= 0 && argv.slice(0, end).includes('apply');
  let exitCode: ExitCode = EXIT.whole;
  const write: ProgramContext['write'] = async (flags, command) => {
    const session = await Session.open(io, flags);
    try {
      exitCode = await command(session);
    } finally {
      await session.close();
    }
  };
  const program = createProgram({
    io,
    passedOn: isPassedOn ? argv.slice(end + 1) : [],
    write,
    query: (flags, command) =>
      write(flags, async (session) => {
        await command(session);
        return session.exitCode;
      }),
  });
  try {
    await addCompletion(program, argv, io);
    await program.parseAsync(isPassedOn ? argv.slice(0, end) : argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has already written its message, or the requested help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.whole : EXIT.usage;
    const message = error instanceof Error ? error.message : String(error);
    io.stderr.write(`error: ${plainText(message)}\n`);
    if (error instanceof PwgError) return error.exitCode;
    return error instanceof ConfigError ? EXIT.usage : EXIT.failed;
  }
}

/**
 * The script of the library calls this function of the package bash-completion, which not every system has.
 * The function sets variables of its caller.
 */
const BASH_WORDS = `declare -F _get_comp_words_by_ref >/dev/null || _get_comp_words_by_ref() {
    words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD
    cur=\${COMP_WORDS[COMP_CWORD]}; prev=\${COMP_WORDS[COMP_CWORD-1]}
}
`;

/** The library is loaded only when its commands run, because it iterates over all other commands. */
async function addCompletion(
  program: Command,
  [name, shell]: readonly string[],
  { stdout }: PwgIo,
): Promise<void> {
  if (name === 'completion' || name === 'complete') {
    const { default: tab } = await import('@bomb.sh/tab/commander');
    tab(program, { completionCommandName: 'completion' });
    if (name === 'completion' && shell === 'bash') stdout.write(BASH_WORDS);
    return;
  }
  program
    .command('completion')
    .description('print a script that completes commands and flags: bash, zsh or fish')
    .argument('<shell>');
}

/** Creates the tree of commands. */
function createProgram(context: ProgramContext): Command {
  const { stdout, stderr } = context.io;
  const program = new Command('pwg')
    .description('Patchwork on the command line, over many servers')
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
References: a number (123, series/45, kernel/123, kernel/series/45), the URL of a patch, series, cover letter,
bundle or archived mail, or a Message-ID. Several are looked up with one request.

Exit code: 0 for a whole answer, 1 for a failure, 2 for a part, 3 for wrong arguments.

Examples:
  $ pwg queue -p netdevbpf
  $ pwg list --submitter ana@a.example --json number,name,state
  $ pwg show 20261127.1-1-ana@a.example
  $ pwg apply kernel/series/45 -- -3 --signoff
  $ pwg state accepted 123 124 series/45`,
    );
  addReadCommands(program, context);
  addWriteCommands(program, context);
  addSetupCommands(program, context);
  return program;
}
