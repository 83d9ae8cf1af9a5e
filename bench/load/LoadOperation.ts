import type { InstanceName } from '../sampleData.js';

/** A row of a list, as in the answer. */
export interface ListRow {
  readonly databaseId: number;
  readonly instance: { readonly name: string };
  readonly date: string;
  readonly [field: string]: unknown;
}

interface Question {
  /** Its kind, for the report. */
  readonly kind: string;
  /** The body of the HTTP request. */
  readonly body: string;
  /** Name of the root field. */
  readonly root: string;
}

/** Requests one page of a list from several instances, with `sources`. */
export interface ListOperation extends Question {
  readonly shape: 'list';
  readonly first: number;
  /** The rows of each instance that match the filter, newest first, at least those of the page. */
  readonly rows: ReadonlyMap<InstanceName, readonly ListRow[]>;
}

/** Requests one object. */
export interface ObjectOperation extends Question {
  readonly shape: 'object';
  readonly instance: InstanceName;
  readonly right: unknown;
}

/** A query and its correct answer, regardless of faults. */
export type LoadOperation = ListOperation | ObjectOperation;
