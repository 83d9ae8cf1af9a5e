/** Query parameters in the order they are sent; a name may occur several times. */
export type Params = readonly (readonly [name: string, value: string])[];

/** Builds a query string with every value percent-encoded: Message-IDs hold `+` and `%`. */
export function toQuery(params: Params): string {
  return params
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

/** The projects that a list is narrowed to; undefined where it is not. */
export function projectsIn(params: Params = []): readonly string[] | undefined {
  const projects = params.flatMap(([name, value]) => (name === 'project' ? [value] : []));
  return projects.length === 0 ? undefined : projects;
}

/** The fields that a list is sorted by, whatever the direction. */
export function sortFieldsOf(params: Params): readonly string[] {
  const order = params.findLast(([name]) => name === 'order')?.[1];
  return order === undefined ? [] : order.split(',').map((key) => key.replace('-', ''));
}
