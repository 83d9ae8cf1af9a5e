import {
  MAIL_KINDS,
  TEXT_FIELDS,
  type IndexedMail,
  type NamedText,
} from '../../src/corpus/IndexedMail.js';
import type { IndexCondition, IndexPlan } from '../../src/corpus/IndexPlan.js';
import { readMailFields } from '../../src/corpus/readMailFields.js';
import { headerTokens, tokensOf } from '../../src/corpus/tokens.js';
import { MailHeaders } from '../../src/mail/headers.js';

/** Pseudorandom numbers that are the same in every run. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to below `sides`; small ones are more frequent with `bias`. */
  roll(sides: number, bias = 1): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) ** bias * sides);
  }

  pick<T>(values: readonly T[], bias = 1): T {
    const value = values[this.roll(values.length, bias)];
    if (value === undefined) throw new RangeError('nothing to pick from');
    return value;
  }
}

const WORDS = [
  ...['the', 'fix', 'leak', 'lock', 'net', 'core', 'skb_free', 'dev', 'a', 'is', 'Deadlock'],
  ...['deadline', 'foo->bar', 'std::vector', 'Müller', 'naïve', '修正', 'リーク', 'dev.c', '0x1f'],
  ...['page_pool', 'page', 'pool', 'recycle', 'netdev', 'networks', 'x'.repeat(70), 'ＡＢＣ', '—'],
  // Composed and decomposed, without blanks, beyond 16 bits, and letters whose case depends on language or position.
  ...['café', 'cafe\u0301', 'ガ', 'カ\u3099', 'İstanbul', 'ıssız', 'ΟΔΟΣ', 'οδός', 'Straße', '👍🏽'],
  ...['👨‍👩‍👧', 'a\u0303\u0323', '한국', '𐐀'.repeat(40), '𝐛old', 'x\ufe0f', '__init__', 'v6.12-rc1'],
  ...Array.from({ length: 200 }, (_, index) => `word${String(index)}`),
];
const PATHS = [
  'net/core/dev.c',
  'net/core/skbuff.c',
  'drivers/net/foo_bar.c',
  'Documentation/net.rst',
  'lib/pool.c',
];
const STATES = ['new', 'under-review', 'accepted', null];
const CHECKS = ['success', 'fail', 'none', null];
const DELEGATES = ['', 'jane', 'Joe', null];

/** Mails of two instances with three projects, with diffs, quotes, headers and missing parts. */
export function makeMails(count: number, seed = 1): IndexedMail[] {
  const dice = new Dice(seed);
  return Array.from({ length: count }, (_, index) => makeMail(dice, index));
}

function makeMail(dice: Dice, index: number): IndexedMail {
  const kind = dice.pick(MAIL_KINDS, 2);
  const line = (length: number): string =>
    Array.from({ length }, () => dice.pick(WORDS, 3)).join(' ');
  const diff = kind === 'PATCH' ? makeDiff(dice, line) : null;
  const quoted = dice.roll(2) === 0 ? '' : `On some day Joe wrote:\n> ${line(8)}\n> ${line(5)}\n`;
  const pasted = kind === 'COMMENT' && dice.roll(4) === 0 ? makeDiff(dice, line) : '';
  const headers = new MailHeaders({
    From: `${dice.pick(['Jane Doe', 'Joe Müller', 'Ann Other'])} <p${String(dice.roll(5))}@example.org>`,
    To: ['netdev@vger.example.org', 'a@b.org'].slice(dice.roll(3)),
    Cc: `Joe <joe@example.org>, list@example.com`,
    'List-Id': `<${dice.pick(['netdev', 'bpf'])}.vger.example.org>`,
    'X-Mailer': line(2),
  });
  const fields = readMailFields(
    {
      subject: `[v2,${String(dice.roll(4))}/3] ${line(4)}`,
      headers,
      content: `${quoted}${line(12)}\n${line(9)}\n${pasted}\nReviewed-by: Ann Other <ann${String(dice.roll(3))}@example.org>\n`,
      diff,
    },
    dice.roll(50) === 0 ? 60 : 100_000,
  );
  return {
    instance: dice.roll(8) === 0 ? 'two' : 'one',
    project: dice.pick(['netdev', 'bpf', 'lib']),
    kind,
    number: index + 1,
    messageId: dice.roll(40) === 0 ? null : `m${String(index)}@example.org`,
    series: dice.roll(5) === 0 ? null : dice.roll(300),
    parent: kind === 'COMMENT' ? { kind: 'PATCH', number: dice.roll(500) + 1 } : null,
    submitter: dice.roll(20) === 0 ? null : dice.roll(30),
    version: dice.roll(10) === 0 ? null : dice.roll(4) + 1,
    // Each has a different date, except for some that share it with the next.
    date: 1_700_000_000 + index * 60 + dice.roll(50),
    fields,
    summary:
      dice.roll(30) === 0
        ? null
        : {
            state: dice.pick(STATES),
            delegate: dice.pick(DELEGATES),
            archived: dice.pick([true, false, false, null]),
            check: dice.pick(CHECKS),
          },
  };
}

function makeDiff(dice: Dice, line: (length: number) => string): string {
  const path = dice.pick(PATHS);
  const blob = (): string => (0x1000000 + dice.roll(4000)).toString(16);
  return [
    `diff --git a/${path} b/${path}`,
    `index ${blob()}..${blob()} 100644`,
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -1,2 +1,2 @@ static int ${dice.pick(WORDS, 3)}(void)`,
    ` ${line(4)}`,
    `-${line(5)}`,
    `+${line(5)}`,
    '',
  ].join('\n');
}

/** A plan with conditions of every kind, combined in every possible way. */
export function makePlan(dice: Dice, mails: readonly IndexedMail[]): IndexPlan {
  return {
    instance: dice.roll(10) === 0 ? 'two' : 'one',
    projects: dice.roll(3) === 0 ? [dice.pick(['netdev', 'bpf', 'missing']), 'lib'] : null,
    kinds: dice.roll(3) === 0 ? [dice.pick(MAIL_KINDS)] : MAIL_KINDS,
    where: makeCondition(dice, mails, 3),
    before: null,
    limit: 1000,
    count: true,
  };
}

function makeCondition(dice: Dice, mails: readonly IndexedMail[], depth: number): IndexCondition {
  const choice = depth === 0 ? 6 + dice.roll(19) : dice.roll(25);
  if (choice < 3) {
    const parts = Array.from({ length: 1 + dice.roll(3) }, () =>
      makeCondition(dice, mails, depth - 1),
    );
    return { kind: 'and', parts };
  }
  if (choice < 5) {
    const parts = Array.from({ length: 1 + dice.roll(3) }, () =>
      makeCondition(dice, mails, depth - 1),
    );
    return { kind: 'or', parts };
  }
  if (choice < 6) return { kind: 'not', part: makeCondition(dice, mails, depth - 1) };
  const mail = dice.pick(mails);
  switch (choice) {
    case 6:
      return { kind: 'summary', field: 'state', values: [mail.summary?.state ?? 'new', 'other'] };
    case 7:
      return { kind: 'summary', field: 'check', values: [mail.summary?.check ?? 'fail'] };
    case 8:
      return {
        kind: 'summary',
        field: 'delegate',
        values: [mail.summary?.delegate?.toLowerCase() ?? ''],
      };
    case 9:
      return { kind: 'archived', value: dice.roll(2) === 0 };
    case 10:
      return { kind: 'version', minimum: dice.roll(3), maximum: dice.roll(2) === 0 ? null : 3 };
    case 11:
      return { kind: 'submitter', numbers: [dice.roll(30), dice.roll(30)] };
    case 12:
      return { kind: 'series', numbers: [dice.roll(300), dice.roll(300)] };
    case 13:
      return { kind: 'messageId', ids: [mail.messageId ?? 'none@example.org'] };
    case 14:
      return { kind: 'patchId', id: (mail.fields.patchId ?? '0').slice(0, 5 + dice.roll(40)) };
    case 15:
      return {
        kind: 'blob',
        side: dice.pick(['pre', 'post', 'both'] as const),
        id: `${mail.fields.preBlobs[0] ?? '1000001'}${dice.roll(2) === 0 ? '' : 'abc'}`.slice(
          0,
          5 + dice.roll(6),
        ),
      };
    case 16:
      return {
        kind: 'date',
        since: mail.date,
        before: dice.roll(2) === 0 ? null : mail.date + 90_000,
      };
    case 17:
      return { kind: 'project', names: [mail.project, dice.pick(['lib', 'missing'])] };
    default:
      return makeText(dice, mail);
  }
}

function makeText(dice: Dice, mail: IndexedMail): IndexCondition {
  const field = dice.pick(TEXT_FIELDS);
  if (field === 'h') {
    const { name, value }: NamedText = dice.pick(mail.fields.h);
    return {
      kind: 'text',
      fields: ['h'],
      tokens: headerTokens(name, value).slice(0, 2),
      prefix: false,
    };
  }
  const value = mail.fields[field];
  const texts: readonly string[] =
    typeof value === 'string'
      ? [value]
      : value.map((one) => (typeof one === 'string' ? one : one.value));
  const tokens = tokensOf(texts[0] ?? '');
  const start = dice.roll(Math.max(1, tokens.length));
  const own = tokens.slice(start, start + 1 + dice.roll(3, 2));
  const asked = own.length === 0 ? ['fix'] : own;
  const last = asked.at(-1) ?? '';
  const prefix = last.length > 3 && dice.roll(4) === 0;
  return {
    kind: 'text',
    fields: dice.roll(3) === 0 ? TEXT_FIELDS : [field],
    tokens: prefix ? [...asked.slice(0, -1), last.slice(0, 3)] : asked,
    prefix,
  };
}
