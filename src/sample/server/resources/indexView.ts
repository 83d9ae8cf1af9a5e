import type { ApiView } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { apiUrl } from '../links.js';

const RESOURCES = [
  'projects',
  'users',
  'people',
  'patches',
  'covers',
  'series',
  'events',
  'bundles',
] as const;

/** `/api/`. */
export const indexView: ApiView = {
  name: 'Index',
  description: '',
  get: (request) =>
    jsonResponse(
      200,
      Object.fromEntries(RESOURCES.map((name) => [name, apiUrl(request, `${name}/`)])),
    ),
};
