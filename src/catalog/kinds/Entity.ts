import type { ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';

/**
 * How much of an object a field needs. Patchwork shows an object inside others (`basic`), in lists
 * (`summary`), and some fields at its own address only (`detail`). Addresses of mails (`address`) are
 * shown wherever a mail is, but a project's settings change them, so they are not cached with its text.
 */
export type Facet = 'basic' | 'address' | 'summary' | 'detail';

/**
 * One object of one instance as far as this operation knows it. There is one per object and
 * operation, so a read by one path through the query serves all others.
 */
export abstract class Entity<
  Basic extends object = object,
  Summary extends Basic = Basic,
  Detail extends Basic = Basic,
> {
  // An operation makes thousands: to declare fields and assign them in the constructor takes a
  // fraction of the time of class fields.
  /** Name of the GraphQL type. */
  abstract get kind(): string;
  /** Where the server has it. */
  abstract get address(): ObjectName;
  declare readonly client: PatchworkClient;
  /** The number the instance uses. */
  declare readonly id: number;
  declare basic: Basic | undefined;
  declare summary: Summary | undefined;
  declare detail: Detail | undefined;
  /** The server said that there is no such object, or that the caller may not see it. */
  declare absent: boolean;

  constructor(client: PatchworkClient, id: number) {
    this.client = client;
    this.id = id;
    this.basic = undefined;
    this.summary = undefined;
    this.detail = undefined;
    this.absent = false;
  }

  /** State of a facet. */
  at(facet: 'summary'): Summary | undefined;
  at(facet: 'detail'): Detail | undefined;
  at(facet: Facet): Basic | undefined;
  at(facet: Facet): Basic | undefined {
    if (facet === 'detail') return this.detail;
    if (facet === 'summary') return this.summary;
    if (facet === 'address') return this.summary ?? this.basic;
    return this.summary ?? this.basic ?? this.detail;
  }
}
