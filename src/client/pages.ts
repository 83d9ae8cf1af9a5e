import { ClientError } from './ClientError.js';
import type { TypedDocument } from './document.js';
import type { Endpoint } from './Endpoint.js';
import { request, type Answer, type RequestOptions } from './request.js';

/** Fields that a document must select of a connection. */
export interface Connection {
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly endCursor?: string | null | undefined;
  };
}

/** One page, with the status that the gateway reports. */
export interface Page<Data, Picked> extends Answer<Data> {
  readonly data: Data;
  readonly connection: NonNullable<Picked>;
}

/** @throws ClientError if a page cannot be read, or has the cursor of the page before. */
export async function* pages<Data, Picked extends Connection | null | undefined>(
  endpoint: Endpoint,
  document: TypedDocument<unknown, never> | string,
  variables: object,
  pick: (data: Data) => Picked,
  options: RequestOptions = {},
): AsyncGenerator<Page<Data, Picked>, void, void> {
  let after = 'after' in variables ? variables.after : undefined;
  for (;;) {
    const answer = await request<Data>(endpoint, document, { ...variables, after }, options);
    const { data, errors } = answer;
    const connection = data === null ? undefined : pick(data);
    if (data === null || connection == null) {
      const reason = errors[0]?.message ?? 'it is null';
      throw new ClientError('NO_CONNECTION', `The connection was not read: ${reason}`, { errors });
    }
    const { hasNextPage, endCursor } = readPageInfo(connection);
    yield { ...answer, data, connection };
    if (!hasNextPage) return;
    if (endCursor == null || endCursor === after) {
      const failed = answer.sources.filter(({ status }) => status !== 'OK');
      const names = [...new Set(failed.map(({ instance }) => instance ?? '?'))].join(', ');
      throw new ClientError(
        'CURSOR_STUCK',
        `There are more pages, but endCursor does not move${names && `; not read: ${names}`}. ` +
          'Select pageInfo { hasNextPage endCursor }, use the variable $after, or continue later',
        { errors },
      );
    }
    after = endCursor;
  }
}

/** @throws ClientError without `hasNextPage`: documents can be plain texts, and the list would end early. */
function readPageInfo(connection: { readonly pageInfo?: Partial<Connection['pageInfo']> }): {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null | undefined;
} {
  const { hasNextPage, endCursor } = connection.pageInfo ?? {};
  if (hasNextPage !== undefined) return { hasNextPage, endCursor };
  const fault =
    'The document does not select pageInfo { hasNextPage endCursor }, which pages() requires';
  throw new ClientError('NO_CONNECTION', fault);
}
