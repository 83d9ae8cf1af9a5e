/** Meaning of a trailer; OTHER is listed and never counted. */
export type TrailerKind =
  | 'REVIEW'
  | 'ACK'
  | 'TEST'
  | 'NACK'
  | 'SIGN_OFF'
  | 'AUTHOR'
  | 'REPORT'
  | 'CC'
  | 'FIXES'
  | 'CLOSES'
  | 'LINK'
  | 'DEPENDENCY'
  | 'VERSION'
  | 'OTHER';

const KINDS: Readonly<Record<string, TrailerKind>> = {
  'reviewed-by': 'REVIEW',
  'acked-by': 'ACK',
  'approved-by': 'ACK',
  'tested-by': 'TEST',
  'nacked-by': 'NACK',
  'rejected-by': 'NACK',
  'signed-off-by': 'SIGN_OFF',
  'co-developed-by': 'AUTHOR',
  'co-authored-by': 'AUTHOR',
  'reported-by': 'REPORT',
  'suggested-by': 'REPORT',
  'debugged-by': 'REPORT',
  'diagnosed-by': 'REPORT',
  cc: 'CC',
  fixes: 'FIXES',
  closes: 'CLOSES',
  resolves: 'CLOSES',
  bug: 'CLOSES',
  link: 'LINK',
  buglink: 'LINK',
  'message-id': 'LINK',
  'depends-on': 'DEPENDENCY',
  'based-on': 'DEPENDENCY',
  'base-commit': 'DEPENDENCY',
  'prerequisite-patch-id': 'DEPENDENCY',
  'prerequisite-change-id': 'DEPENDENCY',
  'prerequisite-message-id': 'DEPENDENCY',
  supersedes: 'VERSION',
  obsoletes: 'VERSION',
  'obsoleted-by': 'VERSION',
  'change-id': 'VERSION',
};

const PERSON_KINDS: ReadonlySet<TrailerKind> = new Set([
  'REVIEW',
  'ACK',
  'TEST',
  'NACK',
  'SIGN_OFF',
  'AUTHOR',
  'REPORT',
  'CC',
]);

/** The kind of a trailer by its name, in any case; OTHER where the name is not known. */
export function trailerKind(name: string): TrailerKind {
  return trailerKinds(name)[0] ?? 'OTHER';
}

/**
 * All kinds that a name has: `Reviewed-and-tested-by` is a review and a test. Parts of such a name that are
 * not known add nothing.
 */
export function trailerKinds(name: string): readonly TrailerKind[] {
  const lower = name.toLowerCase();
  const known = kindOf(lower);
  if (known !== null) return [known];
  if (!lower.endsWith('-by') || !lower.includes('-and-')) return ['OTHER'];
  const parts = lower.slice(0, -3).split('-and-');
  const kinds = parts.flatMap(
    // `Reported-bisected-and-tested-by`
    (part) => kindOf(`${part}-by`) ?? part.split('-').flatMap((word) => kindOf(`${word}-by`) ?? []),
  );
  return kinds.length === 0 ? ['OTHER'] : [...new Set(kinds)];
}

function kindOf(lower: string): TrailerKind | null {
  return Object.hasOwn(KINDS, lower) ? (KINDS[lower] ?? null) : null;
}

/** Whether the value of such a trailer names a person: the kinds of people, and other `*-by`. */
export function namesPerson(name: string, kind: TrailerKind): boolean {
  if (PERSON_KINDS.has(kind)) return true;
  return kind === 'OTHER' && /-by$/i.test(name);
}
