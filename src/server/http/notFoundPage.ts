import { escapeHtml } from './escapeHtml.js';

/** A page that exists. */
export interface Place {
  /** Its path, with a slash at the beginning. */
  readonly path: string;
  readonly name: string;
}

const MAX_PATH_LENGTH = 200;

/**
 * The page for a browser that opens an unknown path.
 *
 * @param places links; they are relative, because a proxy may serve the gateway below another path.
 */
export function notFoundPage(path: string, places: readonly Place[]): string {
  const root = '../'.repeat(Math.max(0, path.split('/').length - 2)) || './';
  const links = places.map(
    (place) =>
      `<li><a href="${root}${escapeHtml(place.path.slice(1))}">${escapeHtml(place.name)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Page not found - patchwork-graphql</title>
</head>
<body>
<main>
<h1>Page not found</h1>
<p>There is no page at <code>${escapeHtml(path.slice(0, MAX_PATH_LENGTH))}</code>.</p>
<ul>
${links.join('\n')}
</ul>
<p>The GraphQL endpoint is <code>/graphql</code>.</p>
</main>
</body>
</html>
`;
}
