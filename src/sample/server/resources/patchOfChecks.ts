import type { PatchRow } from '../SampleState.js';
import type { PathParams } from '../http/ApiView.js';
import type { SampleRequest } from '../SampleRequest.js';
import { rowOr404 } from './notFound.js';

/** The patch in the path; on 2.2 a word in its place is a 500. */
export function patchOfChecks(request: SampleRequest, { id }: PathParams): PatchRow {
  if (!/^\d+$/.test(id ?? '')) throw new Error('ValueError: the id is no number');
  return rowOr404(request, request.store.patches, id, 'Patch');
}
