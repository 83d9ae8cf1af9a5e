import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Bundle } from '../../patchwork/resources/bundle.js';
import type { CoverSummary } from '../../patchwork/resources/cover.js';
import type { Event } from '../../patchwork/resources/event.js';
import type { PatchSummary } from '../../patchwork/resources/patch.js';
import type { Person } from '../../patchwork/resources/person.js';
import type { Project } from '../../patchwork/resources/project.js';
import type { Series } from '../../patchwork/resources/series.js';
import type { User } from '../../patchwork/resources/user.js';
import type {
  BundleEntity,
  CoverEntity,
  PatchEntity,
  PersonEntity,
  ProjectEntity,
  SeriesEntity,
  UserEntity,
} from '../operation/entities.js';
import type { ListKind } from './openList.js';
import {
  planBundles,
  planCovers,
  planEvents,
  planPatches,
  planPeople,
  planProjects,
  planSeries,
  planUsers,
  type BundleListFilter,
  type EventListFilter,
  type MailListFilter,
  type PatchListFilter,
  type SeriesListFilter,
  type WordFilter,
} from '../../patchwork/lists/plans.js';

/** An event of one instance. */
export interface ListedEvent {
  readonly client: PatchworkClient;
  readonly data: Event;
}

export const PATCHES: ListKind<PatchSummary, PatchEntity, PatchListFilter> = {
  kind: 'patches',
  order: {
    defaultField: 'DATE',
    nameOf: ({ name }) => name,
    serverFields: {
      STATE: 'state',
      SUBMITTER: 'submitter',
      ARCHIVED: 'archived',
      PROJECT: 'project',
      ID: 'id',
    },
  },
  plan: planPatches,
  toNode: (store, client, row) => store.listedPatch(client, row),
};

export const COVERS: ListKind<CoverSummary, CoverEntity, MailListFilter> = {
  kind: 'covers',
  order: {
    defaultField: 'DATE',
    nameOf: ({ name }) => name,
    serverFields: { SUBMITTER: 'submitter', ID: 'id' },
  },
  plan: planCovers,
  toNode: (store, client, row) => store.listedCover(client, row),
};

export const SERIES: ListKind<Series, SeriesEntity, SeriesListFilter> = {
  kind: 'series',
  order: {
    defaultField: 'DATE',
    nameOf: ({ name }) => name,
    serverFields: { SUBMITTER: 'submitter', ID: 'id' },
  },
  plan: planSeries,
  toNode: (store, client, row) => store.listedSeries(client, row),
};

export const BUNDLES: ListKind<Bundle, BundleEntity, BundleListFilter> = {
  kind: 'bundles',
  order: { defaultField: 'NAME', nameOf: ({ name }) => name, serverFields: { ID: 'id' } },
  plan: planBundles,
  toNode: (store, client, row) => store.bundle(client, row),
};

export const PROJECTS: ListKind<Project, ProjectEntity, WordFilter> = {
  kind: 'projects',
  order: { defaultField: 'NAME', nameOf: ({ name }) => name, serverFields: { ID: 'id' } },
  plan: planProjects,
  toNode: (store, client, row) => store.fullProject(client, row),
};

export const PEOPLE: ListKind<Person, PersonEntity, WordFilter> = {
  kind: 'people',
  order: {
    defaultField: 'NAME',
    nameOf: ({ name }) => name,
    serverFields: { EMAIL: 'email', ID: 'id' },
  },
  plan: planPeople,
  toNode: (store, client, row) => store.fullPerson(client, row),
};

export const USERS: ListKind<User, UserEntity, WordFilter> = {
  kind: 'users',
  order: {
    defaultField: 'NAME',
    nameOf: ({ username }) => username,
    serverFields: { EMAIL: 'email', ID: 'id' },
  },
  plan: planUsers,
  toNode: (store, client, row) => store.user(client, row),
};

export const EVENTS: ListKind<Event, ListedEvent, EventListFilter> = {
  kind: 'events',
  order: 'stamp',
  plan: planEvents,
  toNode: (_store, client, data) => ({ client, data }),
};
