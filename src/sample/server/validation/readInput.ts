import { isObject } from '../../../isObject.js';
import { ApiError } from '../http/ApiError.js';
import type { SampleRequest } from '../SampleRequest.js';
import { pythonJsonError, pythonTypeName } from './pythonJson.js';

/** The fields that a request sends. */
export interface InputFields {
  /** Forms contain only texts, and an empty one may mean null or no value. */
  readonly isForm: boolean;
  has(name: string): boolean;
  /** The value; in a form, the last one. */
  get(name: string): unknown;
  /** The value of a field that takes several; in a form, all of them. */
  getMany(name: string): unknown;
}

/** A body: its fields, or a JSON value that is not an object. */
export type Input = InputFields | { readonly notAnObject: unknown };

/**
 * Reads the body of a write (`request.data` of DRF): JSON, form or multipart.
 *
 * @throws ApiError 415 for another media type or none; 400 if the body is not valid JSON.
 */
export async function readInput(request: SampleRequest): Promise<Input> {
  const contentType = request.headers['content-type'] ?? '';
  const mediaType = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (request.body.length === 0) return objectFields({});
  switch (mediaType) {
    case 'application/json': {
      const value = parseJson(request.body.toString('utf8'));
      return isObject(value) ? objectFields(value) : { notAnObject: value };
    }
    case 'application/x-www-form-urlencoded':
      return formFields(new URLSearchParams(request.body.toString('utf8')));
    case 'multipart/form-data':
      return formFields(await parseMultipart(request.body, contentType));
    default:
      throw ApiError.detail(415, `Unsupported media type "${contentType}" in request.`);
  }
}

/**
 * The fields of a body.
 *
 * @throws ApiError 400 if it is not an object.
 */
export function requireFields(input: Input): InputFields {
  if (!('notAnObject' in input)) return input;
  throw new ApiError(400, { detail: [notAnObjectMessage(input.notAnObject)] });
}

/** The error of a serializer for data that is not an object. */
export function notAnObjectMessage(value: unknown): string {
  if (value === null) return 'No data provided';
  return `Invalid data. Expected a dictionary, but got ${pythonTypeName(value)}.`;
}

/** The fields of a JSON object. */
export function objectFields(object: Readonly<Record<string, unknown>>): InputFields {
  return {
    isForm: false,
    has: (name) => Object.hasOwn(object, name),
    get: (name) => (Object.hasOwn(object, name) ? object[name] : undefined),
    getMany: (name) => (Object.hasOwn(object, name) ? object[name] : undefined),
  };
}

function formFields(form: URLSearchParams): InputFields {
  return {
    isForm: true,
    has: (name) => form.has(name),
    get: (name) => form.getAll(name).at(-1),
    getMany: (name) => form.getAll(name),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw ApiError.detail(400, `JSON parse error - ${pythonJsonError(text)}`);
  }
}

async function parseMultipart(body: Buffer, contentType: string): Promise<URLSearchParams> {
  const fields = new URLSearchParams();
  const response = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  try {
    // Deprecated for servers that receive untrusted uploads; this one is for tests and the demo.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const form = await response.formData();
    for (const [name, value] of form) if (typeof value === 'string') fields.append(name, value);
  } catch {
    throw ApiError.detail(400, 'Multipart form parse error - Invalid boundary in multipart: None');
  }
  return fields;
}
