import type { FieldTerm, SearchTerm } from '../../search/ParsedQuery.js';
import { parseProjectName } from '../projectNames.js';

type ProjectTerm = Extract<FieldTerm, { readonly field: 'project' }>;

/** Whether a term names projects together with their instance. */
function isQualified(term: SearchTerm): term is ProjectTerm {
  return (
    term.kind === 'field' &&
    term.field === 'project' &&
    term.values.some(({ value }) => value.includes('/'))
  );
}

/**
 * The terms of a query as one instance is asked for them: `project:three/ovn` is `project:ovn` on
 * `three`, and names nothing on the others.
 *
 * @returns null where a term names projects of other instances only, so that nothing here can match.
 */
export function termsOn<Term extends SearchTerm>(
  instance: string,
  terms: readonly Term[],
): readonly Term[] | null {
  if (!terms.some(isQualified)) return terms;
  const own: Term[] = [];
  for (const term of terms) {
    if (!isQualified(term)) {
      own.push(term);
      continue;
    }
    const values = term.values.flatMap(({ value, position }) => {
      const name = parseProjectName(value);
      const isHere = name.instance === undefined || name.instance === instance;
      return isHere ? [{ value: name.linkName, position }] : [];
    });
    if (values.length > 0) own.push({ ...term, values });
    // `-project:three/ovn` leaves out nothing of another instance.
    else if (!term.negated) return null;
  }
  return own;
}
