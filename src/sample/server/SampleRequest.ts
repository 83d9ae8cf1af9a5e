import type { IncomingHttpHeaders } from 'node:http';
import type { SampleApiVersion, UserRow } from './SampleState.js';
import type { ReleaseTraits } from './ReleaseTraits.js';
import type { QueryString } from './http/QueryString.js';
import type { SampleStore } from './store/SampleStore.js';

/** One request on its way through the server. */
export interface SampleRequest {
  readonly method: string;
  /** Path as on the wire, without the query. */
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly query: QueryString;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** `http://` and the Host header; every link begins with it. */
  readonly origin: string;
  /** Version in the path; undefined means the newest the server has. */
  readonly version: SampleApiVersion | undefined;
  /** The caller, once authenticated. */
  readonly user: UserRow | undefined;
  readonly store: SampleStore;
  readonly traits: ReleaseTraits;
  /** `MAX_REST_RESULTS_PER_PAGE` of the server's settings. */
  readonly maxPageSize: number;
  /** The next stamp of an event or check that this request makes, as the database stores it. */
  readonly stamp: () => string;
}

/** Whether the answer has the fields that came with `version` (`patchwork/api/utils.py`). */
export function hasVersion(
  request: Pick<SampleRequest, 'version' | 'store'>,
  version: SampleApiVersion,
): boolean {
  return (request.version ?? request.store.facts.default_api_version) >= version;
}
