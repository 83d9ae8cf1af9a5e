/** The response that Django REST framework creates from an exception: a status and a JSON body. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`answer ${String(status)}`);
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
  }

  static detail(status: number, detail: string): ApiError {
    return new this(status, { detail });
  }
}

/** Messages by field, as `serializers.ValidationError` collects them. */
export type FieldErrors = Record<string, unknown>;

/** 400 with messages by field. */
export function badRequest(errors: FieldErrors): ApiError {
  return new ApiError(400, errors);
}

/** 403 for a caller without permission. */
export function permissionDenied(): ApiError {
  return ApiError.detail(403, 'You do not have permission to perform this action.');
}

/** 403 for a caller without credentials; Patchwork never answers 401. */
export function notAuthenticated(): ApiError {
  return ApiError.detail(403, 'Authentication credentials were not provided.');
}

/** 405. */
export function methodNotAllowed(method: string): ApiError {
  return ApiError.detail(405, `Method "${method}" not allowed.`);
}

/** Django's own HTML 404 page, outside of the API views. */
export class PageNotFound extends Error {
  constructor(message = 'no such page') {
    super(message);
    this.name = 'PageNotFound';
  }
}
