import type { IndexedMail, TextField } from '../../src/corpus/IndexedMail.js';
import type { IndexCondition, IndexPlan } from '../../src/corpus/IndexPlan.js';
import { fieldTokens } from '../../src/corpus/indexedTexts.js';

/** Checks every mail: what an index must find, newest first. */
export function scan(mails: readonly IndexedMail[], plan: IndexPlan): readonly string[] {
  return mails
    .filter((mail) => meetsPlan(mail, plan))
    .sort((a, b) => b.date - a.date)
    .map(({ kind, number }) => `${kind} ${String(number)}`);
}

/** Whether a mail is one that a plan looks for. */
export function meetsPlan(mail: IndexedMail, plan: IndexPlan): boolean {
  return (
    mail.instance === plan.instance &&
    (plan.projects === null || plan.projects.includes(mail.project)) &&
    plan.kinds.includes(mail.kind) &&
    meets(mail, plan.where, false)
  );
}

/** Whether a mail meets a condition, or its opposite: what is not known meets both. */
function meets(mail: IndexedMail, where: IndexCondition, negated: boolean): boolean {
  switch (where.kind) {
    case 'not':
      return meets(mail, where.part, !negated);
    case 'and':
      return negated
        ? where.parts.some((part) => meets(mail, part, true))
        : where.parts.every((part) => meets(mail, part, false));
    case 'or':
      return negated
        ? where.parts.every((part) => meets(mail, part, true))
        : where.parts.some((part) => meets(mail, part, false));
    case 'summary':
      return known(mail.summary?.[where.field] ?? null, negated, (value) =>
        where.values.includes(where.field === 'delegate' ? value.toLowerCase() : value),
      );
    case 'archived':
      return known(mail.summary?.archived ?? null, negated, (value) => value === where.value);
    case 'version':
      return known(
        mail.version,
        negated,
        (value) =>
          value >= (where.minimum ?? 0) && value <= (where.maximum ?? Number.MAX_SAFE_INTEGER),
      );
    default:
      return holds(mail, where) !== negated;
  }
}

function known<T>(value: T | null, negated: boolean, test: (value: T) => boolean): boolean {
  return value === null || test(value) !== negated;
}

type Plain = Exclude<
  IndexCondition,
  { readonly kind: 'and' | 'or' | 'not' | 'summary' | 'archived' | 'version' }
>;

function holds(mail: IndexedMail, where: Plain): boolean {
  const { fields } = mail;
  switch (where.kind) {
    case 'text':
      return where.fields.some((field) => hasPhrase(mail, field, where.tokens, where.prefix));
    case 'blob': {
      const blobs = [
        ...(where.side === 'post' ? [] : fields.preBlobs),
        ...(where.side === 'pre' ? [] : fields.postBlobs),
      ];
      return blobs.some((id) => id.startsWith(where.id) || where.id.startsWith(id));
    }
    case 'patchId':
      return fields.patchId?.startsWith(where.id) === true;
    case 'project':
      return where.names.includes(mail.project);
    case 'messageId':
      return mail.messageId !== null && where.ids.includes(mail.messageId);
    case 'whole':
      return !fields.truncated;
    case 'submitter':
      return mail.submitter !== null && where.numbers.includes(mail.submitter);
    case 'series':
      return mail.series !== null && where.numbers.includes(mail.series);
    case 'date':
      return mail.date >= (where.since ?? 0) && mail.date < (where.before ?? Infinity);
  }
}

/** Texts of mails with their words between blanks, which no word has. */
const textsByMail = new WeakMap<IndexedMail, Map<TextField, readonly string[]>>();

function hasPhrase(
  mail: IndexedMail,
  field: TextField,
  tokens: readonly string[],
  prefix: boolean,
): boolean {
  const known = textsByMail.get(mail) ?? new Map<TextField, readonly string[]>();
  textsByMail.set(mail, known);
  const texts =
    known.get(field) ?? fieldTokens(mail.fields, field).map((text) => ` ${text.join(' ')} `);
  known.set(field, texts);
  const phrase = ` ${tokens.join(' ')}${prefix ? '' : ' '}`;
  return texts.some((text) => text.includes(phrase));
}
