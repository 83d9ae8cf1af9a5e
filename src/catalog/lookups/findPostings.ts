import { GatewayError, NotSupportedError } from '../../errors.js';
import { fanOut, type Outcome, type SourceNotes } from '../../federation/fanOut.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { covers } from '../../patchwork/resources/cover.js';
import { patches } from '../../patchwork/resources/patch.js';
import type { EmbeddedProject } from '../../patchwork/resources/project.js';
import type { ListDescription } from '../../patchwork/ListDescription.js';
import type { Scope } from '../../patchwork/Scope.js';
import { capabilitiesOf, capabilitySince } from '../../patchwork/versions.js';
import type { EntityStore } from '../operation/EntityStore.js';
import { badField } from '../../patchwork/shape.js';
import { childScope } from '../operation/childScope.js';
import { isShown } from '../../patchwork/lists/shownProjects.js';
import type { CoverEntity } from '../kinds/cover.js';
import type { PatchEntity } from '../kinds/patch.js';
import { staleOf } from '../../patchwork/page.js';

/** One instance's postings of a message; with both `value` and `error` where a part is missing. */
export type Postings = Outcome<readonly (PatchEntity | CoverEntity)[]>;

/**
 * Finds every patch and cover with one Message-ID, of the projects that the configuration shows. Costs
 * 2 requests per instance, side by side, and 2 more for each further form where the first finds nothing.
 *
 * @param shown which projects to show; by default those that the configuration does.
 * @param forms the ids that are meant, without brackets: the result of an earlier one is used.
 */
export async function findPostings(
  clients: readonly PatchworkClient[],
  forms: readonly string[],
  store: EntityStore,
  operation: Scope,
  shown: (
    client: PatchworkClient,
    project: EmbeddedProject | null | undefined,
  ) => boolean = isShown,
): Promise<readonly Postings[]> {
  const scopes = new Map(clients.map(({ name }) => [name, childScope(operation)]));
  const byName = new Map(clients.map((client) => [client.name, client]));
  const requests = (name: string): number => scopes.get(name)?.requests() ?? 0;
  const find = async (
    name: string,
    note: (notes: SourceNotes) => void,
  ): Promise<readonly (PatchEntity | CoverEntity)[]> => {
    for (const form of forms.slice(0, -1)) {
      const found = await findForm(name, form, note);
      if (found.length > 0) return found;
    }
    return await findForm(name, forms.at(-1) ?? '', note);
  };
  const findForm = async (
    name: string,
    messageId: string,
    note: (notes: SourceNotes) => void,
  ): Promise<readonly (PatchEntity | CoverEntity)[]> => {
    const client = byName.get(name);
    const scope = scopes.get(name)?.scope;
    if (client === undefined || scope === undefined) return [];
    const params = [['msgid', messageId]] as const;
    const version = await client.version(operation);
    const read = async <Row extends { readonly id: number }>(
      list: ListDescription<Row>,
    ): Promise<{ readonly rows: readonly Row[] }> => {
      const answer = await client.all(list, { params }, scope);
      note(staleOf(answer));
      const [unreadable] = answer.unreadable;
      if (unreadable !== undefined) {
        note({ failure: badField(unreadable.origin, unreadable.field) });
      }
      return answer;
    };
    const findPatches = async (): Promise<readonly PatchEntity[]> => {
      if (!capabilitiesOf(version).messageIdFilter) {
        throw new NotSupportedError(
          name,
          `finding patches by Message-ID needs API ${capabilitySince('messageIdFilter')}, this server has ${version}`,
        );
      }
      const { rows } = await read(patches);
      return rows
        .filter(({ project }) => shown(client, project))
        .map((row) => store.patches.addListed(client, row));
    };
    const findCovers = async (): Promise<readonly CoverEntity[]> => {
      const { rows } = await read(covers);
      return rows
        .filter(({ project }) => shown(client, project))
        .map((row) => store.covers.addListed(client, row));
    };
    const [foundPatches, foundCovers] = await Promise.allSettled([findPatches(), findCovers()]);
    const found: (PatchEntity | CoverEntity)[] = [];
    const failures: GatewayError[] = [];
    for (const one of [foundPatches, foundCovers]) {
      if (one.status === 'fulfilled') found.push(...one.value);
      else if (one.reason instanceof GatewayError) failures.push(one.reason);
      else throw one.reason;
    }
    const failure = failures.find(({ code }) => code !== 'NOT_SUPPORTED_BY_INSTANCE');
    const [refusal] = failures;
    if (found.length === 0 && refusal !== undefined) throw failure ?? refusal;
    if (failure !== undefined) note({ failure });
    else if (refusal !== undefined) {
      note({ warnings: [{ code: refusal.code, message: refusal.message }] });
    }
    return found;
  };
  return await fanOut([...byName.keys()], find, { requests, onSource: operation.onSource });
}
