import { groupBy } from '../../../groupBy.js';
import { request, RequestError } from '../data/request.js';
import {
  CreateBundleDocument,
  DeleteBundleDocument,
  UpdateBundleDocument,
} from '../generated/graphql.js';
import type { Target } from './Target.js';
import type { WriteResult } from './WriteOutcomes.js';

/** Patches of one project: a bundle has no others. */
export interface BundleGroup {
  readonly instance: string;
  /** Link name. */
  readonly project: string;
  readonly ids: readonly string[];
}

/** A bundle that patches can be added to. */
export interface KnownBundle {
  readonly id: string;
  readonly name: string | null;
  /** Global ids of the patches in it; null where they could not be read. */
  readonly patches: readonly { readonly id: string }[] | null;
}

/** What became of one bundle, and what takes it back; null where nothing can. */
export interface BundleResult extends WriteResult {
  readonly undo: BundleStep | null;
}

/** One write to one server. */
export type BundleStep = () => Promise<BundleResult>;

/** Patches by server and project, in their order. */
export function groupsOf(targets: readonly Target[]): readonly BundleGroup[] {
  const groups = groupBy(targets, ({ instance, project }) => `${instance}/${project}`);
  return Array.from(groups.values(), (group) => {
    const [{ instance, project }] = group;
    return { instance, project, ids: group.map(({ id }) => id) };
  });
}

/** Creates a bundle; its undo deletes it. */
export function createStep(
  { instance, ids }: BundleGroup,
  name: string,
  isPublic: boolean,
): BundleStep {
  const about = { id: `${instance}/${name}`, name: `${instance}: ${name}` };
  return stepOf(about, async () => {
    const input = { name, public: isPublic, patches: ids };
    const { data, errors } = await request(CreateBundleDocument, { input });
    const { outcome, bundle, ...said } = data.createBundle ?? failed(errors);
    const undo = outcome === 'APPLIED' && bundle !== null ? deleteStep(about, bundle.id) : null;
    return { outcome, errors: said.errors, undo };
  });
}

/** Appends the patches that a bundle does not have yet; its undo removes those. */
export function addStep({ instance, ids }: BundleGroup, bundle: KnownBundle): BundleStep {
  const known = new Set(bundle.patches?.map(({ id }) => id));
  const added = ids.filter((id) => !known.has(id));
  const about = { id: bundle.id, name: `${instance}: ${bundle.name ?? 'bundle'}` };
  if (added.length === 0) {
    const message = 'All of these patches were in it already.';
    return async () => ({
      ...about,
      outcome: 'APPLIED',
      errors: [{ code: 'UNCHANGED', message }],
      undo: null,
    });
  }
  // Which patches it had is not known: none can be taken out again for sure.
  const isKnown = bundle.patches !== null;
  return updateStep(about, { addPatches: added }, isKnown ? { removePatches: added } : null);
}

function updateStep(
  about: { readonly id: string; readonly name: string },
  change: { readonly addPatches?: readonly string[]; readonly removePatches?: readonly string[] },
  back: { readonly removePatches: readonly string[] } | null,
): BundleStep {
  return stepOf(about, async () => {
    const input = { id: about.id, ...change };
    const { data, errors } = await request(UpdateBundleDocument, { input });
    const { outcome, ...said } = data.updateBundle ?? failed(errors);
    const undo = outcome === 'APPLIED' && back !== null ? updateStep(about, back, null) : null;
    return { outcome, errors: said.errors, undo };
  });
}

function deleteStep(about: { readonly id: string; readonly name: string }, id: string): BundleStep {
  return stepOf(about, async () => {
    const { data, errors } = await request(DeleteBundleDocument, { input: { id } });
    const { outcome, ...said } = data.deleteBundle ?? failed(errors);
    return { outcome, errors: said.errors, undo: null };
  });
}

/** A step that has a result even if its request fails: the steps before it have been carried out. */
function stepOf(
  about: { readonly id: string; readonly name: string },
  run: () => Promise<Pick<BundleResult, 'outcome' | 'errors' | 'undo'>>,
): BundleStep {
  return async () => {
    try {
      return { ...about, ...(await run()) };
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      const errors = [{ code: 'INTERNAL_ERROR', message: error.message }];
      if (error.errors.length > 0) return { ...about, outcome: 'NOT_APPLIED', errors, undo: null };
      // The gateway may have got the request.
      const note = 'Close this dialog and look at your bundles before you write again.';
      return { ...about, outcome: 'UNKNOWN', errors, note, undo: null };
    }
  };
}

/** A mutation without a result was not carried out. */
function failed(errors: readonly { readonly message: string }[]): {
  readonly outcome: 'NOT_APPLIED';
  readonly bundle: null;
  readonly errors: WriteResult['errors'];
} {
  const message = errors[0]?.message ?? 'Nothing was written.';
  return { outcome: 'NOT_APPLIED', bundle: null, errors: [{ code: 'INTERNAL_ERROR', message }] };
}
