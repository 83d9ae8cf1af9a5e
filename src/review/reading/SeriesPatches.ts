import type { EntityStore } from '../../catalog/kinds/kinds.js';
import type { FacetLoaders } from '../../catalog/operation/FacetLoaders.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import type { MailAddress } from '../../mail/address.js';
import { EMPTY_MAILMAP, type Mailmap } from '../../mail/mailmap.js';
import { parsePatchName } from '../../mail/subject.js';
import type { EmbeddedPerson } from '../../patchwork/resources/person.js';
import { read } from '../../patchwork/shape.js';
import { stateCategory } from '../../patchwork/states.js';
import { checkCompleteness, type Completeness } from '../facts/completeness.js';
import { decideSeriesStatus, type SeriesStatus } from '../facts/seriesStatus.js';

/** A patch with the data that determines its place in a series. */
export interface PlacedPatch {
  readonly entity: PatchEntity;
  readonly name: string | null;
  readonly submitter: MailAddress | null;
}

/** A person as mails name them. */
export function toMailAddress(person: EmbeddedPerson | null | undefined): MailAddress | null {
  if (person == null) return null;
  return { name: person.name ?? null, email: person.email ?? null };
}

/**
 * Patches in the order of their numbers. REST gives them by date, and mails of one series often
 * share their second; patches without a number keep their place at the end.
 */
export function inNumberOrder(patches: readonly PatchEntity[]): readonly PatchEntity[] {
  return patches
    .map(withNumber)
    .sort(byNumber)
    .map(({ patch }) => patch);
}

interface NumberedPatch {
  readonly patch: PatchEntity;
  readonly number: number;
}

function withNumber(patch: PatchEntity): NumberedPatch {
  const { index } = parsePatchName(patch.at('basic')?.name);
  return { patch, number: index ?? Number.MAX_SAFE_INTEGER };
}

function byNumber(left: NumberedPatch, right: NumberedPatch): number {
  return left.number - right.number || left.patch.id - right.patch.id;
}

/** The patches whose subjects belong to this version; all where none does. */
export function membersOf(
  patches: readonly PatchEntity[],
  version: number,
  total: number | null,
): readonly PatchEntity[] {
  const { strays } = checkCompleteness({
    version,
    total,
    submitter: null,
    patches: patches.map((entity) => ({
      entity,
      name: entity.at('basic')?.name ?? null,
      submitter: null,
    })),
  });
  const others = new Set(strays.map(({ patch }) => patch.entity));
  const members = patches.filter((patch) => !others.has(patch));
  return members.length === 0 ? patches : members;
}

/** Reads the patches of series with their states, each series once per operation. */
export class SeriesPatches {
  readonly #read = new Map<SeriesEntity, Promise<readonly PatchEntity[] | null>>();

  readonly #store: EntityStore;
  readonly #facets: FacetLoaders;
  readonly #mailmap: Mailmap;

  constructor(store: EntityStore, facets: FacetLoaders, mailmap: Mailmap = EMPTY_MAILMAP) {
    this.#store = store;
    this.#facets = facets;
    this.#mailmap = mailmap;
  }

  /**
   * The patches as the series lists them, by number; without their states.
   *
   * @returns null when the series is absent or hidden.
   * @throws UpstreamError when the server does not say.
   */
  async list(series: SeriesEntity): Promise<readonly PatchEntity[] | null> {
    await this.#facets.load(series, 'summary');
    const data = series.at('summary');
    const patches = data === undefined ? null : read(data, 'patches');
    if (patches === null) return null;
    return inNumberOrder(
      patches.map((patch) => this.#store.patches.addEmbedded(series.client, patch, series.id)),
    );
  }

  /**
   * The patches with their summaries. Costs 1 request per 25 series of one tick.
   *
   * @returns null when the series is absent or hidden.
   * @throws UpstreamError when one of them cannot be read: a fact about the others would mislead.
   */
  load(series: SeriesEntity): Promise<readonly PatchEntity[] | null> {
    let reading = this.#read.get(series);
    if (reading === undefined) this.#read.set(series, (reading = this.#load(series)));
    return reading;
  }

  /**
   * The series of a patch; null where it has none. Costs 1 for a patch that was met without it.
   *
   * @throws UpstreamError when the server does not say.
   */
  async seriesOf(patch: PatchEntity): Promise<SeriesEntity | null> {
    const { client, seriesId } = patch;
    if (seriesId !== undefined) return this.#store.series.get(client, seriesId);
    await this.#facets.load(patch, 'summary');
    const { summary } = patch;
    const [series] = summary === undefined ? [] : (read(summary, 'series') ?? []);
    return series === undefined
      ? null
      : this.#store.series.addEmbedded(client, series, summary?.project?.id);
  }

  /** Its status. Costs and errors as {@link SeriesPatches.load}. */
  async status(series: SeriesEntity): Promise<SeriesStatus | null> {
    const patches = await this.load(series);
    if (patches === null) return null;
    const { states } = series.client.options;
    return decideSeriesStatus(
      patches.map((patch) => {
        const summary = patch.at('summary');
        const slug = summary === undefined ? null : read(summary, 'state');
        return { slug, category: slug === null ? 'UNKNOWN' : stateCategory(slug, states) };
      }),
    );
  }

  /** Whether all of it is there. Costs and errors as {@link SeriesPatches.load}. */
  async completeness(series: SeriesEntity): Promise<Completeness<PlacedPatch> | null> {
    const patches = await this.load(series);
    const data = series.at('summary');
    if (patches === null || data === undefined) return null;
    const counted = {
      version: read(data, 'version') ?? 1,
      total: read(data, 'total'),
      submitter: toMailAddress(read(data, 'submitter')),
      patches: patches.map((entity) => {
        const summary = entity.at('summary');
        const name = summary === undefined ? null : read(summary, 'name');
        const submitter = toMailAddress(summary === undefined ? null : read(summary, 'submitter'));
        return { entity, name, submitter };
      }),
    };
    return checkCompleteness(counted, this.#mailmap);
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#read.clear();
  }

  async #load(series: SeriesEntity): Promise<readonly PatchEntity[] | null> {
    const patches = await this.list(series);
    if (patches === null) return null;
    await Promise.all(patches.map((patch) => this.#facets.load(patch, 'summary')));
    return patches.filter(({ absent }) => !absent);
  }
}
