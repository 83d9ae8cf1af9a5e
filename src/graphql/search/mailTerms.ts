import {
  HASH_FIELDS,
  MAIL_FIELDS,
  type FieldTerm,
  type HashField,
  type MailField,
  type SearchTerm,
} from '../../search/ParsedQuery.js';

/** A term on contents of mails other than their names; only an index can answer it. */
export type MailTerm = Extract<FieldTerm, { readonly field: MailField | HashField | 'h' }>;

const FIELDS: ReadonlySet<string> = new Set([...MAIL_FIELDS, ...HASH_FIELDS, 'h']);

/** Whether only an index can answer a term of one field. */
export function isMailField(term: FieldTerm): term is MailTerm {
  return FIELDS.has(term.field);
}

/** Whether only an index can answer a term, or one of its alternatives. */
export function namesMailText(term: SearchTerm): boolean {
  if (term.kind === 'group') return term.alternatives.some((terms) => terms.some(namesMailText));
  return term.kind === 'field' && isMailField(term);
}
