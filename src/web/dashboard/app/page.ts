/** What the server wrote into the page, and where the page stands. */
export interface PageConfig {
  /** Path below which the page's own addresses are, with a slash at its end. */
  readonly basePath: string;
  /** Address of the GraphQL endpoint. */
  readonly endpoint: string;
  /** Address of GraphiQL; null where it is not served. */
  readonly graphiql: string | null;
  /** Header that carries the tokens. */
  readonly tokenHeader: string;
}

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

/** Read once: the page does not change them. */
export const page: PageConfig = {
  basePath: new URL(document.baseURI).pathname,
  endpoint: new URL(meta('endpoint'), document.baseURI).href,
  graphiql: meta('graphiql') === '' ? null : new URL(meta('graphiql'), document.baseURI).href,
  tokenHeader: meta('token-header'),
};
