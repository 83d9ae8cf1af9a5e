/** Query parameters in the order they are sent; a name may occur several times. */
export type Params = readonly (readonly [name: string, value: string])[];

/** Builds a query string with every value percent-encoded: Message-IDs hold `+` and `%`. */
export function toQuery(params: Params): string {
  return params
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}
