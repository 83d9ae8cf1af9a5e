import type { GatewayError } from '../../errors.js';
import type { PersonEntity } from '../kinds/person.js';
import type { FoundPerson } from './findPerson.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';

/** One address over all instances: the result of `person(email:)`. */
export class CrossInstancePerson {
  readonly kind = 'Person';
  readonly accounts: readonly PersonEntity[];
  readonly unknownOn: ReadonlySet<PatchworkClient>;
  readonly failures: readonly GatewayError[];

  constructor(
    readonly address: string,
    /** The person of the first instance that knows the address: its name and number are shown. */
    readonly shown: PersonEntity,
    found: FoundPerson,
  ) {
    this.accounts = found.accounts;
    this.unknownOn = found.unknownOn;
    this.failures = found.failures;
  }

  get client(): PatchworkClient {
    return this.shown.client;
  }

  get id(): number {
    return this.shown.id;
  }
}
