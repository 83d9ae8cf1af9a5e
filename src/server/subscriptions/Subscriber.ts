import type { SubscriptionTransport } from '../../telemetry/subscriptionMetrics.js';
import type { PipelineCaller } from '../execution/OperationRequest.js';

/** Who subscribes. */
export interface Subscriber extends PipelineCaller {
  /** Key of the client: its subscriptions are counted together. */
  readonly client: string;
  readonly transport: SubscriptionTransport;
  /** Requests that the client has caused outside of its reservation. */
  readonly spend: (requests: number) => void;
  /** Seconds until the client may cause requests again; 0 when it may. */
  readonly secondsToWait: () => number;
}
