import { ApiError } from '../http/ApiError.js';
import type { SampleRequest } from '../SampleRequest.js';
import type { Row, Table } from '../store/Table.js';

/** The 404 of an object that isn't there, in the words of the server's DRF. */
export function objectNotFound(request: SampleRequest, model: string): ApiError {
  return ApiError.detail(
    404,
    request.traits.namesModelInNotFound ? `No ${model} matches the given query.` : 'Not found.',
  );
}

/** The row whose id stands in the path, or the 404 of its model. */
export function rowOr404<T extends Row>(
  request: SampleRequest,
  table: Table<T>,
  idText: string | undefined,
  model: string,
): T {
  const row = /^\d+$/.test(idText ?? '') ? table.get(Number(idText)) : undefined;
  if (row === undefined) throw objectNotFound(request, model);
  return row;
}
