/*
 * Outlook and web mailers append the mail that is answered without quote marks, under its headers, in the
 * language of the sender.
 */

type HeaderName = 'from' | 'sent' | 'to' | 'cc' | 'subject';

const HEADERS: Readonly<Record<HeaderName, readonly string[]>> = {
  from: ['From', 'Von', 'De', 'Da', 'Van', 'Från', 'От', '发件人', '寄件者', '差出人'],
  sent: [
    ...['Sent', 'Gesendet', 'Envoyé', 'Enviado', 'Inviato', 'Verzonden', 'Skickat'],
    ...['Отправлено', '发送时间', '寄件日期', '送信日時'],
  ],
  to: ['To', 'An', 'À', 'Para', 'A', 'Aan', 'Till', 'Кому', '收件人', '收件者', '宛先'],
  cc: ['Cc', 'Kopie', 'Копия', '抄送', '副本'],
  subject: [
    ...['Subject', 'Betreff', 'Objet', 'Asunto', 'Oggetto', 'Onderwerp', 'Ämne', 'Тема'],
    ...['主题', '主旨', '件名'],
  ],
};
/** Not a sign of another mail by itself: patches have it in their bodies. */
const DATE = ['Date', 'Datum', 'Data', 'Fecha', 'Дата', '日期', '日付'];

const MEANINGS: ReadonlyMap<string, HeaderName | 'date'> = new Map([
  ...Object.entries(HEADERS).flatMap(([meaning, names]) =>
    names.map((name) => [name.toLowerCase(), meaning as HeaderName] as const),
  ),
  ...DATE.map((name) => [name.toLowerCase(), 'date'] as const),
]);
const HEADER = /^\s{0,8}\*{0,2}([\p{L}]{1,12})\s?(?::\*{0,2}(?:\s|$)|：)/u;
const SEPARATOR =
  /^\s*-{2,}\s*(?:original|(?:original|forwarded) message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|mensaje original|messaggio originale|исходное сообщение|原始邮件|邮件原件|原始郵件|元のメッセージ)\s*-{2,}\s*$/iu;

/** Meaning of the header that a line of a body looks like; null where it looks like none. */
export function quotedHeader(line: string): HeaderName | 'date' | null {
  const name = HEADER.exec(line)?.[1];
  return name === undefined ? null : (MEANINGS.get(name.normalize('NFC').toLowerCase()) ?? null);
}

/** Whether a line announces that another mail follows: `-----Original Message-----`. */
export function announcesMail(line: string): boolean {
  return SEPARATOR.test(line) || /^\s*begin forwarded message:\s*$/i.test(line);
}
