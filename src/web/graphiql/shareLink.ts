/** An operation as a link names it. */
export interface SharedOperation {
  readonly query: string;
  /** JSON, as the variables editor takes it. */
  readonly variables?: string | undefined;
  readonly operationName?: string | undefined;
}

/** Servers and proxies commonly refuse request lines beyond 8 KiB. */
const MAX_SEARCH_LENGTH = 6000;

/**
 * Reads the operation that the address of the page names, in its query string or, for a long one, in
 * its fragment. Opening a link never runs the operation.
 *
 * @returns undefined when it names none.
 */
export function readSharedOperation(address: URL): SharedOperation | undefined {
  const fromFragment = new URLSearchParams(address.hash.slice(1));
  const parameters = [address.searchParams, fromFragment].find((one) => one.has('query'));
  const query = parameters?.get('query') ?? '';
  if (parameters === undefined || query.trim() === '') return undefined;
  const variables = parameters.get('variables') ?? '';
  const operationName = parameters.get('operationName') ?? '';
  return {
    query,
    ...(variables !== '' && { variables: indented(variables) }),
    ...(operationName !== '' && { operationName }),
  };
}

/** Links are often written by hand or by programs, on one line. */
function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

/**
 * Writes the address that opens the page with an operation. Headers, and so tokens, are left out. What
 * is too long for a query string goes into the fragment, which browsers do not send to the server.
 */
export function writeShareLink(page: URL, operation: SharedOperation): string {
  const parameters = new URLSearchParams({ query: operation.query });
  const { variables = '', operationName = '' } = operation;
  if (variables.trim() !== '') parameters.set('variables', variables);
  if (operationName !== '') parameters.set('operationName', operationName);
  const text = parameters.toString();
  const link = new URL(page.pathname, page.origin);
  if (text.length <= MAX_SEARCH_LENGTH) link.search = text;
  else link.hash = text;
  return link.href;
}
