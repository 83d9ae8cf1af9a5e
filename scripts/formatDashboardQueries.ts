import { readdirSync, readFileSync } from 'node:fs';

const DOCUMENTS = new URL('../src/web/dashboard/documents/', import.meta.url);

/** The page that {@link formatDashboardQueries} makes. */
export const DASHBOARD_QUERIES = new URL('../docs/dashboard-queries.md', import.meta.url);

/** docs/dashboard-queries.md, made of the documents of the dashboard. */
export function formatDashboardQueries(): string {
  const files = readdirSync(DOCUMENTS)
    .filter((name) => name.endsWith('.graphql'))
    .toSorted();
  const chapters = files.map((name) => {
    const text = readFileSync(new URL(name, DOCUMENTS), 'utf8').trimEnd();
    const title = name.replace('.graphql', '').replace(/^./, (first) => first.toUpperCase());
    return `## ${title}\n\n\`\`\`graphql\n${text}\n\`\`\`\n`;
  });
  return `# Queries of the dashboard

<!-- Written by \`npm run docs:dashboard\` from src/web/dashboard/documents. Do not edit: run it again. -->

Every operation that the [dashboard](dashboard.md) sends, by the file it stands in. They are examples for
pages of your own ([build your own](build-your-own.md)) and for scripts. A fragment may stand in another
chapter; _Query of this page_ in the header of the dashboard opens an operation whole, with its variables,
in GraphiQL.

${chapters.join('\n')}`;
}
