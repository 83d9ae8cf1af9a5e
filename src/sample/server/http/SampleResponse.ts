/** A response before it is sent. */
export interface SampleResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, sent as UTF-8. */
  readonly body: string;
}

/** A JSON answer of the API; the dispatcher adds Allow and Vary. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): SampleResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** A redirect as Django sends it: relative, with an empty HTML body. */
export function redirectResponse(status: 301 | 302, location: string): SampleResponse {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', Location: location },
    body: '',
  };
}
