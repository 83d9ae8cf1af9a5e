import { Command, InvalidArgumentError } from 'commander';

/** The flags of the load test. */
export interface LoadFlags {
  readonly seconds: number;
  /** Each sends one query after another. */
  readonly connections: number;
  readonly seed: number;
}

/** Parses the command line; exits with a message if it is invalid. */
export function readLoadFlags(parameters: readonly string[]): LoadFlags {
  const program = new Command('load')
    .description('Sends queries to a gateway over three failing servers, and checks every answer.')
    .option('--seconds <number>', 'duration, 1 to 300', between(1, 300), 60)
    .option('--connections <number>', 'concurrent clients, 1 to 500', between(1, 500), 200)
    .option('--seed <number>', 'seed of the queries and their order', between(1, 1_000_000), 1)
    .allowExcessArguments(false)
    .showHelpAfterError('(--help shows all options)');
  program.parse(parameters, { from: 'user' });
  return program.opts<LoadFlags>();
}

function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(
      `It must be a whole number from ${String(least)} to ${String(most)}.`,
    );
  };
}
