import type { SampleRequest } from '../SampleRequest.js';
import type { SampleResponse } from './SampleResponse.js';

/** Names of the methods that a view can handle. */
export type ViewMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The values of the variable parts of a path. */
export type PathParams = Readonly<Record<string, string>>;

/** Handles one method. */
export type Handler = (
  request: SampleRequest,
  params: PathParams,
) => SampleResponse | Promise<SampleResponse>;

/** One endpoint of the API, like a view of Django REST framework. */
export interface ApiView extends Readonly<Partial<Record<ViewMethod, Handler>>> {
  /** The name that OPTIONS reports. */
  readonly name: string;
  readonly description: string;
  /** The fields that a POST accepts, as OPTIONS reports them. */
  readonly actions?: unknown;
  /**
   * Permissions that do not depend on an object.
   * @throws ApiError when the caller may not use the method.
   */
  readonly permit?: (request: SampleRequest) => void;
}

/** The value of the header Allow. */
export function allowedMethods(view: ApiView): string {
  const own = (['get', 'post', 'put', 'patch', 'delete'] as const).filter((name) => view[name]);
  return [...own.map((name) => name.toUpperCase()), 'HEAD', 'OPTIONS'].join(', ');
}
