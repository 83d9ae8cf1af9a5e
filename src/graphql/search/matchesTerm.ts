import { toSlug } from '../../patchwork/StateNumbers.js';
import type { EmbeddedPerson } from '../../patchwork/resources/person.js';
import type { EmbeddedProject } from '../../patchwork/resources/project.js';
import type { DateSpan, FieldTerm, IsWord, SearchTerm } from '../../search/ParsedQuery.js';
import { isMailField, type MailTerm } from './mailTerms.js';
import type { SearchSubject } from './SearchSubject.js';
import { CATEGORIES, isReviewWord } from './searchTypes.js';

/** Whether something that was read meets one term of a query. Lookups are met by what they found. */
export function matchesTerm(subject: SearchSubject, term: SearchTerm): boolean {
  if (term.kind === 'lookup') return true;
  if (term.kind === 'group') {
    return term.alternatives.some((terms) => terms.every((one) => matchesTerm(subject, one)));
  }
  // Which mails hold it, only the index knows.
  if (term.kind === 'field' && isMailField(term)) return true;
  const isMet =
    term.kind === 'text' ? containsText(subject.text, term.value) : meetsField(subject, term);
  return isMet !== term.negated;
}

/** Whether a subject is what one value of `is:` or `check:` says, where that shows by itself. */
export function showsWord(subject: SearchSubject, word: IsWord): boolean {
  return isCalled(subject, word);
}

type RowTerm = Exclude<FieldTerm, MailTerm>;

/** Compares as servers do: in any case, any blank like any other. */
function containsText(text: string, part: string): boolean {
  // A phrase that was pasted may be folded; texts of several parts have a line each.
  return normalize(text).includes(normalize(part.replace(/\s+/g, ' ')));
}

function normalize(text: string): string {
  return text.toLowerCase().replace(/[^\S\n]+/g, ' ');
}

function meetsField(subject: SearchSubject, term: RowTerm): boolean {
  switch (term.field) {
    case 'subject':
      return term.values.some(({ value }) => containsText(subject.text, value));
    case 'submitter':
      return term.values.some(({ value }) => isBy(subject.submitter, value));
    case 'project':
      return term.values.some(({ value }) => isOfProject(subject.project, value));
    case 'state':
      return term.values.some(
        ({ value }) => subject.state === value || subject.state === toSlug(value),
      );
    case 'delegate':
      return term.values.some(
        ({ value }) => subject.delegate?.toLowerCase() === value?.toLowerCase(),
      );
    case 'archived':
      return term.values.some(({ value }) => subject.archived === value);
    case 'check':
      return term.values.some(({ value }) => subject.check === value);
    case 'version':
      return term.values.some(({ value: { minimum, maximum } }) => {
        const { version } = subject;
        return version !== null && version >= (minimum ?? 0) && version <= (maximum ?? Infinity);
      });
    case 'date':
      return term.values.some(({ value }) => isWithin(subject.date, value));
    case 'messageId':
      return term.values.some(({ value }) => subject.messageId === value);
    case 'instance':
      // Whole instances are chosen before anything is read.
      return !term.negated;
    // Read of each row by `reviewTermTests`.
    case 'path':
    case 'reviewer':
    case 'status':
    case 'has':
      return !term.negated;
    case 'is':
      if (term.values.some(({ value }) => isReviewWord(value))) return !term.negated;
      return term.values.some(({ value }) => isCalled(subject, value));
  }
}

/** Whether a value of `submitter:` is a whole address, by which REST can filter. */
export function isWholeAddress(value: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(value);
}

function isBy(person: EmbeddedPerson | null, value: string): boolean {
  if (person === null) return false;
  const email = person.email?.toLowerCase() ?? '';
  if (isWholeAddress(value)) return email === value.toLowerCase();
  return email.includes(value.toLowerCase()) || containsText(person.name ?? '', value);
}

/** Whether a project goes by this link name, list id or list address. */
export function isOfProject(project: EmbeddedProject | null, value: string): boolean {
  if (project === null) return false;
  const wanted = value.toLowerCase();
  return [project.link_name, project.list_id, project.list_email].some(
    (name) => name?.toLowerCase() === wanted,
  );
}

function isWithin(date: string | null, { since, before }: DateSpan): boolean {
  if (date === null) return false;
  // Both are UTC and begin alike, so text order is time order; a whole second lies before its parts.
  return (
    (since === null || date >= since.replace(/Z$/, '')) &&
    (before === null || date < before.replace(/Z$/, ''))
  );
}

function isCalled({ type, category, isPullRequest }: SearchSubject, word: IsWord): boolean {
  if (word === 'pr') return type === 'PATCH' && isPullRequest;
  if (word !== 'open' && word !== 'closed') return type === word.toUpperCase();
  return category !== null && CATEGORIES[word].includes(category);
}
