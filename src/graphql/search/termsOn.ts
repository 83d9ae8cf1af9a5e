import type { FieldTerm, GroupTerm, PlainTerm } from '../../search/ParsedQuery.js';
import { parseProjectName } from '../projectNames.js';

type ProjectTerm = Extract<FieldTerm, { readonly field: 'project' }>;

/**
 * The terms of a query as they are sent to one instance, alternatives included: `project:three/ovn` is
 * `project:ovn` on `three`, and names nothing on the others. `instance:` is decided here.
 *
 * @returns null where nothing on the instance can match.
 */
export function termsOn(
  instance: string,
  terms: readonly PlainTerm[],
): readonly PlainTerm[] | null {
  const own: PlainTerm[] = [];
  for (const term of terms) {
    const found = termOn(instance, term);
    if (found === 'nothing') return null;
    if (found !== 'everything') own.push(...unwrapped(found));
  }
  return own;
}

/** A group of one alternative is its terms, which servers can filter by. */
export function unwrapped(term: PlainTerm): readonly PlainTerm[] {
  const [only, second] = term.kind === 'group' ? term.alternatives : [];
  return only === undefined || second !== undefined ? [term] : only;
}

type TermHere = PlainTerm | 'nothing' | 'everything';

function termOn(instance: string, term: PlainTerm): TermHere {
  if (term.kind === 'group') return groupOn(instance, term);
  if (term.kind === 'text') return term;
  if (term.field === 'project') return projectOn(instance, term);
  if (term.field !== 'instance') return term;
  const isHere = term.values.some(({ value }) => value === instance);
  return isHere === term.negated ? 'nothing' : 'everything';
}

function groupOn(instance: string, group: GroupTerm): TermHere {
  const alternatives = group.alternatives.flatMap((terms) => {
    const own = termsOn(instance, terms);
    return own === null ? [] : [own];
  });
  if (alternatives.length === 0) return 'nothing';
  return alternatives.some(({ length }) => length === 0)
    ? 'everything'
    : { ...group, alternatives };
}

function projectOn(instance: string, term: ProjectTerm): TermHere {
  const values = term.values.flatMap(({ value, position }) => {
    const name = parseProjectName(value);
    const isHere = name.instance === undefined || name.instance === instance;
    return isHere ? [{ value: name.linkName, position }] : [];
  });
  if (values.length > 0) return { ...term, values };
  // `-project:three/ovn` leaves out nothing of another instance.
  return term.negated ? 'everything' : 'nothing';
}
