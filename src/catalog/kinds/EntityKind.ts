import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { ObjectName, ResourceName } from '../../patchwork/names.js';
import type { Planner } from '../../patchwork/lists/ServerList.js';
import type { WordFilter } from '../../patchwork/lists/plans.js';
import type { NamedObjects } from '../lists/emptyLists.js';
import type { Batch } from '../reads/LoadRequest.js';
import type { Entity } from './Entity.js';

/** All that the catalog has to know of one kind of object, stated once. */
export interface EntityKind<E extends Entity = Entity, S = unknown, Store = unknown> {
  /** Name of the GraphQL type. */
  readonly type: E['kind'];
  /**
   * Types that global ids name, with what the object belongs to. They are part of stored ids, so they never
   * change.
   */
  readonly ids: Readonly<Record<string, ResourceName | null>>;
  /** An empty map for the objects that one operation loads. */
  createMap(): S;
  /** The object of a name, which is not read yet. */
  find(store: Store, client: PatchworkClient, name: ObjectName): E;
  /** Fills objects to the depths that were requested in one tick, by the fewest requests. */
  read(batch: Batch<E>, map: S): Promise<void>;
}

/** A row that every order can be made of. */
export interface ListedRow {
  readonly id: number;
  readonly date?: string | null | undefined;
}

/** Common fields of list filters. */
export type AnyFilter = NamedObjects & Partial<WordFilter>;

/** A federated list that the catalog has, stated once. */
export interface ListKind<Row extends ListedRow, Node, Filter extends AnyFilter, Store> {
  /** A cursor of one list is refused by another. */
  readonly name: string;
  readonly order: KindOrder<Row>;
  readonly plan: Planner<Row, Filter>;
  readonly toNode: (store: Store, client: PatchworkClient, row: Row) => Node;
}

/** How a list can be ordered: as the client asks, or by the moment of its events only. */
export type KindOrder<Row> =
  | 'stamp'
  | {
      readonly defaultField: 'DATE' | 'NAME';
      /** Sort key of NAME. */
      readonly nameOf: (row: Row) => string | null | undefined;
      /** Server's orders by their names in the graph. */
      readonly serverFields: Readonly<Record<string, string>>;
    };
