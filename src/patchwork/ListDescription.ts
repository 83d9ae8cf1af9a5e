import type { z } from 'zod';
import type { ResourceName } from './names.js';
import type { ApiVersion } from '../apiVersions.js';

/** The values by which a filter could have found a row; null where the row does not show them. */
export type ShownValues = readonly (string | number)[] | null;

/** An object that a filter names. */
export interface Named {
  readonly id: number;
  readonly name: string | null | undefined;
}

/** What one query parameter of a list can do. */
export interface FilterDescription<Row extends object> {
  /** First API version that honours it; older ones ignore it, which would answer the whole list. */
  readonly since?: ApiVersion;
  /** Whether several values mean their union. Elsewhere the last of several wins. */
  readonly many?: boolean;
  /** What a row shows of it: an answer with other rows than were requested is not trusted. */
  readonly shows?: (row: Row) => ShownValues;
  /** What its values name. REST takes a name of digits alone for the id of another object. */
  readonly named?: (row: Row) => Named | null | undefined;
}

/** How single rows of a list are read. */
export interface RowRenewal<Row extends object> {
  /** Shape of the object at its own address, which shows all that the row shows. */
  readonly detail: z.ZodType<Row>;
  readonly idOf: (row: Row) => number;
  /** The series by which several rows can be read with one request. */
  readonly seriesOf: (row: Row) => number | undefined;
}

/** One list of the REST API, stated once. */
export interface ListDescription<Row extends object> {
  /** Its word in paths. */
  readonly path: ResourceName;
  /** Shape of one row. */
  readonly row: z.ZodType<Row>;
  /** Every parameter that filters; others must never be sent, since servers ignore them. */
  readonly filters: Readonly<Record<string, FilterDescription<Row>>>;
  /** The date of a row that the server stamped by its own clock; missing where mails have given the dates. */
  readonly stampOf?: (row: Row) => string | null | undefined;
  /** How rows are read again that events have outdated; without it pages are read again whole. */
  readonly renewal?: RowRenewal<Row>;
  /** Values of `order` that work on every server. */
  readonly orders: readonly string[];
}

/** Rows a page: Patchwork's maximum (`PatchworkPagination.max_page_size`). */
export const MAX_PAGE_SIZE = 250;
