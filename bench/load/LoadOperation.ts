import type { InstanceName } from '../sampleData.js';

/** A row of a list, as the answer shows it. */
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
  /** Name of the field of the query root. */
  readonly root: string;
}

/** Asks for one page of a list over some instances, with `sources`. */
export interface ListOperation extends Question {
  readonly shape: 'list';
  readonly first: number;
  /** The rows each instance asked has for the filter, newest first, at least those of the page. */
  readonly rows: ReadonlyMap<InstanceName, readonly ListRow[]>;
}

/** Asks for one object. */
export interface ObjectOperation extends Question {
  readonly shape: 'object';
  readonly instance: InstanceName;
  readonly right: unknown;
}

/** A question and what is right, whoever fails. */
export type LoadOperation = ListOperation | ObjectOperation;
