import type { StateCategory } from '../stateCategories.js';

/** Configuration of one state of one server. */
export interface StateOptions {
  readonly category?: StateCategory | undefined;
  /** Its number, where the filter does not accept its slug; detected when missing. */
  readonly id?: number | undefined;
  /** Its name; its slug with blanks when missing. */
  readonly name?: string | undefined;
}

/**
 * Meanings of the slugs that are known: Patchwork's own (`fixtures/default_states.xml`), and those
 * that public servers have added.
 */
const CATEGORIES: Readonly<Record<string, StateCategory>> = {
  new: 'ACTION_REQUIRED',
  'under-review': 'ACTION_REQUIRED',
  'needs-ack': 'ACTION_REQUIRED',
  'needs-review-ack': 'ACTION_REQUIRED',
  needs_ack: 'ACTION_REQUIRED',
  accepted: 'ACCEPTED',
  queued: 'ACCEPTED',
  mainlined: 'ACCEPTED',
  committed: 'ACCEPTED',
  'awaiting-upstream': 'ACCEPTED',
  rejected: 'CLOSED',
  rfc: 'CLOSED',
  'not-applicable': 'CLOSED',
  'changes-requested': 'CLOSED',
  superseded: 'CLOSED',
  deferred: 'CLOSED',
  obsoleted: 'CLOSED',
  'handled-elsewhere': 'CLOSED',
};

/** Those of {@link CATEGORIES} that every Patchwork has. */
const ALWAYS_ACTION_REQUIRED = ['new', 'under-review'];

/**
 * Slugs of the states that require action on one server: those that every Patchwork starts with, and
 * those that the configuration says so of. Others cannot be known: states have no list.
 */
export function actionRequiredStates(
  configured: Readonly<Record<string, StateOptions>> | undefined,
): readonly string[] {
  const slugs = new Set([...ALWAYS_ACTION_REQUIRED, ...Object.keys(configured ?? {})]);
  return [...slugs].filter((slug) => stateCategory(slug, configured) === 'ACTION_REQUIRED');
}

/** The meaning of a state; the configuration has the last word. */
export function stateCategory(
  slug: string,
  configured: Readonly<Record<string, StateOptions>> | undefined,
): StateCategory {
  return configured?.[slug]?.category ?? CATEGORIES[slug] ?? 'UNKNOWN';
}

/** The name of a state: REST reports slugs only, so it is the slug with blanks unless configured. */
export function stateName(
  slug: string,
  configured: Readonly<Record<string, StateOptions>> | undefined,
): string {
  const name = configured?.[slug]?.name;
  if (name !== undefined) return name;
  if (slug === 'rfc') return 'RFC';
  return slug
    .split(/[-_]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
