import type { InstanceOptions } from '../patchwork/clientOptions.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { stateCategory, stateName } from '../patchwork/states.js';
import { encodeKeyedId } from './globalId.js';
import type { StateModel } from './models.js';

/** A state of one server by its slug. */
export function toState(client: PatchworkClient, slug: string | null): StateModel | null {
  return slug === null ? null : new State(slug, client.name, client.options.states);
}

/** Most operations ask for the slug alone, so the rest is made when it is requested. */
class State implements StateModel {
  readonly #instance: string;
  readonly #configured: InstanceOptions['states'];

  constructor(
    readonly slug: string,
    instance: string,
    configured: InstanceOptions['states'],
  ) {
    this.#instance = instance;
    this.#configured = configured;
  }

  get id(): string {
    return encodeKeyedId(this.#instance, 'PatchState', this.slug);
  }

  get name(): string {
    return stateName(this.slug, this.#configured);
  }

  get category(): StateModel['category'] {
    return stateCategory(this.slug, this.#configured);
  }
}
