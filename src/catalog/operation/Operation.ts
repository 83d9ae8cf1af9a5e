import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { EntityStore } from '../kinds/kinds.js';
import type { FacetLoaders } from './FacetLoaders.js';
import type { ObjectReaders } from './ObjectReaders.js';

/** The instances that the catalog reads, and how far it goes to do so. */
export interface Instances {
  /** Clients of all configured instances, by name, in the order of the configuration. */
  readonly clients: ReadonlyMap<string, PatchworkClient>;
  /** Rows one page may examine for filters that REST lacks, and for orders that need the whole list. */
  readonly scanRows: number;
  /** Rows of one instance that may be read to count over time. */
  readonly historyRows: number;
}

/** Collaborators of the catalog in one operation. */
export interface Operation {
  readonly gateway: Instances;
  /** Every object this operation has loaded. */
  readonly store: EntityStore;
  /** Reads objects as deep as fields need them. */
  readonly facets: FacetLoaders;
  /** Reads lists that belong to one object, and texts. */
  readonly readers: ObjectReaders;
  readonly scope: Scope;
  /** Other readers with the scope of the operation, for one of its sources. */
  readonly derive?: (parts: SourceParts) => object;
}

/** State of one source of an operation. */
export type SourceParts = Pick<Operation, 'scope' | 'facets' | 'readers'>;
