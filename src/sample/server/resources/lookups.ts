import { byNumber, byNumberOrText } from '../query/filters.js';
import type { SampleRequest } from '../SampleRequest.js';

/** Finds the id of the row that a filter value denotes. */
export type Lookup = (value: string, request: SampleRequest) => number | undefined;

// The alternative lookups of patchwork/api/filters.py.

/** A project by id or link name. */
export const findProject: Lookup = byNumberOrText(
  (request) => request.store.projects,
  (project) => project.link_name,
);

/** A person by id or address. */
export const findPerson: Lookup = byNumberOrText(
  (request) => request.store.people,
  (person) => person.email,
);

/** A user by id or username. */
export const findUser: Lookup = byNumberOrText(
  (request) => request.store.users,
  (user) => user.username,
);

/** A state by id or name; "-" matches a space in names, so slugs mostly work. */
export const findState: Lookup = byNumberOrText(
  (request) => request.store.states,
  (state) => state.name,
  (value) => value.replaceAll('-', ' '),
);

export const findSeries: Lookup = byNumber((request) => request.store.series);
export const findPatch: Lookup = byNumber((request) => request.store.patches);
export const findCover: Lookup = byNumber((request) => request.store.covers);
