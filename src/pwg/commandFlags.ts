import { Option, type Command } from 'commander';
import { usageError } from './PwgError.js';
import { NUMBERED_TYPES } from './references/Reference.js';

/** Collects the values of a repeatable flag, which may also be separated by commas. */
export function collect(text: string, earlier: readonly string[] | undefined): readonly string[] {
  return [
    ...(earlier ?? []),
    ...text
      .split(',')
      .map((value) => value.trim())
      .filter(Boolean),
  ];
}

/** Reads a number of rows. @throws PwgError */
export function readLimit(text: string): number {
  if (text === 'all') return Infinity;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100_000) return limit;
  throw usageError(`--limit: "${text}" is not a number from 1 to 100000, or all`);
}

/** Reads seconds between two requests. @throws PwgError */
export function readInterval(text: string): number {
  const seconds = Number(text);
  // Operators of public servers object to shorter intervals.
  if (seconds >= 15 && seconds <= 86_400) return seconds;
  throw usageError(`--interval: "${text}" is not a number of seconds from 15 to 86400`);
}

/** Reads `yes` or `no`. @throws PwgError */
export function readBoolean(text: string): boolean {
  if (/^(?:yes|true|on|1)$/i.test(text)) return true;
  if (/^(?:no|false|off|0)$/i.test(text)) return false;
  throw usageError(`"${text}" is not yes or no`);
}

/** Flags that select the graph. */
export function addConnectionFlags(command: Command): Command {
  return command
    .option('-g, --gateway <url>', 'query this gateway (default: PWG_GATEWAY, or pwg.yml)')
    .option('-c, --config <file>', 'query the servers of this gateway configuration directly')
    .option('--sample', 'query sample servers with invented data')
    .option('-v, --verbose', 'report the number of upstream requests')
    .option('--no-color', 'write without colors (also NO_COLOR)');
}

/** Flags of every command that queries the graph. */
export function addCommonFlags(command: Command): Command {
  return addConnectionFlags(command).option(
    '-i, --instance <name>',
    'instances to query, and those that plain numbers refer to; repeatable',
    collect,
  );
}

/** `--project`, for lists. */
export function addProjectFlag(command: Command): Command {
  return command.option(
    '-p, --project <name>',
    "projects: a link name, or INSTANCE/NAME; repeatable; '*' for all",
    collect,
  );
}

/** `--json` and `--csv`. */
export function addFormatFlags(command: Command): Command {
  return command
    .option('--json [fields]', 'print these fields, separated by commas, as JSON')
    .option('--csv [fields]', 'print these fields, separated by commas, as CSV');
}

/** `--type` and `--series`: the kind of objects that plain numbers refer to. */
export function addTypeFlags(command: Command): Command {
  return command
    .addOption(
      new Option('-t, --type <type>', 'type of the objects that plain numbers refer to')
        .choices([...NUMBERED_TYPES])
        .default('patch'),
    )
    .addOption(
      new Option('-s, --series', 'plain numbers refer to series').implies({ type: 'series' }),
    );
}
