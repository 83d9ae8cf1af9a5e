import { HASH_FIELDS, MAIL_FIELDS, type SearchField } from './ParsedQuery.js';

/** A name of a field: `since`, `before` and `age` are dates too. */
type FieldName = SearchField | 'since' | 'before' | 'age';

/**
 * The fields by all their names: the short ones of lore.kernel.org (public-inbox), the long ones of
 * GitHub, and Patchwork's terms. `rt` is the date too, because servers store no other.
 */
export const FIELD_BY_NAME: ReadonlyMap<string, FieldName> = new Map<string, FieldName>([
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
  ['age', 'age'],
  ['rt', 'date'],
  ['h', 'h'],
  ['to', 't'],
  ['cc', 'c'],
  ['body', 'b'],
  ...MAIL_FIELDS.map((field): [string, FieldName] => [field, field]),
  ...HASH_FIELDS.map((field): [string, FieldName] => [field, field]),
]);

/** Hints for fields of other search languages. */
export const ADVICE_BY_FOREIGN_NAME: ReadonlyMap<string, string> = new Map([
  ['in', 'write b: for texts of mails'],
  ['mid', 'write m: for a Message-ID'],
  ['id', 'write m: for a Message-ID; a number alone finds objects with that number'],
  ['mailto', 'write author: for the sender, or the address alone'],
  ['dt', 'write d: for dates'],
  ['after', 'write since: for dates'],
  ['until', 'write before: for dates'],
  ['created', 'write d: for dates'],
  ['updated', 'Patchwork does not expose a last-modified date; d: is the date of the mail'],
  ['sort', 'pass the order as an argument, not in the query'],
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
