import type { TypedDocument, VariablesArgument } from './document.js';
import { createEndpoint, type ClientOptions } from './Endpoint.js';
import { events, type EventDelivery, type EventsData, type EventsOptions } from './events.js';
import { pages, type Connection, type Page } from './pages.js';
import { request, type Answer, type RequestOptions } from './request.js';

export { ClientError } from './ClientError.js';
export type { AnswerError, ClientErrorCode } from './ClientError.js';
export type { TypedDocument } from './document.js';
export type { ClientOptions } from './Endpoint.js';
export type { EventDelivery, EventsOptions, Gap } from './events.js';
export type { Connection, Page } from './pages.js';
export type { Answer, RequestOptions } from './request.js';
export type { Source } from './sources.js';

/** A client of one gateway. It keeps no connection open but those of `events()`. */
export interface PatchworkClient {
  /**
   * Sends a query or a mutation. A partial answer is not an error: data, errors and sources come together.
   *
   * @throws ClientError if there is no GraphQL answer, and for HTTP 429.
   */
  request<Data = unknown, Variables = Record<string, unknown>>(
    document: TypedDocument<Data, Variables> | string,
    ...rest: VariablesArgument<NoInfer<Variables>, RequestOptions>
  ): Promise<Answer<Data>>;
  /**
   * Reads a connection page by page, to its end. The document passes the variable `after` to the connection and
   * selects `pageInfo { hasNextPage endCursor }`.
   *
   * @param pick the connection in the data.
   * @throws ClientError if a page cannot be read, and if its cursor does not move.
   */
  pages<
    Data,
    Variables extends { readonly after?: unknown },
    Picked extends Connection | null | undefined,
  >(
    document: TypedDocument<Data, Variables> | string,
    variables: NoInfer<Variables>,
    pick: (data: Data) => Picked,
    options?: RequestOptions,
  ): AsyncGenerator<Page<Data, Picked>, void, void>;
  /**
   * Follows `subscription { events }` over Server-Sent Events. The document passes the variable `after` and
   * selects `cursor`. Lost connections are opened again after the last delivery; an event can be delivered
   * again after a restart of the gateway, so compare the `id` of events.
   *
   * @throws ClientError if the gateway refuses the subscription permanently.
   */
  events<Data extends EventsData, Variables extends { readonly after?: unknown }>(
    document: TypedDocument<Data, Variables> | string,
    variables: NoInfer<Variables>,
    options: EventsOptions,
  ): AsyncGenerator<EventDelivery<Data>, void, void>;
}

/** @throws TypeError for a token that cannot be sent. */
export function createPatchworkClient(options: ClientOptions): PatchworkClient {
  const endpoint = createEndpoint(options);
  return {
    request: (document, ...[variables, requestOptions]) =>
      request(endpoint, document, variables, requestOptions),
    pages: (document, variables, pick, requestOptions) =>
      pages(endpoint, document, variables, pick, requestOptions),
    events: (document, variables, eventsOptions) =>
      events(endpoint, document, variables, eventsOptions),
  };
}
