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
import { ServerEntityMap } from './EntityMap.js';

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

export class PersonMap extends ServerEntityMap<PersonEntity> {
  protected create(client: PatchworkClient, id: number): PersonEntity {
    return new PersonEntity(client, id);
  }
}

export const personKind = {
  type: 'Person',
  ids: { Person: null },
  createMap: () => new PersonMap(),
  find: ({ people }, client, { id }) => people.get(client, Number(id)),
  read: (batch) => readEach(batch, (one, scope) => readDetail(one, person, scope)),
} as const satisfies EntityKind<PersonEntity, PersonMap, { readonly people: PersonMap }>;

export const PEOPLE: ListKind<Person, PersonEntity, WordFilter, { readonly people: PersonMap }> = {
  name: 'people',
  order: {
    defaultField: 'NAME',
    nameOf: ({ name }) => name,
    serverFields: { EMAIL: 'email', ID: 'id' },
  },
  plan: planByFilters(people),
  toNode: (store, client, row) => store.people.addDetail(client, row),
};
