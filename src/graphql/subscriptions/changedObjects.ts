import { BadUserInputError } from '../../errors.js';
import { isShown } from '../../patchwork/lists/shownProjects.js';
import { names } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Event } from '../../patchwork/resources/event.js';
import { series } from '../../patchwork/resources/series.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { Gateway } from '../context.js';
import { decodeGlobalId, type NodeType } from '../globalId.js';
import { clientOf } from '../instances.js';

/** An object that a subscriber wants to hear of. */
export interface ChangedObject {
  /** Global id. */
  readonly id: string;
  readonly client: PatchworkClient;
  /** Whether an event is about it, or may be about it: only once it is prepared this is known. */
  affects(event: Event): boolean;
  /** Whether an event that may be about it is about it, once it is prepared. Default: yes. */
  isAbout?(event: Event): boolean;
  /** Reads what has to be known to say so; before the object is delivered. */
  prepare?(scope: Scope): Promise<void>;
}

/** Objects of one subscription. */
const MAX_OBJECTS = 100;

/** Types that events are about. */
const TYPES = ['Patch', 'Cover', 'Series', 'Project', 'Instance'] as const;

/**
 * The objects of the argument `ids`, each once.
 *
 * @throws BadUserInputError for an id that is not valid, or that no event is about.
 */
export function readChangedObjects(
  ids: readonly string[],
  gateway: Gateway,
): readonly ChangedObject[] {
  const unique = [...new Set(ids)];
  if (unique.length === 0 || unique.length > MAX_OBJECTS) {
    throw new BadUserInputError(
      `ids: ${String(unique.length)} ids are out of range; pass 1 to ${String(MAX_OBJECTS)}`,
      { argument: 'ids' },
    );
  }
  return unique.map((text) => {
    const { instance, type, id } = decodeGlobalId(text, 'ids');
    const client = clientOf(gateway, instance, 'ids');
    return changedObject(text, type, id, client);
  });
}

function changedObject(
  id: string,
  type: NodeType,
  number: number,
  client: PatchworkClient,
): ChangedObject {
  switch (type) {
    case 'Patch':
      return { id, client, affects: ({ payload }) => payload?.patch?.id === number };
    case 'Cover':
      return { id, client, affects: ({ payload }) => payload?.cover?.id === number };
    case 'Project':
      return { id, client, affects: ({ project }) => project?.id === number };
    case 'Instance':
      return { id, client, affects: ({ project }) => isShown(client, project) };
    case 'Series':
      return new ChangedSeries(id, client, number);
    default:
      throw new BadUserInputError(
        `ids: "${id.slice(0, 80)}" is the id of a ${type}, and Patchwork has no events about it; ids of these types can be followed: ${TYPES.join(', ')}`,
        { argument: 'ids' },
      );
  }
}

/** Most events name a patch or a cover letter, and not their series. */
class ChangedSeries implements ChangedObject {
  /** Until it has been read, any event may be about it. */
  #isRead = false;
  #patches: ReadonlySet<number> = new Set();
  #cover: number | undefined;
  /** The project in which patches or a cover letter may still arrive for it. */
  #awaits:
    { readonly project: number; readonly patches: boolean; readonly cover: boolean } | undefined;

  constructor(
    readonly id: string,
    readonly client: PatchworkClient,
    readonly number: number,
  ) {}

  affects(event: Event): boolean {
    return !this.#isRead || this.isAbout(event) || this.#mayComplete(event);
  }

  isAbout({ payload }: Event): boolean {
    if (payload == null) return false;
    if (payload.series != null) return payload.series.id === this.number;
    if (payload.cover != null) return payload.cover.id === this.#cover;
    return payload.patch != null && this.#patches.has(payload.patch.id);
  }

  /** A mail that arrives before the first patch of its series has no event but one without the series. */
  #mayComplete({ category, project }: Event): boolean {
    if (this.#awaits === undefined || project?.id !== this.#awaits.project) return false;
    if (category === 'patch-created') return this.#awaits.patches;
    return category === 'cover-created' && this.#awaits.cover;
  }

  async prepare(scope: Scope): Promise<void> {
    const found = await this.client.detail(names.of('series', this.number), series, scope);
    this.#isRead = true;
    if (found === null) return;
    this.#patches = new Set(found.patches?.map(({ id }) => id));
    this.#cover = found.cover_letter?.id;
    this.#awaits =
      found.project == null
        ? undefined
        : {
            project: found.project.id,
            patches: found.received_all !== true,
            cover: found.cover_letter == null && found.total !== 1,
          };
  }
}
