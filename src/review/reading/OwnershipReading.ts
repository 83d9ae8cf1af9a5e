import DataLoader from 'dataloader';
import { z } from 'zod';
import { asError } from '../../catalog/reads/asError.js';
import { batchSchedule } from '../../catalog/reads/batchSchedule.js';
import type { EntityStore } from '../../catalog/kinds/kinds.js';
import type { FacetLoaders } from '../../catalog/operation/FacetLoaders.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import { personKey } from '../../mail/identity.js';
import { read } from '../../patchwork/shape.js';
import type { Scope } from '../../patchwork/Scope.js';
import { storedAs } from '../../patchwork/storedShape.js';
import type { OwnershipMatch } from '../facts/ownership/OwnershipIndex.js';
import { groupBy } from '../../groupBy.js';
import type { PatchTexts } from './PatchTexts.js';
import type { MaintainersFile, ReviewSettings } from './ReviewSettings.js';

const storedMatches = z.object({ patterns: z.array(z.string()) });
const fitsMatches = storedAs(storedMatches);

export interface OwnershipSources {
  readonly store: EntityStore;
  readonly facets: FacetLoaders;
  readonly texts: PatchTexts;
  readonly scope: Scope;
}

/** Finds the sections of the configured MAINTAINERS files that own what patches change. */
export class OwnershipReading {
  /** Sources of the `K:` patterns that match the diff of a patch; null without a diff. */
  readonly #textMatches: DataLoader<PatchEntity, readonly string[] | null>;

  readonly #sources: OwnershipSources;
  readonly #settings: ReviewSettings;

  constructor(sources: OwnershipSources, settings: ReviewSettings) {
    this.#sources = sources;
    this.#settings = settings;
    this.#textMatches = new DataLoader(
      (patches) => this.#matchTexts(patches),
      batchSchedule(sources.scope),
    );
  }

  /** Whether an instance has a MAINTAINERS file at all; without, nothing has to be read. */
  isConfigured(instance: string): boolean {
    return this.#settings.maintainers.has(instance);
  }

  /**
   * The sections that own files or changed lines of a patch, in the order of the file. Costs as its
   * files; the first time as its diff, where the file has `K:` patterns.
   *
   * @returns null where its project has no MAINTAINERS file, it has no diff, or it is absent.
   * @throws UpstreamError when the server does not say.
   */
  async ownersOf(patch: PatchEntity): Promise<readonly OwnershipMatch[] | null> {
    const file = await this.#fileOf(patch);
    if (file === null) return null;
    if (!file.index.hasTextPatterns) return await this.#byPath(patch, file, []);
    const texts = await this.#textMatches.load(patch);
    return texts === null ? null : await this.#byPath(patch, file, texts);
  }

  /** The sections that own its files, without those of `K:`. Costs as its files; else as above. */
  async ownersByPath(patch: PatchEntity): Promise<readonly OwnershipMatch[] | null> {
    const file = await this.#fileOf(patch);
    return file === null ? null : await this.#byPath(patch, file, []);
  }

  /**
   * Whether one of these addresses is a maintainer or reviewer (`M:`, `R:`) of a file of a patch; false
   * without a MAINTAINERS file. Costs and errors as {@link OwnershipReading.ownersByPath}.
   */
  async isOwner(patch: PatchEntity, emails: readonly string[]): Promise<boolean> {
    const { mailmap } = this.#settings.people;
    const keyOf = (email: string | null): string | null =>
      personKey({ name: null, email }, mailmap);
    const wanted = new Set(emails.map(keyOf));
    const owners = (await this.ownersByPath(patch)) ?? [];
    return owners.some(({ section: { maintainers, reviewers } }) =>
      [...maintainers, ...reviewers].some(
        (person) => person.email !== null && wanted.has(personKey(person, mailmap)),
      ),
    );
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#textMatches.clearAll();
  }

  async #fileOf(patch: PatchEntity): Promise<MaintainersFile | null> {
    const own = this.#settings.maintainers.get(patch.client.name);
    if (own === undefined) return null;
    if (own.byProject.size === 0) return own.file;
    return own.byProject.get((await this.#projectOf(patch)) ?? '') ?? own.file;
  }

  /** Link name of the project; that of a series is that of its patches. */
  async #projectOf(patch: PatchEntity): Promise<string | null> {
    const { store, facets } = this.#sources;
    const { client, seriesId } = patch;
    const series = seriesId === undefined ? undefined : store.series.get(client, seriesId).summary;
    if (series === undefined) await facets.load(patch, 'summary');
    const data = series ?? patch.summary;
    return data === undefined ? null : (read(data, 'project')?.link_name ?? null);
  }

  async #byPath(
    patch: PatchEntity,
    { index }: MaintainersFile,
    texts: readonly string[],
  ): Promise<readonly OwnershipMatch[] | null> {
    const diff = await this.#sources.texts.diff(patch);
    if (diff?.hasDiff !== true) return null;
    const paths = diff.files.flatMap(({ path, previousPath }) => [path, previousPath ?? path]);
    return index.find(new Set(paths), texts);
  }

  async #matchTexts(
    patches: readonly PatchEntity[],
  ): Promise<(readonly string[] | null | Error)[]> {
    const found = new Map<PatchEntity, readonly string[] | null | Error>();
    const groups = groupBy(patches, ({ client }) => client);
    await Promise.all(
      Array.from(groups, async ([client, own]) => {
        const { scope } = this.#sources;
        const files = await Promise.all(own.map((patch) => this.#fileOf(patch)));
        const names = own.map((patch, index) => nameOf(patch, files[index] ?? null));
        const keep = client.derived.begin(scope);
        const cached = await client.derived.read<z.infer<typeof storedMatches>>(
          names,
          fitsMatches,
          scope,
        );
        const fresh = new Map<string, unknown>();
        await Promise.all(
          own.map(async (patch, index) => {
            const name = names[index] ?? '';
            const known = cached.get(name)?.patterns;
            const patterns = known ?? (await this.#matchText(patch, files[index] ?? null));
            found.set(patch, patterns);
            if (known === undefined && Array.isArray(patterns)) fresh.set(name, { patterns });
          }),
        );
        await keep(fresh);
      }),
    );
    return patches.map((patch) => found.get(patch) ?? null);
  }

  async #matchText(
    patch: PatchEntity,
    file: MaintainersFile | null,
  ): Promise<readonly string[] | null | Error> {
    try {
      const text = await this.#sources.texts.diffText(patch);
      return text?.hasDiff === true && file !== null ? file.index.matchText(text.diff) : null;
    } catch (error) {
      return asError(error);
    }
  }
}

function nameOf({ id }: PatchEntity, file: MaintainersFile | null): string {
  return `owners 1 ${file?.textPatternsId ?? ''} patches/${String(id)}`;
}
