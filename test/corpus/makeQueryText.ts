import type { IndexedMail } from '../../src/corpus/IndexedMail.js';
import { FIELD_BY_NAME } from '../../src/search/searchFields.js';
import type { Dice } from './makeMails.js';

type FieldName = typeof FIELD_BY_NAME extends ReadonlyMap<string, infer Field> ? Field : never;

/** Field names of the language; new ones are included automatically. */
const NAMES = [...FIELD_BY_NAME];
/** Characters that end a word, in a query as in a text. */
const JOINTS = [' ', '->', '.', '/', ', ', ': '];

/** A query in the language that matches a mail, or nearly so. */
export function makeQueryText(dice: Dice, mail: IndexedMail): string {
  const terms = Array.from({ length: 1 + dice.roll(3, 2) }, () => makeTerm(dice, mail));
  if (dice.roll(4) !== 0) return terms.join(' ');
  const other = makeTerm(dice, mail);
  return `${terms.join(' ')} (${makeTerm(dice, mail)} OR ${other} ${makeTerm(dice, mail)})`;
}

function makeTerm(dice: Dice, mail: IndexedMail): string {
  const minus = dice.roll(6) === 0 ? '-' : '';
  if (dice.roll(4) === 0)
    return `${minus}${wordsOf(dice, dice.pick([mail.fields.nq, mail.fields.s]))}`;
  const [name, field] = dice.pick(NAMES);
  return `${minus}${name}:${valueOf(dice, field, mail)}`;
}

/** A value for every field of the language: a field without one does not compile. */
function valueOf(dice: Dice, field: FieldName, mail: IndexedMail): string {
  const { fields, summary } = mail;
  const day = (offset: number): string =>
    new Date((mail.date + offset * 86_400) * 1000).toISOString().slice(0, 10);
  switch (field) {
    case 'subject':
      return wordsOf(dice, fields.s);
    case 'submitter':
      return wordsOf(dice, fields.f);
    case 'project':
      return dice.pick([mail.project, `one/${mail.project}`, 'list@lib.example.org', 'two/lib']);
    case 'state':
      return `${summary?.state ?? 'new'}${dice.roll(3) === 0 ? ',accepted' : ''}`;
    case 'delegate': {
      const name = summary?.delegate ?? '';
      return name === '' ? 'none' : dice.pick([name, name.toUpperCase(), `none,${name}`]);
    }
    case 'archived':
      return dice.pick(['true', 'no']);
    case 'check':
      return dice.pick(['success', 'fail,pending', 'none', 'pending']);
    case 'version':
      return dice.pick(['2', 'v1..2', '>1', '1,3']);
    case 'date':
      return dice.pick([day(0), `${day(-1)}..${day(1)}`, `${day(0)}..`, `..${day(0)}`]);
    case 'since':
    case 'before':
      return day(dice.roll(2));
    case 'age':
      return dice.pick(['<2y', '>3w']);
    case 'messageId':
      return `<${mail.messageId ?? 'none@example.org'}>`;
    case 'instance':
      return dice.pick(['one', 'two']);
    case 'is':
      return dice.pick(['patch', 'cover', 'pr', 'open', 'patch,cover']);
    case 'path':
      return dice.pick([...fields.dfn, 'net/core/', 'net/*/dev.c', 'drivers/net/*_bar.?']);
    case 'reviewer':
      return 'ann1@example.org';
    case 'status':
      return 'accepted';
    case 'has':
      return 'replies';
    case 'h': {
      const { name, value } = dice.pick(fields.h);
      return `"${name}=${value.replace(/["\\]/g, ' ')}"`;
    }
    case 'dfpre':
    case 'dfpost':
    case 'dfblob':
      return (fields.preBlobs[0] ?? '1000001').slice(0, 5 + dice.roll(3));
    case 'patchid':
      return (fields.patchId ?? 'abcdef').slice(0, 5 + dice.roll(36));
    case 't':
    case 'c':
    case 'tc':
      return wordsOf(dice, dice.pick([...fields.t, ...fields.c]));
    case 'a':
      return wordsOf(dice, dice.pick([...fields.c, fields.f]));
    case 'n':
      return wordsOf(dice, dice.pick([...fields.n, 'fix.patch']));
    case 'q':
      return wordsOf(dice, fields.q);
    case 'b':
    case 'bs':
    case 'nq':
      return wordsOf(dice, dice.pick([fields.nq, fields.q, fields.dfb]));
    case 'dfn':
      return dice.pick([...fields.dfn, 'net/core/', 'dev.c', 'driv*']);
    case 'dfa':
    case 'dfb':
    case 'dfctx':
      return wordsOf(dice, fields[field]);
    case 'dfhh':
      return wordsOf(dice, dice.pick([...fields.dfhh, 'static int']));
    case 'tr': {
      const { name, value } = dice.pick([...fields.tr, { name: 'Acked-by', value: 'Joe' }]);
      return `"${name}: ${value}"`;
    }
  }
}

/** Words from a text: one word, its prefix, or a phrase; composed or decomposed. */
function wordsOf(dice: Dice, text: string): string {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const start = dice.roll(Math.max(1, words.length));
  const own = words.slice(start, start + 1 + dice.roll(3, 2));
  const form = dice.pick(['NFC', 'NFD', 'NFKC'] as const);
  const quoted = (own.length === 0 ? ['fix'] : own)
    .map((word) => (dice.roll(5) === 0 ? word.toUpperCase() : word))
    .join(dice.roll(5) === 0 ? dice.pick(JOINTS) : ' ')
    .normalize(form)
    .replace(/["“”„«»＂\\]/g, ' ');
  const [only = ''] = own;
  if (own.length === 1 && /^[a-z_]{4,}$/.test(only) && dice.roll(3) === 0) {
    return `${only.slice(0, 3)}*`;
  }
  return `"${quoted}"`;
}
