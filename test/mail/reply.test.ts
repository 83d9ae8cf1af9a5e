import { describe, expect, it } from 'vitest';
import { parseReply } from '../../src/mail/reply.js';

const ANA = 'Ana Ruiz <ana@a.example>';
const OLA = 'Ola Berg <ola@b.example>';
const DIFF = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n';

function names(content: string): string[] {
  return parseReply(content).trailers.map(({ name, isEmbedded }) =>
    isEmbedded ? `(embedded) ${name}` : name,
  );
}

describe('parseReply', () => {
  it('ignores quoted trailers', () => {
    expect(names(`> Reviewed-by: ${ANA}\n | Acked-by: ${ANA}\nTested-by: ${OLA}\n`)).toEqual([
      'Tested-by',
    ]);
  });

  it.each([
    '-----Original Message-----',
    ' ---- Original message ----',
    '-------- Forwarded Message --------',
  ])('ends at %s', (line) => {
    expect(names(`Acked-by: ${OLA}\n\n${line}\nReviewed-by: ${ANA}\n`)).toEqual(['Acked-by']);
  });

  it('ends at a mail quoted by Outlook', () => {
    const quoted = `From: ${ANA}\nSent: Monday\nTo: ${OLA}\nSubject: Re: x\n\nReviewed-by: ${ANA}\n`;
    expect(names(`Acked-by: ${OLA}\n\n${quoted}`)).toEqual(['Acked-by']);
    expect(names(quoted)).toEqual([]);
    expect(names(quoted.replace(/^(\w+):/gm, '*$1:*'))).toEqual([]);
  });

  it.each([
    ['Von', 'Gesendet', 'An', 'Betreff'],
    ['De', 'Envoyé', 'À', 'Objet'],
    ['De', 'Enviado', 'Para', 'Asunto'],
    ['发件人', '发送时间', '收件人', '主题'],
    ['От', 'Отправлено', 'Кому', 'Тема'],
  ])('ends at a mail quoted by Outlook in another language: %s', (...headers) => {
    const quoted = headers.map((name) => `${name}: ${ANA}\n`).join('');
    expect(names(`Acked-by: ${OLA}\n\n${quoted}\nReviewed-by: ${ANA}\n`)).toEqual(['Acked-by']);
    const wide = quoted.replaceAll(': ', '：');
    expect(names(`Acked-by: ${OLA}\n\n${wide}\nReviewed-by: ${ANA}\n`)).toEqual(['Acked-by']);
  });

  it.each([
    '-----Original Message-----',
    '------------------ Original ------------------',
    '-----Ursprüngliche Nachricht-----',
    '-----邮件原件-----',
    'Begin forwarded message:',
  ])('ends at %s', (line) => {
    const reply = `Acked-by: ${OLA}\n\n${line}\nReviewed-by: ${ANA}\n`;
    expect(names(reply)).toEqual(['Acked-by']);
  });

  it.each(['----- tested like this -----', 'A: see above', 'Note: De: x'])(
    'continues past %s',
    (line) => {
      expect(names(`Hi.\n\n${line}\nReviewed-by: ${ANA}\n`)).toEqual(['Reviewed-by']);
    },
  );

  it('continues past two Cc lines and past headers of a patch at its start', () => {
    expect(names(`Hi.\n\nCc: ${ANA}\nCc: ${OLA}\n\nAcked-by: ${OLA}\n`)).toEqual(['Acked-by']);
    expect(names(`From: ${ANA}\nSubject: x\n\nAcked-by: ${OLA}\n`)).toEqual(['Acked-by']);
  });

  it.each([
    'From',
    'Author',
    'To',
    'Cc',
    'Date',
    'Subject',
    'Unsubscribe',
    'Subscribe',
    'base-commit',
    'change-id',
    'Message-Id',
    'Note',
    'Depends-on',
    'Phone',
  ])('never takes %s', (name) => {
    expect(names(`Text\n${name}: ${ANA}\n`)).toEqual([]);
  });

  it.each([
    ['Fixes: 012345 ("x")', true],
    ['Fixes: #41', false],
    ['Fixes: commit 0123456789ab ("x")', true],
    ['Fixes: 377748135/clusterfuzz-testcase-minimized', false],
    ['Fixes: decade-old leaks', false],
    [`Reviewed-by: ${ANA}>`, true],
    ['Fixes: the leak', false],
    ['Closes: https://bugs.example/1', true],
    ['Closes: #41', false],
    ['Link: https://a.example/', true],
    ['Link: below', false],
    ['BugLink: https://a.example/', true],
    ['Supersedes: <a@b.example>', true],
    ['Obsoleted-by: <a@b.example>', true],
    [`Enjoyed-by: ${ANA}`, true],
    ['Enjoyed-by: many', false],
    ['Reviewed-by tag would be nice', false],
    [`Überprüft-by: ${ANA}`, false],
    [`        Reviewed-by: ${ANA}`, true],
    [`         Reviewed-by: ${ANA}`, false],
    ['Reviewed-by:\u00a0Ana Ruiz <ana@a.example>', true],
    [`\u200bReviewed-by: ${ANA}`, true],
  ])('takes %s: %s', (line, isTaken) => {
    expect(names(`${line}\n`)).toHaveLength(Number(isTaken));
  });

  it('bounds the entries of all lines together', () => {
    const line = `Reviewed-and-tested-by: ${Array.from({ length: 100 }, () => ANA).join(', ')}\n`;
    expect(parseReply(line.repeat(6)).trailers).toHaveLength(1_000);
  });

  it.each([
    ['Reviewed-and-tested-by', ['REVIEW', 'TEST']],
    ['Reported-bisected-and-tested-by', ['REPORT', 'TEST']],
    ['Signed-off-and-reviewed-by', ['SIGN_OFF', 'REVIEW']],
    ['Fact-and-fiction-by', ['OTHER']],
    ['Enjoyed-and-acked-by', ['ACK']],
  ])('reads each kind of %s', (name, kinds) => {
    const { trailers } = parseReply(`${name}: ${ANA} # on r3\n`);
    expect(trailers).toMatchObject(kinds.map((kind) => ({ name, kind, note: '# on r3' })));
  });

  it.each([
    [`${ANA}, ${OLA}`, [ANA, OLA], null],
    [`${ANA} and ${OLA} # on r3`, [ANA, OLA], '# on r3'],
    [
      '"Ruiz, Ana" <ana@a.example>; ola@b.example',
      ['"Ruiz, Ana" <ana@a.example>', 'ola@b.example'],
      null,
    ],
    ['Ruiz, Ana <ana@a.example>,', ['Ruiz, Ana <ana@a.example>'], null],
    [`${ANA} (with ${OLA})`, [ANA], `(with ${OLA})`],
    [`${ANA} # also ${OLA}, ${OLA}`, [ANA], `# also ${OLA}, ${OLA}`],
  ])('reads each person of %s', (text, values, note) => {
    const { trailers } = parseReply(`Acked-by: ${text}\n`);
    expect(trailers.map(({ value }) => value)).toEqual(values);
    expect(trailers.at(-1)?.note).toBe(note);
  });

  it('lists a name without address', () => {
    expect(parseReply('Reviewed-by: Ana\n').trailers).toMatchObject([
      { kind: 'REVIEW', person: { name: 'Ana', email: null } },
    ]);
  });

  it('assigns everything between scissors and a diff to that diff', () => {
    expect(
      names(
        `Acked-by: ${OLA}\n\n---8<---\nText\n\nReviewed-by: ${ANA}\nSigned-off-by: ${OLA}\n---\n x | 1 +\n\n${DIFF}`,
      ),
    ).toEqual(['Acked-by', '(embedded) Reviewed-by', '(embedded) Signed-off-by']);
  });

  it('keeps the headers of a patch after scissors in the reply', () => {
    const content = `Text\n---8<---\nFrom: ${OLA}\nSubject: fix\n\nSigned-off-by: ${OLA}\n---\n${DIFF}`;
    expect(names(content)).toEqual(['(embedded) Signed-off-by']);
  });

  it('assigns a sign-off directly before a diff to it, and a review to the patch above', () => {
    expect(names(`Reviewed-by: ${OLA}\nSigned-off-by: ${OLA}\n---\n${DIFF}`)).toEqual([
      'Reviewed-by',
      '(embedded) Signed-off-by',
    ]);
    expect(names(`Signed-off-by: ${OLA}\n\nWith this:\n\n${DIFF}`)).toEqual(['Signed-off-by']);
  });

  it('ignores trailers inside a diff and continues after it', () => {
    const diff = `--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n Signed-off-by: ${ANA}\n+Acked-by: ${ANA}\n b\n`;
    expect(names(`How about:\n\n${diff}\nReviewed-by: ${OLA}\n`)).toEqual(['Reviewed-by']);
    expect(names(`@@ -1 +1,2 @@\n Acked-by: ${ANA}\n+x\nTested-by: ${OLA}\n`)).toEqual([
      'Tested-by',
    ]);
  });

  it.each([
    [
      'For patches 1, 3-4:',
      [
        [1, 1],
        [3, 4],
      ],
    ],
    ['patches 1-3:', [[1, 3]]],
    ['For patch 2/3:', [[2, 2]]],
    ['for patches 1 to 3, feel free to add', [[1, 3]]],
    [
      'Patch 1 and patch 3:',
      [
        [1, 1],
        [3, 3],
      ],
    ],
  ])('limits a trailer by the line before: %s', (line, ranges) => {
    const expected = { kind: 'PATCHES', ranges: ranges.map(([first, last]) => ({ first, last })) };
    expect(parseReply(`${line}\nAcked-by: ${OLA}\nTested-by: ${OLA}\n`).trailers).toMatchObject([
      { scope: expected },
      { scope: expected },
    ]);
    expect(parseReply(`${line}\n\nAcked-by: ${OLA}\n`).trailers).toMatchObject([
      { scope: expected },
    ]);
    expect(parseReply(`${line}\n> x\nAcked-by: ${OLA}\n`).trailers).toMatchObject([
      { scope: null },
    ]);
  });

  it.each([
    [
      '# for 2, 4',
      [
        [2, 2],
        [4, 4],
      ],
    ],
    ['(patch 9)', [[9, 9]]],
    ['[patches 1-3]', [[1, 3]]],
  ])('limits a trailer by its note: %s', (note, ranges) => {
    const expected = { kind: 'PATCHES', ranges: ranges.map(([first, last]) => ({ first, last })) };
    const { trailers } = parseReply(`Acked-by: ${OLA} ${note}\n`);
    expect(trailers).toMatchObject([{ note, scope: expected }]);
  });

  it.each(['# 5.10+', '# for 5.10', '# for 32-bit', '(gdbserver)', '# docs', '[for the docs]'])(
    'finds no numbers in the note %s',
    (note) => {
      expect(parseReply(`Acked-by: ${OLA} ${note}\n`).trailers).toMatchObject([
        { note, scope: null },
      ]);
    },
  );

  it.each([
    'Patch 2 looks good, but 3 needs work:',
    'I have 3 patches:',
    'For 2 weeks:',
    'For the series to be complete:',
    'For the series but patch 2:',
  ])('finds no scope in %s', (line) => {
    expect(parseReply(`${line}\nAcked-by: ${OLA}\n`).trailers).toMatchObject([{ scope: null }]);
  });

  it.each([
    'For the series:',
    'for the whole series',
    'For this patchset,',
    'For all patches:',
    'For all patches in this series:',
    'For the series, feel free to add my tags:',
    'Whole series:',
    'Series:',
  ])('widens a trailer by %s', (line) => {
    expect(parseReply(`${line}\n\nAcked-by: ${OLA}\n`).trailers).toMatchObject([
      { scope: { kind: 'SERIES' } },
    ]);
  });

  it("returns the reply's own text without quotes, diffs and trailers", () => {
    expect(parseReply(`> why?\nBecause.\n\n${DIFF}Acked-by: ${OLA}\n-- \nOla?`).ownText).toBe(
      'Because.',
    );
  });
});
