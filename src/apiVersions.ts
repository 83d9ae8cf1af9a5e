/** The versions of Patchwork's REST API that the gateway knows, newest first: the order in which they are probed. */
export const API_VERSIONS = ['1.4', '1.3', '1.2', '1.1', '1.0'] as const;

/** A version of Patchwork's REST API, as written in a URL: `/api/1.3/patches/`. */
export type ApiVersion = (typeof API_VERSIONS)[number];
