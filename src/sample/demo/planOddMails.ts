import type { ProjectRow } from '../server/SampleState.js';
import { composeDiff, type ComposedDiff } from './composeDiff.js';
import type { HeaderOptions, MailAuthor } from './composeHeaders.js';
import { DEMO_PEOPLE } from './demoPeople.js';
import type { PatchDraft } from './drafts.js';
import { DAY_MS, HOUR_MS } from '../../durations.js';
import type { PlanOptions } from './planThreads.js';
import { createSeededRandom } from '../server/seededRandom.js';

interface OddMail {
  /** Servers it is sent to. */
  readonly servers: string;
  readonly title: string;
  readonly from?: MailAuthor;
  readonly messageId?: string;
  readonly prefixes?: readonly string[];
  readonly name?: string;
  readonly content?: string;
  readonly crlf?: true;
  readonly sameDiffAs?: string;
  readonly numberOfTwo?: 2;
  readonly withoutSeries?: true;
  readonly headers?: Partial<HeaderOptions>;
}

const { adaeze, bare, bjorn, lev, pilar, sam, yuki } = DEMO_PEOPLE;

/** What real lists contain besides well-formed patches; each of these was seen on public servers. */
const ODD_MAILS: readonly OddMail[] = [
  {
    servers: 'aurora basalt cedar',
    title:
      'docs: Grüße an alle Überprüfer — und ein Betreff, der so lang ist, dass er gefaltet wird',
    from: bjorn,
  },
  {
    servers: 'aurora cedar',
    title: '🪨 文書: 設定ファイルの説明を追加する',
    from: yuki,
    headers: {
      rawFrom: '=?iso-2022-jp?b?GyRCTlMbKEIgGyRCJGYkLRsoQg==?= <yuki@hayashi.example>',
      rawSubject:
        '=?utf-8?b?W1BBVENIXSDwn6qoIA==?=\n =?iso-2022-jp?b?GyRCSjg9cRsoQjogGyRCQF9EaiVVJSElJCVrJE5AYkxAJHJESTJDJDkkaxsoQg==?=',
      contentType: 'text/plain; charset=ISO-2022-JP',
    },
  },
  { servers: 'aurora basalt', title: 'build: sent without a display name', from: bare },
  {
    servers: 'aurora cedar',
    title: 'docs: r\ufffd\ufffdw bytes in the subject',
    headers: {
      rawSubject: '=?unknown-8bit?b?W1BBVENIXSBkb2NzOiByw6R3IGJ5dGVzIGluIHRoZSBzdWJqZWN0?=',
    },
    from: lev,
  },
  { servers: 'aurora basalt', title: 'tests: sent from a system with CRLF', crlf: true, from: sam },
  { servers: 'basalt cedar', title: 'tests: no message at all', content: '', from: pilar },
  { servers: 'aurora', title: '', from: lev },
  {
    servers: 'aurora basalt cedar',
    title: 'docs: slashes in the Message-ID',
    messageId: '<review/2026/10/a~b@brandt.example>',
    from: lev,
    // Patchwork stores headers as Python's email package writes them, with Python's names of charsets.
    headers: {
      extraLines: [
        'Cc: =?eucgb2312_cn?b?uNu/2rncwO0=?= <gangkou@harbour.example>,\n' +
          '\t=?koi8-r?b?6dfBziDwxdTSz9c=?= <ivan@petrov.example>,\n' +
          '\t=?big5?b?s6+wtg==?= <chen@harbour.example>,\n' +
          '\t=?x-mac-unknown?b?6dfBzg==?= <ivan@unknown.example>,\n' +
          '\t=?windows-1252?q?Zo=EB_M=FCller?= <zoe@mueller.example>',
      ],
      contentType: 'text/plain; charset=GB18030',
    },
  },
  {
    servers: 'aurora cedar',
    title: 'docs: plus and equals in the Message-ID',
    messageId: '<CA+Xp1q=Zr+9w@mail.gate.example>',
    from: sam,
  },
  {
    servers: 'basalt cedar',
    title: 'docs: percent in the Message-ID',
    messageId: '<p%2Bq%41&r#s@gate.example>',
    from: sam,
  },
  {
    servers: 'aurora',
    title: 'build: one header in two spellings',
    headers: {
      extraLines: [
        'X-Topic: first',
        'x-topic: second, in lower case',
        'X-Topic: third',
        'X-Folded: one\n two\n\tthree',
      ],
    },
    from: adaeze,
  },
  {
    servers: 'basalt',
    title: `docs: ${'a subject that goes on and on '.repeat(10)}and ends here`,
    from: pilar,
  },
  {
    servers: 'aurora basalt',
    title: 'docs: <script>alert("markup")</script> & <b>bold</b>',
    content:
      '<img src=x onerror=alert(1)> & "quotes" in the text.\n\n[a link](javascript:alert(1))',
    from: adaeze,
  },
  {
    servers: 'cedar',
    title: 'build: sent through a list that rewrites From',
    headers: { mangledByList: true },
    from: adaeze,
  },
  {
    servers: 'aurora',
    title: 'build: many prefixes',
    prefixes: ['RFC', 'PATCH v3', 'next tree'],
    headers: { rawSubject: '[RFC][PATCH v3][next tree] build: many prefixes' },
    from: pilar,
  },
  {
    servers: 'basalt',
    title: 'tests: the same change, sent again by somebody else',
    sameDiffAs: 'tests: no message at all',
    from: lev,
  },
  {
    servers: 'aurora basalt',
    title: 'docs: the second half of a series whose first half got lost',
    numberOfTwo: 2,
    from: sam,
  },
  {
    servers: 'basalt cedar',
    title: 'build: from before series were known',
    withoutSeries: true,
    from: adaeze,
  },
];

/** Plans this server's odd mails for one of its projects, and two replies that are odd as well. */
export function planOddMails(
  { builder, random, endsAtMs }: PlanOptions,
  server: string,
  project: ProjectRow,
): readonly PatchDraft[] {
  const diffs = new Map<string, ComposedDiff>();
  const planned: PatchDraft[] = [];
  ODD_MAILS.forEach((mail, index) => {
    if (!mail.servers.includes(server)) return;
    const from = mail.from ?? lev;
    const sentAtMs = endsAtMs - (3 + index * 2) * DAY_MS + random.integer(0, 20) * HOUR_MS;
    const composed =
      diffs.get(mail.sameDiffAs ?? '') ??
      composeDiff(createSeededRandom(index + 1), {
        files: [mail.title.startsWith('tests') ? 'tests/odd.py' : 'docs/odd.rst'],
        subject: 'odd',
        atLeastBytes: 900,
      });
    diffs.set(mail.title, composed);
    const diff = mail.crlf ? composed.diff.replaceAll('\n', '\r\n') : composed.diff;
    const text = `An odd mail.\n\nSigned-off-by: ${from.name ?? from.email} <${from.email}>\n---\n${composed.stat}`;
    const number = mail.numberOfTwo ?? 1;
    const series = mail.withoutSeries ? null : builder.openSeries(project, 1, number);
    planned.push(
      builder.patch(series, {
        project,
        messageId:
          mail.messageId ?? `<odd-${index + 1}.${server}@${from.email.split('@')[1] ?? ''}>`,
        sentAtMs,
        from,
        prefixes: mail.prefixes ?? (number === 2 ? ['PATCH', '2/2'] : ['PATCH']),
        title: mail.title,
        content: mail.content ?? (mail.crlf ? text.replaceAll('\n', '\r\n') : text),
        diff,
        number,
        ...(mail.headers === undefined ? {} : { headers: mail.headers }),
      }),
    );
  });
  const [first] = planned;
  if (first !== undefined) {
    const common = { project, from: yuki, prefixes: [], thread: [first.msgid] };
    builder.comment(first, {
      ...common,
      messageId: `<empty-reply.${server}@hayashi.example>`,
      sentAtMs: endsAtMs - 2 * DAY_MS,
      title: 'Re: ',
      content: '',
    });
    builder.comment(first, {
      ...common,
      messageId: `<folded-reply.${server}@hayashi.example>`,
      sentAtMs: endsAtMs - 1.5 * DAY_MS,
      title: `Re: [PATCH] ${ODD_MAILS[0]?.title ?? ''}`,
      content: '> An odd mail.\n\nDanke, schön!\n\nAcked-by: 林 ゆき <yuki@hayashi.example>',
    });
  }
  return planned;
}
