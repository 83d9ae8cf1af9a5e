import { planByFilters, type WordFilter } from '../../patchwork/lists/plans.js';
import { names, type ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import {
  people,
  person,
  type EmbeddedPerson,
  type Person,
} from '../../patchwork/resources/person.js';
import { readDetail, readEach } from '../reads/readDetails.js';
import { Entity } from './Entity.js';
import type { EntityKind, ListKind } from './EntityKind.js';
import { ServerShelf } from './Shelf.js';

/* eslint-disable @typescript-eslint/class-literal-property-style -- a field is made per object */
/** Who has sent mail from an address. */
export class PersonEntity extends Entity<EmbeddedPerson, Person, Person> {
  get kind(): 'Person' {
    return 'Person';
  }
  get address(): ObjectName {
    return names.of('people', this.id);
  }
}

export class PersonShelf extends ServerShelf<PersonEntity> {
  protected create(client: PatchworkClient, id: number): PersonEntity {
    return new PersonEntity(client, id);
  }
}

export const personKind = {
  type: 'Person',
  ids: { Person: null },
  createShelf: () => new PersonShelf(),
  at: ({ people }, client, { id }) => people.at(client, Number(id)),
  read: (batch) => readEach(batch, (one, scope) => readDetail(one, person, scope)),
} as const satisfies EntityKind<PersonEntity, PersonShelf, { readonly people: PersonShelf }>;

export const PEOPLE: ListKind<Person, PersonEntity, WordFilter, { readonly people: PersonShelf }> =
  {
    kind: 'people',
    order: {
      defaultField: 'NAME',
      nameOf: ({ name }) => name,
      serverFields: { EMAIL: 'email', ID: 'id' },
    },
    plan: planByFilters(people),
    toNode: (store, client, row) => store.people.whole(client, row),
  };
