import {
  addCommonFlags,
  addFormatFlags,
  addProjectFlag,
  addTypeFlags,
  collect,
  addConnectionFlags,
  readInterval,
  readLimit,
} from '../commandFlags.js';
import type { ProgramContext } from '../ProgramContext.js';
import type { CommonFlags } from '../Session.js';
import type { Command } from 'commander';
import { checks } from './checks.js';
import { apply, type ApplyFlags } from './apply.js';
import { download, type DownloadFlags } from './download.js';
import { graphql, type GraphqlFlags } from './graphql.js';
import { open, type OpenFlags } from './open.js';
import { watch, type WatchFlags } from './watch.js';
import { list, LISTS, type ListFlags } from './list.js';
import { queue, type QueueFlags } from './queue.js';
import { search, type SearchFlags } from './search.js';
import { show, type ShowFlags } from './show.js';

const TYPES = Object.keys(LISTS).join(', ');
/** Words that were probably meant as types. */
const PLURALS = /^(?:patches|covers|bundles)$/;
const DEFAULT_LIMIT = 100;
const DEFAULT_INTERVAL = 60;

/** Commands that read. */
export function addReadCommands(program: Command, context: ProgramContext): void {
  addQueue(program, context);
  addList(program, context);
  addShow(program, context);
  addSearch(program, context);
  addApply(program, context);
  addDownload(program, context);
  addChecks(program, context);
  addOpen(program, context);
  addWatch(program, context);
  addGraphql(program, context);
}

function addLimit(command: Command): Command {
  return command.option('-n, --limit <number>', 'number of rows, or all', readLimit, DEFAULT_LIMIT);
}

function addQueue(program: Command, { query }: ProgramContext): void {
  const command = program
    .command('queue')
    .description('list series that require action, grouped by who has to act')
    .allowExcessArguments(false)
    .option(
      '--me <email>',
      'your email address, to show the reasons that concern you; repeatable',
      collect,
    )
    .option(
      '-w, --waiting-on <who>',
      'maintainer, reviewers, author or nobody; repeatable',
      collect,
    )
    .option('--submitter <email>', 'series of this person; repeatable', collect)
    .option('--delegate <user>', 'series with a patch delegated to this user; repeatable', collect);
  addFormatFlags(addProjectFlag(addCommonFlags(addLimit(command)))).action(
    (flags: CommonFlags & QueueFlags) => query(flags, (session) => queue(session, flags)),
  );
}

function addList(program: Command, { query }: ProgramContext): void {
  const command = program
    .command('list')
    .alias('ls')
    .description('list patches, series, cover letters or bundles')
    .argument('[type]', `${TYPES} (default: patch), or a word of the name`)
    .argument('[words...]', 'words in the name')
    .option(
      '--state <slug>',
      'states (default: new, under-review); any for all; repeatable',
      collect,
    )
    .option('--submitter <person>', 'email address, or part of the name; repeatable', collect)
    .option('--delegate <user>', 'username or email address; repeatable', collect)
    .option('--owner <user>', 'owners of bundles; repeatable', collect)
    .option('--hash <hash>', 'hash of the diff')
    .option('--archived', 'include archived patches')
    .option('--since <date>', 'on or after this date: 2026-11-26, or 7d')
    .option('--before <date>', 'before: 2026-11-26, or 7d')
    .option(
      '--sort <field>',
      'date, name or id; -date for descending (default: -date; bundles: name)',
    );
  addFormatFlags(addProjectFlag(addCommonFlags(addLimit(command))))
    .addHelpText(
      'after',
      `
Examples:
  $ pwg list --state any --since 7d
  $ pwg list series --submitter ana@a.example
  $ pwg list --json number,name,state,webUrl`,
    )
    .action(
      (type: string | undefined, words: readonly string[], flags: CommonFlags & ListFlags) => {
        const isType = type !== undefined && Object.hasOwn(LISTS, type);
        const what = isType ? (type as keyof typeof LISTS) : 'patch';
        const terms = isType || type === undefined ? words : [type, ...words];
        return query(flags, (session) => {
          if (PLURALS.test(type ?? '')) {
            session.note(`"${type ?? ''}" is searched for in names; the types are ${TYPES}`);
          }
          return list(session, what, terms, flags);
        });
      },
    );
}

function addShow(program: Command, { query }: ProgramContext): void {
  const command = program
    .command('show')
    .description('show patches, series, cover letters and bundles')
    .argument('<reference...>')
    .option('-b, --body', 'include the commit message or the text of the cover letter')
    .option('-d, --diff', 'include the diff')
    .option('--comments', 'include the replies')
    .option('--review', 'include review decision, trailers and states')
    .option('--versions', 'include versions, dependencies and related patches');
  addFormatFlags(addTypeFlags(addCommonFlags(command))).action(
    (references: readonly string[], flags: CommonFlags & ShowFlags) =>
      query(flags, (session) => show(session, references, flags)),
  );
}

function addSearch(program: Command, { query }: ProgramContext): void {
  const command = program
    .command('search')
    .description('search all servers with the query language of the graph')
    .argument(
      '<query...>',
      `words and terms such as f:ana state:new 'age:<7d' 'b:"use after free"'`,
    )
    .option(
      '-t, --type <type>',
      'patch, series, cover, comment, project or person; repeatable',
      collect,
    );
  addFormatFlags(addProjectFlag(addCommonFlags(addLimit(command)))).action(
    (words: readonly string[], flags: CommonFlags & SearchFlags) =>
      query(flags, (session) => search(session, words, flags)),
  );
}

function addApply(program: Command, { query, passedOn }: ProgramContext): void {
  const command = program
    .command('apply')
    .description('apply patches, series or bundles with git am')
    .argument('<reference...>')
    .usage('[options] <reference...> [-- arguments of git am]')
    .option('--plain', "use the server's mbox, without reading trailers in replies")
    .option('--message-id', 'add Message-ID trailers')
    .option('--deps', 'also apply the preceding patches of the series')
    .option('--dry-run', 'print base and trailers without applying anything');
  addTypeFlags(addCommonFlags(command)).action(
    (references: readonly string[], flags: CommonFlags & ApplyFlags) =>
      query(flags, (session) => apply(session, references, passedOn, flags)),
  );
}

function addDownload(program: Command, { query }: ProgramContext): void {
  const command = program
    .command('download')
    .description('save mails or diffs')
    .argument('<reference...>')
    .option('-o, --output <place>', 'file, directory, or - for standard output (default: .)')
    .option('--diff', 'save only the diffs')
    .option('--ready', 'series with the trailers of reviewers, as applied by apply')
    .option('--separate', 'write one file for each patch of a series')
    .option('-f, --force', 'replace existing files');
  addTypeFlags(addCommonFlags(command)).action(
    (references: readonly string[], flags: CommonFlags & DownloadFlags) =>
      query(flags, (session) => download(session, references, flags)),
  );
}

function addChecks(program: Command, { query }: ProgramContext): void {
  const command = program
    .command('checks')
    .description('list the checks of patches, or of all patches of series')
    .argument('<reference...>');
  addFormatFlags(addTypeFlags(addCommonFlags(command))).action(
    (references: readonly string[], flags: CommonFlags & ShowFlags) =>
      query(flags, (session) => checks(session, references, flags.type)),
  );
}

function addOpen(program: Command, { query }: ProgramContext): void {
  const command = program
    .command('open')
    .description('open the page of a patch, series, cover letter or bundle in the browser')
    .argument('<reference...>')
    .option('--print', 'print the URL instead');
  addTypeFlags(addCommonFlags(command)).action(
    (references: readonly string[], flags: CommonFlags & OpenFlags) =>
      query(flags, (session) => open(session, references, flags)),
  );
}

function addWatch(program: Command, { query }: ProgramContext): void {
  const command = program
    .command('watch')
    .description('print events as they happen, until interrupted')
    .allowExcessArguments(false)
    .option('--category <name>', 'such as patch-created or check-created; repeatable', collect)
    .option(
      '--interval <seconds>',
      'time between requests, if the gateway does not follow events',
      readInterval,
      DEFAULT_INTERVAL,
    );
  addFormatFlags(addProjectFlag(addCommonFlags(command))).action(
    (flags: CommonFlags & WatchFlags) => query(flags, (session) => watch(session, flags)),
  );
}

function addGraphql(program: Command, { write }: ProgramContext): void {
  const command = program
    .command('graphql')
    .description('send a GraphQL document, and print the answer')
    .argument('<file>', 'file with the document; - for standard input')
    .option(
      '-F, --field <name=value>',
      'variable; parsed as JSON, otherwise text; repeatable',
      (text: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), text],
    )
    .option('--variables <file>', 'file with the variables as JSON')
    .allowExcessArguments(false);
  addConnectionFlags(command).action((file: string, flags: CommonFlags & GraphqlFlags) =>
    write(flags, (session) => graphql(session, file, flags)),
  );
}
