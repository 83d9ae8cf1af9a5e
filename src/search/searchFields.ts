import type { SearchField } from './ParsedQuery.js';

/**
 * The fields by every name they may be written with: the short ones of lore.kernel.org (public-inbox),
 * the long ones of GitHub, and Patchwork's own words. `since` and `before` are dates too.
 */
export const FIELD_BY_NAME: ReadonlyMap<string, SearchField | 'since' | 'before'> = new Map<
  string,
  SearchField | 'since' | 'before'
>([
  ['subject', 'subject'],
  ['s', 'subject'],
  ['author', 'submitter'],
  ['submitter', 'submitter'],
  ['from', 'submitter'],
  ['f', 'submitter'],
  ['project', 'project'],
  ['list', 'project'],
  ['l', 'project'],
  ['state', 'state'],
  ['delegate', 'delegate'],
  ['archived', 'archived'],
  ['check', 'check'],
  ['version', 'version'],
  ['date', 'date'],
  ['d', 'date'],
  ['since', 'since'],
  ['before', 'before'],
  ['messageid', 'messageId'],
  ['message-id', 'messageId'],
  ['msgid', 'messageId'],
  ['m', 'messageId'],
  ['instance', 'instance'],
  ['is', 'is'],
  ['path', 'path'],
  ['file', 'path'],
  ['reviewedby', 'reviewer'],
  ['reviewed-by', 'reviewer'],
  ['rb', 'reviewer'],
  ['status', 'status'],
  ['has', 'has'],
]);

const NO_ADDRESSEES =
  'Patchwork does not index To and Cc; use author: for the sender or l: for the list';
const NO_BODIES = 'Patchwork searches names only, not messages or diffs; use words or s:';

/** What to say to those who write a field that they know from elsewhere. */
export const ADVICE_BY_FOREIGN_NAME: ReadonlyMap<string, string> = new Map([
  ['t', NO_ADDRESSEES],
  ['c', NO_ADDRESSEES],
  ['tc', NO_ADDRESSEES],
  ['a', NO_ADDRESSEES],
  ['to', NO_ADDRESSEES],
  ['cc', NO_ADDRESSEES],
  ['b', NO_BODIES],
  ['bs', NO_BODIES],
  ['nq', NO_BODIES],
  ['q', NO_BODIES],
  ['body', NO_BODIES],
  ['in', NO_BODIES],
  ['dfn', 'write path: for files that a patch changes'],
  ['dfa', NO_BODIES],
  ['dfb', NO_BODIES],
  ['dfctx', NO_BODIES],
  ['dfhh', NO_BODIES],
  ['n', NO_BODIES],
  ['mid', 'write m: for a Message-ID'],
  ['id', 'write m: for a Message-ID; a number alone finds objects with that number'],
  ['mailto', 'write author: for the sender, or the address alone'],
  ['rt', 'write d: for dates'],
  ['dt', 'write d: for dates'],
  ['after', 'write since: for dates'],
  ['until', 'write before: for dates'],
  ['created', 'write d: for dates'],
  ['updated', 'Patchwork does not expose a last-modified date; d: is the date of the mail'],
  ['sort', 'give the order as an argument, not in the query'],
  ['repo', 'write project:'],
  ['org', 'write instance:'],
  ['host', 'write instance:'],
  ['server', 'write instance:'],
  [
    'type',
    'write is:patch, is:series, is:cover, is:pr, is:open, is:closed, is:project or is:person',
  ],
  ['assignee', 'write delegate:'],
  ['reviewer', 'write delegate:, or rb: for a person who gave a Reviewed-by'],
  ['no', 'write delegate:none for patches without a delegate'],
  ['label', 'Patchwork has no labels; state: is the closest match'],
  ['tag', 'Patchwork does not expose tags'],
]);
