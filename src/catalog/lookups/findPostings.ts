import { GatewayError, NotSupportedError } from '../../errors.js';
import { fanOut, type Outcome, type SourceNotes } from '../../federation/fanOut.js';
import type { ApiVersion } from '../../apiVersions.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { covers } from '../../patchwork/resources/cover.js';
import { patches } from '../../patchwork/resources/patch.js';
import type { EmbeddedProject } from '../../patchwork/resources/project.js';
import type { ListDescription } from '../../patchwork/ListDescription.js';
import type { Scope } from '../../patchwork/Scope.js';
import { capabilitiesOf, capabilitySince } from '../../patchwork/versions.js';
import type { EntityStore } from '../kinds/kinds.js';
import { badField } from '../../patchwork/shape.js';
import { childScope } from '../operation/childScope.js';
import { isShown } from '../../patchwork/lists/shownProjects.js';
import type { CoverEntity } from '../kinds/cover.js';
import type { PatchEntity } from '../kinds/patch.js';
import { staleOf } from '../../patchwork/page.js';

type PostedMail = PatchEntity | CoverEntity;

type ShownProject = (
  client: PatchworkClient,
  project: EmbeddedProject | null | undefined,
) => boolean;

/**
 * Finds every patch and cover with one Message-ID, of the projects that the configuration shows. Costs
 * 2 requests per instance, side by side, and 2 more for each further form where the first finds nothing.
 *
 * @param shown which projects to show; by default those that the configuration does.
 * @param forms the ids that are meant, without brackets: the result of an earlier one is used.
 * @returns an outcome per instance; with both `value` and `error` where a part is missing.
 */
export async function findPostings(
  clients: readonly PatchworkClient[],
  forms: readonly string[],
  store: EntityStore,
  operation: Scope,
  shown: ShownProject = isShown,
): Promise<readonly Outcome<readonly PostedMail[]>[]> {
  const byName = new Map(
    clients.map((client) => [client.name, { client, ...childScope(operation) }]),
  );
  return await fanOut(
    [...byName.keys()],
    async (name, note) => {
      const source = byName.get(name);
      if (source === undefined) return [];
      const { client, scope } = source;
      const version = await client.version(operation);
      return await new MessageLookup(client, version, store, scope, shown).find(forms, note);
    },
    {
      requests: (name) => byName.get(name)?.requests() ?? 0,
      onSource: operation.onSource,
    },
  );
}

/**
 * The first failure of a lookup; undefined if none failed. An instance whose API cannot look up a Message-ID has
 * not failed.
 */
export function lookupFailure(outcomes: readonly Outcome<unknown>[]): GatewayError | undefined {
  return outcomes.find(
    ({ error }) => error !== undefined && error.code !== 'NOT_SUPPORTED_BY_INSTANCE',
  )?.error;
}

type Note = (notes: SourceNotes) => void;

/** Looks a Message-ID up on one instance. */
class MessageLookup {
  readonly #client: PatchworkClient;
  readonly #version: ApiVersion;
  readonly #store: EntityStore;
  readonly #scope: Scope;
  readonly #shown: ShownProject;

  constructor(
    client: PatchworkClient,
    version: ApiVersion,
    store: EntityStore,
    scope: Scope,
    shown: ShownProject,
  ) {
    this.#client = client;
    this.#version = version;
    this.#store = store;
    this.#scope = scope;
    this.#shown = shown;
  }

  async find(forms: readonly string[], note: Note): Promise<readonly PostedMail[]> {
    for (const form of forms.slice(0, -1)) {
      const found = await this.#findForm(form, note);
      if (found.length > 0) return found;
    }
    return await this.#findForm(forms.at(-1) ?? '', note);
  }

  async #findForm(messageId: string, note: Note): Promise<readonly PostedMail[]> {
    const outcomes = await Promise.allSettled([
      this.#findPatches(messageId, note),
      this.#findCovers(messageId, note),
    ]);
    const found: PostedMail[] = [];
    const failures: GatewayError[] = [];
    for (const one of outcomes) {
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
  }

  async #findPatches(messageId: string, note: Note): Promise<PatchEntity[]> {
    const version = this.#version;
    if (!capabilitiesOf(version).messageIdFilter) {
      throw new NotSupportedError(
        this.#client.name,
        `finding patches by Message-ID needs API ${capabilitySince('messageIdFilter')}, this server has ${version}`,
      );
    }
    const rows = await this.#read(patches, messageId, note);
    return rows.map((row) => this.#store.patches.addListed(this.#client, row));
  }

  async #findCovers(messageId: string, note: Note): Promise<CoverEntity[]> {
    const rows = await this.#read(covers, messageId, note);
    return rows.map((row) => this.#store.covers.addListed(this.#client, row));
  }

  /** Rows of the shown projects. */
  async #read<Row extends { readonly project?: EmbeddedProject | null | undefined }>(
    list: ListDescription<Row>,
    messageId: string,
    note: Note,
  ): Promise<readonly Row[]> {
    const params = [['msgid', messageId]] as const;
    const answer = await this.#client.lists.all(list, { params }, this.#scope);
    note(staleOf(answer));
    const [unreadable] = answer.unreadable;
    if (unreadable !== undefined) {
      note({ failure: badField(unreadable.origin, unreadable.field) });
    }
    return answer.rows.filter(({ project }) => this.#shown(this.#client, project));
  }
}
