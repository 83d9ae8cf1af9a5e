import { UpstreamError } from '../../errors.js';
import type { ObjectReaders } from '../../catalog/operation/ObjectReaders.js';
import type { CheckEntity } from '../../catalog/kinds/check.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { CheckWord } from '../../patchwork/resources/check.js';
import { read } from '../../patchwork/shape.js';
import {
  rollUpChecks,
  worstCheckState,
  type CheckFact,
  type CheckRollup,
  type CheckRollupState,
} from '../facts/checkRollup.js';

/** A check with its object. */
export interface ReadCheck extends CheckFact {
  readonly entity: CheckEntity;
}

/**
 * The checks of some patches, read as far as a field needs them: Patchwork's own combined state says
 * all but for `pending`, which also means "no checks".
 */
export class CheckRollupReading {
  readonly #rollups = new Map<string, Promise<CheckRollup<ReadCheck>>>();

  readonly #readers: ObjectReaders;

  /** @param patches with their summaries read. */
  constructor(
    readonly patches: readonly PatchEntity[],
    readers: ObjectReaders,
  ) {
    this.#readers = readers;
  }

  /** Worst state. @throws UpstreamError when a list of checks that decides it cannot be read. */
  state(): CheckRollupState | Promise<CheckRollupState> {
    const certain = worstCheckState(
      this.patches.flatMap((patch) => {
        const word = wordOf(patch);
        return word === null || word === 'pending' ? [] : [toRollupState(word)];
      }),
    );
    // A patch that is pending makes these no worse.
    if (certain === 'FAIL' || certain === 'WARNING') return certain;
    const open = this.#open();
    if (open.length === 0) return certain;
    return this.#rollUp('open', open, true).then(({ state }) => worstCheckState([certain, state]));
  }

  /** Patches without any check. */
  async uncheckedPatches(): Promise<readonly PatchEntity[]> {
    const { uncheckedPatches } = await this.#rollUp('open', this.#open(), true);
    return this.#patchesOf(uncheckedPatches);
  }

  /**
   * All of it.
   *
   * @param fromEvents whether what events say of checks is enough; otherwise each patch's list is read.
   */
  async whole(fromEvents: boolean): Promise<CheckRollup<ReadCheck>> {
    return await this.#rollUp(fromEvents ? 'events' : 'lists', this.patches, fromEvents);
  }

  /** Patches by the numbers that a rollup has of them. */
  #patchesOf(numbers: readonly number[]): readonly PatchEntity[] {
    const wanted = new Set(numbers);
    return this.patches.filter(({ id }) => wanted.has(id));
  }

  /** The patches that lack a check of one context. */
  missingFrom(numbers: readonly number[]): readonly PatchEntity[] {
    return this.#patchesOf(numbers);
  }

  #open(): readonly PatchEntity[] {
    return this.patches.filter((patch) => {
      const word = wordOf(patch);
      return word === null || word === 'pending';
    });
  }

  #rollUp(
    name: string,
    patches: readonly PatchEntity[],
    fromEvents: boolean,
  ): Promise<CheckRollup<ReadCheck>> {
    let rollup = this.#rollups.get(name);
    if (rollup === undefined) this.#rollups.set(name, (rollup = this.#read(patches, fromEvents)));
    return rollup;
  }

  async #read(
    patches: readonly PatchEntity[],
    fromEvents: boolean,
  ): Promise<CheckRollup<ReadCheck>> {
    const lists = await Promise.all(
      patches.map((patch) => (fromEvents ? this.#readFromEvents(patch) : this.#readList(patch))),
    );
    return rollUpChecks(
      lists.flat(),
      patches.map(({ id }) => id),
    );
  }

  /**
   * An event names who sent a check, and a check may be sent for another user: where the two come to
   * different states, the list itself is read.
   */
  async #readFromEvents(patch: PatchEntity): Promise<readonly ReadCheck[]> {
    const checks = (await this.#readers.checkSummaries.load(patch)).map(toFact);
    const word = wordOf(patch);
    const { state } = rollUpChecks(checks, [patch.id]);
    const isSame = word === null || toRollupState(word) === (state === 'NONE' ? 'PENDING' : state);
    return isSame ? checks : await this.#readList(patch);
  }

  async #readList(patch: PatchEntity): Promise<readonly ReadCheck[]> {
    return (await this.#readers.checks.load(patch)).map(toFact);
  }
}

function wordOf(patch: PatchEntity): CheckWord | null {
  const summary = patch.at('summary');
  return summary === undefined ? null : read(summary, 'check');
}

function toRollupState(word: CheckWord): Exclude<CheckRollupState, 'NONE'> {
  return word.toUpperCase() as Exclude<CheckRollupState, 'NONE'>;
}

function toFact(entity: CheckEntity): ReadCheck {
  const data = entity.at('basic');
  const word = data === undefined ? null : read(data, 'state');
  if (data === undefined || word === null) {
    const request = `GET /patches/${String(entity.patch.id)}/checks/`;
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', `check ${String(entity.id)} has no state`, {
      instance: entity.client.name,
      request,
      field: 'state',
    });
  }
  return {
    entity,
    id: entity.id,
    patch: entity.patch.id,
    context: data.context ?? '',
    user: entity.detail?.user?.id ?? entity.actorId ?? null,
    state: toRollupState(word),
    date: entity.client.stampZone.toUtc(data.date),
  };
}
