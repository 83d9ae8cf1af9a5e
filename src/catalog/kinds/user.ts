import { planByFilters, type WordFilter } from '../../patchwork/lists/plans.js';
import { names, type ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { user, users, type User } from '../../patchwork/resources/user.js';
import { readDetail, readEach } from '../reads/readDetails.js';
import { Entity } from './Entity.js';
import type { EntityKind, ListKind } from './EntityKind.js';
import { ServerEntityMap } from './EntityMap.js';

/* eslint-disable @typescript-eslint/class-literal-property-style -- a field is made per object */
/** An account of a server. */
export class UserEntity extends Entity<User, User, User> {
  get kind(): 'User' {
    return 'User';
  }
  get address(): ObjectName {
    return names.of('users', this.id);
  }
}

export class UserMap extends ServerEntityMap<UserEntity> {
  protected create(client: PatchworkClient, id: number): UserEntity {
    return new UserEntity(client, id);
  }
}

export const userKind = {
  type: 'User',
  ids: { User: null },
  createMap: () => new UserMap(),
  find: ({ users }, client, { id }) => users.get(client, Number(id)),
  read: (batch) => readEach(batch, (one, scope) => readDetail(one, user, scope)),
} as const satisfies EntityKind<UserEntity, UserMap, { readonly users: UserMap }>;

export const USERS: ListKind<User, UserEntity, WordFilter, { readonly users: UserMap }> = {
  name: 'users',
  order: {
    defaultField: 'NAME',
    nameOf: ({ username }) => username,
    serverFields: { EMAIL: 'email', ID: 'id' },
  },
  plan: planByFilters(users),
  toNode: (store, client, row) => store.users.addEmbedded(client, row),
};
