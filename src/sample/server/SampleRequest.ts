import type { IncomingHttpHeaders } from 'node:http';
import type { SampleApiVersion, UserRow } from './SampleState.js';
import type { ReleaseTraits } from './ReleaseTraits.js';
import type { QueryString } from './http/QueryString.js';
import type { SampleStore } from './store/SampleStore.js';

/** One request while the server processes it. */
export interface SampleRequest {
  readonly method: string;
  /** Path as sent, without the query. */
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly query: QueryString;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** `http://` and the Host header; the prefix of every link. */
  readonly origin: string;
  /** Version in the path; undefined means the newest version of the server. */
  readonly version: SampleApiVersion | undefined;
  /** The caller, once authenticated. */
  readonly user: UserRow | undefined;
  readonly store: SampleStore;
  readonly traits: ReleaseTraits;
  /** `MAX_REST_RESULTS_PER_PAGE` of the server's settings. */
  readonly maxPageSize: number;
  /** Returns the next stamp of an event or check that this request creates, as the database stores it. */
  readonly stamp: () => string;
}

/** Whether the answer includes the fields added in `version` (`patchwork/api/utils.py`). */
export function hasVersion(
  request: Pick<SampleRequest, 'version' | 'store'>,
  version: SampleApiVersion,
): boolean {
  return (request.version ?? request.store.facts.default_api_version) >= version;
}
