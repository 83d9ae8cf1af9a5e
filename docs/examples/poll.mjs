// Follows events with plain queries: it stores the end cursor of an ascending list and queries after it.
//   node poll.mjs http://localhost:4000/graphql cursor.txt
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const [
  url = 'http://localhost:4000/graphql',
  file = 'cursor.txt',
  since = '2026-01-01',
  seconds = '15',
] = process.argv.slice(2);
const query = `query Follow($after: String, $since: DateTime) {
  events(first: 100, after: $after, filter: { since: $since }, orderBy: { direction: ASC }) {
    nodes { id category date }
    pageInfo { endCursor hasNextPage }
    sources { instance status error { message } }
  }
}`;
let after = await readFile(file, 'utf8').catch(() => null);
for (;;) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query, variables: { after, since } });
  const { data, errors } = await (await fetch(url, { method: 'POST', headers, body })).json();
  if (errors) console.error(JSON.stringify(errors));
  const { nodes = [], pageInfo, sources = [] } = data?.events ?? {};
  for (const { id, category, date } of nodes) console.log(date, category, id);
  for (const { instance, error } of sources) if (error) console.warn(instance, error.message);
  after = pageInfo?.endCursor ?? after;
  if (after) await writeFile(file, after);
  if (!pageInfo?.hasNextPage) await pause(Number(seconds) * 1_000);
}
