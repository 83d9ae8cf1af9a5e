import type { CheckState } from '../SampleState.js';
import { badRequest, permissionDenied } from '../http/ApiError.js';
import type { Handler } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { mayEditPatch } from '../permissions.js';
import { recordEvent } from '../recordEvent.js';
import type { SampleRequest } from '../SampleRequest.js';
import { CHECK_STATES, serializeCheck } from '../serialize/serializeCheck.js';
import { FieldFault, type Field } from '../validation/Field.js';
import { keyField, textField } from '../validation/fields.js';
import { pythonText } from '../validation/pythonJson.js';
import { readInput, requireFields, type Input } from '../validation/readInput.js';
import { validateInput } from '../validation/validateInput.js';
import { patchOfChecks } from './notFound.js';

/** POST of `/patches/{id}/checks/`. */
export const createCheck: Handler = async (request, params) => {
  const { store, user } = request;
  const patch = patchOfChecks(request, params);
  // Patchwork raises this itself, hence the same message without credentials.
  if (user === undefined || !mayEditPatch(request, patch)) throw permissionDenied();
  const input = await readInput(request);
  refuseMissingState(input);
  const values = validateInput(requireFields(input), checkFields(request), false);

  const check = store.checks.insert({
    id: store.checks.takeId(),
    patch: patch.id,
    // A submitted user is accepted: CI may report in the name of any user.
    user: values.user?.id ?? user.id,
    date: request.stamp(),
    state: values.state ?? 'pending',
    target_url: values.target_url ?? null,
    description: values.description ?? null,
    context: values.context ?? 'default',
  });
  store.forgetDocuments('patches', patch.id);
  recordEvent(request, {
    category: 'check-created',
    project: patch.project,
    actor: check.user,
    patch: patch.id,
    check: check.id,
  });
  const body = serializeCheck(request, check);
  return jsonResponse(201, body, { Location: String(body['url']) });
};

/** The serializer looks up the state before it checks that the data are an object. */
function refuseMissingState(input: Input): void {
  if ('notAnObject' in input) {
    const value = input.notAnObject;
    const searchable = typeof value === 'string' || Array.isArray(value);
    if (!searchable || value.includes('state')) throw new Error('TypeError: no object');
  } else if (input.has('state') && input.get('state') !== '') {
    return;
  }
  throw badRequest({ state: ['A check must have a state.'] });
}

function checkFields(request: SampleRequest) {
  return {
    user: keyField(request, request.store.users),
    state: stateChoice,
    target_url: textField({
      maxLength: 200,
      nullable: true,
      allowsBlank: true,
      check: (text) => (isWebUrl(text) ? undefined : 'Enter a valid URL.'),
    }),
    context: textField({
      maxLength: 255,
      check: (text) =>
        /^[-a-zA-Z0-9_]+$/.test(text)
          ? undefined
          : 'Enter a valid "slug" consisting of letters, numbers, underscores or hyphens.',
    }),
    description: textField({ nullable: true, allowsBlank: true }),
  };
}

const stateChoice: Field<CheckState> = {
  required: true,
  nullable: false,
  emptyIsNull: false,
  allowsBlank: false,
  many: false,
  read: (value) => {
    const word = pythonText(value);
    const state = CHECK_STATES.find((name, number) => value === name || word === String(number));
    if (state === undefined) throw new FieldFault(`"${word}" is not a valid choice.`);
    return state;
  },
};

/** Django's URLValidator: http, https, ftp or ftps, a host with a top-level domain, no spaces. */
function isWebUrl(text: string): boolean {
  const label = '[a-z\\u00a1-\\uffff0-9](?:[a-z\\u00a1-\\uffff0-9-]{0,61}[a-z\\u00a1-\\uffff0-9])?';
  const topLevel = '\\.(?!-)(?:[a-z\\u00a1-\\uffff-]{2,63}|xn--[a-z0-9]{1,59})(?<!-)\\.?';
  const host = `(?:localhost|(?:\\d{1,3}\\.){3}\\d{1,3}|\\[[0-9a-f:.]+\\]|${label}(?:\\.${label})*${topLevel})`;
  const url = new RegExp(
    `^(?:https?|ftps?)://(?:[^\\s:@/]+(?::[^\\s:@/]*)?@)?${host}(?::\\d{1,5})?(?:[/?#]\\S*)?$`,
    'i',
  );
  return url.test(text);
}
