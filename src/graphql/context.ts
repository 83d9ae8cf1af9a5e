import type { EntityStore } from '../catalog/operation/EntityStore.js';
import type { FacetLoaders } from '../catalog/operation/FacetLoaders.js';
import type { ObjectReaders } from '../catalog/operation/ObjectReaders.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { ReviewReaders } from '../review/reading/ReviewReaders.js';
import type { Scope } from '../patchwork/Scope.js';

/** What lives as long as the configuration does. */
export interface Gateway {
  /** Clients of all configured instances, by name, in the order of the configuration. */
  readonly clients: ReadonlyMap<string, PatchworkClient>;
  /** Rows one page may look at for filters that REST lacks, and for orders that need the whole list. */
  readonly scanRows: number;
  /** Whether these are the sample servers, with invented data. */
  readonly isSample?: boolean | undefined;
}

/** What one operation costs in upstream requests. */
export interface CostAccount {
  /** As estimated before the operation started. */
  estimatedRequests: number;
  /** Requests made so far. */
  readonly upstreamRequests: () => number;
  /** Requests it may make to all instances together. */
  readonly limit: number;
}

/** What lives as long as one operation. */
export interface RequestContext {
  readonly gateway: Gateway;
  /** Every object this operation has met. */
  readonly store: EntityStore;
  /** Reads objects as deep as fields need them. */
  readonly facets: FacetLoaders;
  /** Reads lists that hang on one object, and texts. */
  readonly readers: ObjectReaders;
  /** Reads what is known of the review of patches and series. */
  readonly review: ReviewReaders;
  readonly scope: Scope;
  readonly cost: CostAccount;
}
