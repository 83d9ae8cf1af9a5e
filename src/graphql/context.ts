import type { Instances, Operation } from '../catalog/operation/Operation.js';
import type { Comparer } from '../review/comparing/ComparisonThreads.js';
import type { SearchIndex } from '../corpus/SearchIndex.js';
import type { WebhookModel } from './WebhookModel.js';
import type { Feed } from '../live/feed.js';
import type { ReviewReaders } from '../review/reading/ReviewReaders.js';
import type { ReviewSettings } from '../review/reading/ReviewSettings.js';

/** Context of a configuration. */
export interface Gateway extends Instances {
  /** Whether these are the sample servers, with invented data. */
  readonly isSample?: boolean | undefined;
  /** How the events of instances are followed, by instance. Default: none is followed. */
  readonly feeds?: ReadonlyMap<string, Feed> | undefined;
  /** Reads the status of webhooks. @throws GatewayError where their store does not answer. Default: there are none. */
  readonly webhooks?: (() => Promise<readonly WebhookModel[]>) | undefined;
  /** Which mails contain a word. Default: no mails are indexed. */
  readonly index?: SearchIndex | undefined;
  /** People and ownership. Default: nothing is known of them. */
  readonly reviewSettings?: ReviewSettings | undefined;
  /** Compares versions of series beside the event loop. */
  readonly comparer: Comparer;
}

/** Cost of one operation in upstream requests. */
export interface CostAccount {
  /** As estimated before the operation started. */
  estimatedRequests: number;
  /** Requests made so far. */
  readonly upstreamRequests: () => number;
  /** Requests it may make to all instances together. */
  readonly limit: number;
}

/** Context of one operation. */
export interface RequestContext extends Operation {
  readonly gateway: Gateway;
  /** Reads the review data of patches and series. */
  readonly review: ReviewReaders;
  readonly cost: CostAccount;
  /** Whether the caller has sent a gateway key. */
  readonly hasGatewayKey: boolean;
}
