import type { SampleRequest } from '../SampleRequest.js';
import type { SampleResponse } from './SampleResponse.js';

/** Names of the methods a view may have a handler for. */
export type ViewMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What stands in the variable parts of a path. */
export type PathParams = Readonly<Record<string, string>>;

/** Handles one method. */
export type Handler = (
  request: SampleRequest,
  params: PathParams,
) => SampleResponse | Promise<SampleResponse>;

/** One endpoint of the API, as a view of Django REST framework is. */
export interface ApiView extends Readonly<Partial<Record<ViewMethod, Handler>>> {
  /** What OPTIONS calls it. */
  readonly name: string;
  readonly description: string;
  /** What OPTIONS reports about the fields that a POST accepts. */
  readonly actions?: unknown;
  /**
   * Permissions that need no object.
   * @throws ApiError when the caller may not use the method.
   */
  readonly permit?: (request: SampleRequest) => void;
}

/** The value of Allow. */
export function allowedMethods(view: ApiView): string {
  const own = (['get', 'post', 'put', 'patch', 'delete'] as const).filter((name) => view[name]);
  return [...own.map((name) => name.toUpperCase()), 'HEAD', 'OPTIONS'].join(', ');
}
