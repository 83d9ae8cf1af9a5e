import type { IndexedMail, TextField } from '../../src/corpus/IndexedMail.js';
import type { IndexCondition, IndexPlan } from '../../src/corpus/IndexPlan.js';
import { fieldTokens } from '../../src/corpus/indexedTexts.js';

/** Looks at every mail: what an index must find, newest first. */
export function scan(mails: readonly IndexedMail[], plan: IndexPlan): readonly string[] {
  return mails
    .filter(
      (mail) =>
        mail.instance === plan.instance &&
        (plan.projects === null || plan.projects.includes(mail.project)) &&
        plan.kinds.includes(mail.kind) &&
        meets(mail, plan.where, false),
    )
    .sort((a, b) => b.date - a.date)
    .map(({ kind, number }) => `${kind} ${String(number)}`);
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

const tokensByMail = new WeakMap<IndexedMail, Map<TextField, readonly (readonly string[])[]>>();

function hasPhrase(
  mail: IndexedMail,
  field: TextField,
  tokens: readonly string[],
  prefix: boolean,
): boolean {
  const known = tokensByMail.get(mail) ?? new Map<TextField, readonly (readonly string[])[]>();
  tokensByMail.set(mail, known);
  const texts = known.get(field) ?? fieldTokens(mail.fields, field);
  known.set(field, texts);
  const last = tokens.length - 1;
  const [first = ''] = tokens;
  return texts.some((text) => {
    for (let start = 0; start < text.length; start += 1) {
      const begins = last === 0 && prefix ? text[start]?.startsWith(first) : text[start] === first;
      if (begins === true && goesOn(text, start)) return true;
    }
    return false;
  });

  function goesOn(text: readonly string[], start: number): boolean {
    return tokens.every((token, index) => {
      const found = text[start + index];
      return index === last && prefix ? found?.startsWith(token) === true : found === token;
    });
  }
}
