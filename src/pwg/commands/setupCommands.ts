import { Argument, type Command } from 'commander';
import { addConnectionFlags } from '../commandFlags.js';
import type { ProgramContext } from '../ProgramContext.js';
import { importConfig, IMPORTS, showConfig } from './config.js';
import { login, logout, type LoginFlags } from './login.js';

/** Commands about `pwg` itself. */
export function addSetupCommands(program: Command, { io }: ProgramContext): void {
  const addLogin = (command: Command): Command =>
    addConnectionFlags(
      command
        .argument('[instance]')
        .allowExcessArguments(false)
        .option('--key', 'store the key of the gateway instead of the token of an instance'),
    );
  addLogin(
    program
      .command('login')
      .description('store an API token, read from a prompt or standard input'),
  ).action((instance: string | undefined, flags: LoginFlags) => login(io, instance, flags));
  addLogin(program.command('logout').description('remove a stored API token')).action(
    (instance: string | undefined, flags: LoginFlags) => logout(io, instance, flags),
  );
  const config = program
    .command('config')
    .description('show settings, or import them from other programs');
  config
    .command('show')
    .description('print the settings')
    .allowExcessArguments(false)
    .action(() => showConfig(io));
  config
    .command('import')
    .description('import servers, projects and tokens from another program')
    .addArgument(new Argument('<program>').choices([...IMPORTS]))
    .allowExcessArguments(false)
    .action((program: (typeof IMPORTS)[number]) => importConfig(io, program));
}
