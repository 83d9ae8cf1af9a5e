import type { TextField } from '../../src/corpus/IndexedMail.js';
import type { IndexCondition } from '../../src/corpus/IndexPlan.js';
import { tokensOf } from '../../src/corpus/tokens.js';
import { wordOfRank } from './benchMails.js';

/** A kind of query, with conditions that are run one after another. */
export interface QueryKind {
  readonly name: string;
  readonly conditions: readonly IndexCondition[];
}

const VARIANTS = 40;
const WHOLE_MAIL: readonly TextField[] = ['s', 'f', 't', 'c', 'nq', 'q'];
const FOLDERS = ['net', 'mm', 'sched', 'fs', 'block', 'usb', 'crypto', 'tracing'];
/** Words of the diffs. */
const IDENTIFIERS = ['state', 'timeout', 'length', 'offset', 'EINVAL', 'out_unlock', 'ENOMEM'];

const text = (
  words: string,
  fields: readonly TextField[] = WHOLE_MAIL,
  prefix = false,
): IndexCondition => ({ kind: 'text', fields, tokens: tokensOf(words), prefix });
const all = (...parts: readonly IndexCondition[]): IndexCondition => ({ kind: 'and', parts });
const variants = (make: (index: number) => IndexCondition): readonly IndexCondition[] =>
  Array.from({ length: VARIANTS }, (_, index) => make(index));
const folder = (index: number): string => FOLDERS[index % FOLDERS.length] ?? 'net';
const identifier = (index: number): string => IDENTIFIERS[index % IDENTIFIERS.length] ?? 'state';

/** The kinds of queries that are measured. */
export const QUERY_KINDS: readonly QueryKind[] = [
  {
    name: 'rare word',
    conditions: variants((index) => text(wordOfRank(20_000 + index * 577))),
  },
  { name: 'common word', conditions: variants((index) => text(wordOfRank(index % 10))) },
  {
    name: 'two words',
    conditions: variants((index) =>
      all(text(wordOfRank(50 + index)), text(wordOfRank(300 + 7 * index))),
    ),
  },
  {
    name: 'phrase in `nq:`',
    conditions: variants((index) =>
      index % 2 === 0
        ? text('must be checked before it is used', ['nq'])
        : text(`${wordOfRank(index % 4)} ${wordOfRank(index % 7)}`, ['nq']),
    ),
  },
  {
    name: 'path, `dfn:`',
    conditions: variants((index) =>
      text(`${folder(index)}/file${String(1 + index * 11)}.c`, ['dfn']),
    ),
  },
  {
    name: 'prefix, `word*`',
    conditions: variants((index) => text(`w${(1 + (index % 35)).toString(36)}a`, WHOLE_MAIL, true)),
  },
  {
    name: '`dfa:x -dfb:x`',
    conditions: variants((index) =>
      all(text(identifier(index), ['dfa']), {
        kind: 'not',
        part: text(identifier(index), ['dfb']),
      }),
    ),
  },
  {
    name: 'word and state',
    conditions: variants((index) =>
      all(text(wordOfRank(5 * index)), { kind: 'summary', field: 'state', values: ['new'] }),
    ),
  },
];
