// Follows events over Server-Sent Events, and resumes where it stopped when it is restarted:
//   npm install graphql-sse && node follow.mjs http://localhost:4000/graphql cursor.txt
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'graphql-sse';

const [url = 'http://localhost:4000/graphql', file = 'cursor.txt'] = process.argv.slice(2);
const query = `subscription Follow($after: String) {
  events(after: $after) { cursor events { id category date } gaps { reason } }
}`;
const client = createClient({ url, retryAttempts: 0 });
let after = await readFile(file, 'utf8').catch(() => null);
for (;;) {
  try {
    for await (const { data, errors } of client.iterate({ query, variables: { after } })) {
      if (errors) console.error(JSON.stringify(errors));
      if (!data) break;
      for (const event of data.events.events) console.log(event.date, event.category, event.id);
      for (const gap of data.events.gaps) console.warn('events may be missing:', gap.reason);
      after = data.events.cursor;
      await writeFile(file, after);
    }
  } catch (error) {
    console.error('interrupted:', error instanceof Error ? error.message : error);
  }
  await pause(1_000);
}
