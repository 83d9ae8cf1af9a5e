/**
 * The query of a request as Django's QueryDict and Python's `urllib.parse` interpret it: decoded, names
 * may repeat, and a lookup returns the last value.
 */
export class QueryString {
  readonly #params: URLSearchParams;

  /** @param raw - The query as sent, without `?`. */
  constructor(raw: string) {
    this.#params = new URLSearchParams(raw);
  }

  /** Every value of `name`, in order. */
  all(name: string): readonly string[] {
    return this.#params.getAll(name);
  }

  /** The last value of `name`. */
  last(name: string): string | undefined {
    return this.#params.getAll(name).at(-1);
  }

  /**
   * The query with a single value of `name`, or without it; names are sorted, as by
   * `replace_query_param` of `rest_framework/utils/urls.py`.
   */
  with(name: string, value: string | undefined): string {
    const grouped = new Map<string, readonly string[]>();
    for (const key of new Set(this.#params.keys())) grouped.set(key, this.all(key));
    if (value === undefined) grouped.delete(name);
    else grouped.set(name, [value]);
    return [...grouped]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([key, values]) => values.map((each) => `${quotePlus(key)}=${quotePlus(each)}`))
      .join('&');
  }
}

/** `urllib.parse.quote_plus`: everything but letters, digits and `_.-~` is encoded. */
function quotePlus(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
