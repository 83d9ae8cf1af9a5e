import { field, type Kind } from '../fields/Field.js';
import { PATCH, SERIES } from '../fields/kinds.js';
import { listOf, objectOf, textAt, type Json, type JsonObject } from '../json.js';
import { faultText } from '../output/faultText.js';
import { printRows, readLayout } from '../output/printRows.js';
import { EXIT, PwgError, usageError, type ExitCode } from '../PwgError.js';
import { lookUp, nameOf } from '../references/lookUp.js';
import { parseReference, type NumberedType, type Reference } from '../references/Reference.js';
import type { Session } from '../Session.js';

/** New values of a patch; undefined leaves a field unchanged. */
export interface PatchChange {
  readonly state?: string | undefined;
  /** An empty text removes the delegate. */
  readonly delegate?: string | undefined;
  readonly archived?: boolean | undefined;
  readonly commitRef?: string | undefined;
}

/** An object to change, by global id. */
export interface Target {
  readonly id: string;
  /** `kernel/patch/12`. */
  readonly name: string;
  readonly isSeries: boolean;
}

/** Outcomes of writes to patches. @internal */
export const PATCH_OUTCOME: Kind = {
  typeName: 'PatchOutcome',
  fields: [
    field('id', 'id'),
    field('patch', 'patch { databaseId instance { name } }', {
      read: (node) => node['target'] ?? null,
    }),
    field('name', 'patch { name }', { read: 'patch.name', isFlexible: true }),
    field('outcome', 'outcome'),
    field('state', 'patch { state { slug } }', { read: 'patch.state.slug' }),
    field('delegate', 'patch { delegate { username } }', { read: 'patch.delegate.username' }),
    field('archived', 'patch { archived }', { read: 'patch.archived' }),
    field('commitRef', 'patch { commitRef }', { read: 'patch.commitRef', header: 'commit' }),
    field('errors', 'errors { message code }', {
      read: ({ errors }) => errors ?? [],
      show: (value) => listOf(value).map(describeError).join('; '),
      header: 'reason',
      isFlexible: true,
    }),
  ],
};

/** A UserError as text. Its message already starts with the name of the instance. */
export function describeError(error: Json): string {
  const message = textAt(error, 'message');
  const [, instance = ''] = /^([^\s:]+): /.exec(message) ?? [];
  return faultText({ message, code: textAt(error, 'code'), instance });
}

const COLUMNS = ['patch', 'outcome', 'state', 'delegate', 'archived', 'name', 'errors'];

/** `pwg update`, `state`, `delegate`, `archive` and `unarchive`: one mutation for any number of patches and series. */
export async function update(
  session: Session,
  texts: readonly string[],
  type: NumberedType,
  change: PatchChange,
): Promise<ExitCode> {
  if (Object.values(change).every((value) => value === undefined)) {
    throw usageError('nothing to change; add --state, --delegate, --archived or --commit-ref');
  }
  const layout = readLayout(session.flags, [PATCH_OUTCOME], COLUMNS);
  const references = texts.map((text) => parseReference(text, type));
  const targets = await resolveTargets(session, references);
  if (targets.length === 0) throw new PwgError('nothing was changed');
  if (change.commitRef !== undefined && targets.some(({ isSeries }) => isSeries)) {
    throw usageError('--commit-ref requires patches; a series has one commit per patch');
  }
  const outcomes = await write(session, targets, change);
  printRows(session, layout, [PATCH_OUTCOME], outcomes);
  return exitCodeOf(
    session,
    outcomes.map((node) => textAt(node, 'outcome')),
  );
}

/** 0 if all writes were applied, 1 if none was, otherwise 2. */
export function exitCodeOf(session: Session, outcomes: readonly string[]): ExitCode {
  const applied = outcomes.filter((outcome) => outcome === 'APPLIED').length;
  if (outcomes.includes('UNKNOWN')) {
    session.warn('UNKNOWN: no answer arrived in time; run pwg show to see whether it was written');
  }
  if (applied > 0 && applied === outcomes.length && session.exitCode === EXIT.whole) {
    return EXIT.whole;
  }
  return applied === 0 && !outcomes.includes('UNKNOWN') ? EXIT.failed : EXIT.partial;
}

async function write(
  session: Session,
  targets: readonly Target[],
  change: PatchChange,
): Promise<readonly JsonObject[]> {
  const selection = `results { __typename id outcome errors { message code } patch {
    id databaseId instance { name } name state { slug } delegate { username } archived commitRef } }
    errors { message code }`;
  const ids = targets.filter(({ isSeries }) => !isSeries).map(({ id }) => id);
  const series = targets.filter(({ isSeries }) => isSeries).map(({ id }) => id);
  const defined = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  const parts = [
    ...(ids.length === 0
      ? []
      : [{ type: 'UpdatePatchesInput', root: 'updatePatches', input: { ids, ...defined } }]),
    ...series.map((id) => ({
      type: 'UpdateSeriesPatchesInput',
      root: 'updateSeriesPatches',
      input: { series: id, ...defined },
    })),
  ];
  const declared = parts.map(({ type }, index) => `$i${String(index)}: ${type}!`).join(', ');
  const roots = parts.map(
    ({ root }, index) => `r${String(index)}: ${root}(input: $i${String(index)}) { ${selection} }`,
  );
  const data = await session.query(
    `mutation Update(${declared}) { ${roots.join(' ')} }`,
    Object.fromEntries(parts.map(({ input }, index) => [`i${String(index)}`, input])),
  );
  const { decodeGlobalId } = await import('../../graphql/globalId.js');
  const payloads = parts.map((_, index) => objectOf(data[`r${String(index)}`]));
  for (const error of payloads.flatMap((payload) => listOf(payload['errors']))) {
    session.reportPartial(describeError(error));
  }
  return payloads
    .flatMap((payload) => listOf(payload['results']))
    .map((result) => {
      const node = objectOf(result);
      // A patch that was refused has only its id.
      const { instance, id } = decodeGlobalId(textAt(node, 'id'));
      return { ...node, target: `${instance}/patch/${String(id)}` };
    });
}

/** Global ids; those of numbers are computed here, so that a write needs no read. */
export async function resolveTargets(
  session: Session,
  references: readonly Reference[],
): Promise<readonly Target[]> {
  const { encodeGlobalId } = await import('../../graphql/globalId.js');
  const others = references.filter(({ kind }) => kind !== 'number');
  const found = others.length === 0 ? [] : await findTargets(session, others);
  const numbered: Target[] = [];
  for (const reference of references) {
    if (reference.kind !== 'number') continue;
    const isSeries = reference.type === 'series';
    if (!isSeries && reference.type !== 'patch') {
      throw usageError(`"${reference.text}": this command accepts patches and series`);
    }
    const instance = reference.instance ?? (await session.requireInstance(reference.text));
    const type = isSeries ? 'Series' : 'Patch';
    numbered.push({
      id: encodeGlobalId({ instance, type, id: reference.number }),
      name: `${instance}/${reference.type}/${String(reference.number)}`,
      isSeries,
    });
  }
  return [...numbered, ...found];
}

async function findTargets(
  session: Session,
  references: readonly Reference[],
): Promise<readonly Target[]> {
  const found = await lookUp(session, {
    references,
    kinds: [PATCH, SERIES],
    extra: { Patch: 'project { linkName }', Series: 'project { linkName }' },
  });
  return found.flatMap(({ reference, nodes }) => {
    const projects = session.flags.project ?? [];
    const chosen = nodes.filter((node) => {
      const project = textAt(node, 'project.linkName');
      const names = [project, `${textAt(node, 'instance.name')}/${project}`, '*'];
      return projects.length === 0 || projects.some((one) => names.includes(one));
    });
    if (chosen.length > 1 && !projects.includes('*')) {
      throw usageError(
        `"${reference.text}" was posted ${String(chosen.length)} times (${chosen.map(nameOf).join(', ')}); choose with -p PROJECT or -i INSTANCE, or -p '*' for all`,
      );
    }
    if (chosen.length === 0 && nodes.length > 0) {
      session.reportPartial(
        `${reference.text}: was not posted to ${projects.join(' or ')}, only as ${nodes.map(nameOf).join(', ')}`,
      );
    }
    return chosen.map((node) => ({
      id: textAt(node, 'id'),
      name: nameOf(node),
      isSeries: node['__typename'] === 'Series',
    }));
  });
}
