import { createHash } from 'node:crypto';
import { escapeHtml } from './escapeHtml.js';

/** A page that exists. */
export interface Place {
  /** Its path, with a slash at the beginning. */
  readonly path: string;
  readonly name: string;
}

const MAX_PATH_LENGTH = 200;
/** The colors are those of the dashboard (src/web/dashboard/app.css). */
const STYLE = `
:root { color-scheme: light dark; --page: #ffffff; --ink: #1b1f24; --muted: #545d68; --accent: #0b57d0; --panel: #f5f6f8; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0f1217; --ink: #e6eaf0; --muted: #a3adb9; --accent: #8ab8ff; --panel: #171b22; }
}
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 40rem; margin: 15vh auto 0; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
p { color: var(--muted); margin: 0 0 1rem; }
code { background: var(--panel); padding: .1rem .3rem; border-radius: .25rem; overflow-wrap: anywhere; }
ul { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; list-style: none; margin: 0 0 1rem; padding: 0; }
a { color: var(--accent); }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
/** Allows the style of the page and nothing else. */
export const NOT_FOUND_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'`;

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
<title>Page not found - patchwork-graphql</title>
<style>${STYLE}</style>
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
