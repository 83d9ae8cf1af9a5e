import type { CheckRow } from '../SampleState.js';
import type { ApiView } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { manyKeys, oneChoice, oneText, timestamps } from '../query/filters.js';
import { listRows, type ListSpec } from '../query/listRows.js';
import { byValue } from '../query/ordering.js';
import { paginate } from '../query/paginate.js';
import { CHECK_STATES, serializeCheck } from '../serialize/serializeCheck.js';
import { checkFieldsForOptions } from './checkOptions.js';
import { createCheck } from './createCheck.js';
import { objectNotFound, patchOfChecks } from './notFound.js';
import { findUser } from './lookups.js';

const checkList: ListSpec<CheckRow> = {
  filters: [
    ...timestamps<CheckRow>(),
    manyKeys('user', findUser, (check) => check.user),
    // The filter accepts only the numbers; a word makes the answer empty.
    oneChoice(
      'state',
      CHECK_STATES.map((_, index) => String(index)),
      (number) => (check) => check.state === CHECK_STATES[Number(number)],
    ),
    oneText('context', (context) => (check) => check.context === context),
  ],
  // No ordering_fields are declared, so DRF takes every field of the serializer.
  orders: {
    id: byValue((check) => check.id),
    user: byValue((check) => check.user),
    date: byValue((check) => check.date),
    state: byValue((check) => CHECK_STATES.indexOf(check.state)),
    target_url: byValue((check) => check.target_url),
    context: byValue((check) => check.context),
    description: byValue((check) => check.description),
  },
  defaultOrder: 'id',
};

/** `/patches/{id}/checks/`. */
export const checkListView: ApiView = {
  name: 'Check List Create',
  description: 'get:\nList checks.\n\npost:\nCreate a check.',
  actions: checkFieldsForOptions,
  post: createCheck,
  get: (request, params) => {
    const patch = patchOfChecks(request, params);
    const rows = request.store.checksOfPatch(patch.id);
    const page = paginate(
      request,
      listRows(request, checkList, { table: request.store.checks, rows }),
    );
    return jsonResponse(
      200,
      page.rows.map((check) => serializeCheck(request, check)),
      page.headers,
    );
  },
};

/** `/patches/{id}/checks/{check}/`. */
export const checkDetailView: ApiView = {
  name: 'Check Detail',
  description: 'Show a check.',
  get: (request, params) => {
    const patch = patchOfChecks(request, params);
    const { check: checkId = '' } = params;
    if (!/^\d+$/.test(checkId)) throw new Error('ValueError: the id is no number');
    const check = request.store.checks.get(Number(checkId));
    if (check?.patch !== patch.id) throw objectNotFound(request, 'Check');
    return jsonResponse(200, serializeCheck(request, check));
  },
};
