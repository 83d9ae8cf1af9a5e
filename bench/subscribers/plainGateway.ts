/**
 * What users would write instead: graphql-js's `subscribe` behind graphql-sse and graphql-ws, over one poller of
 * the events of a Patchwork server. It executes each delivery for each client.
 */
import { buildSchema, execute, subscribe, type ExecutionArgs } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { useServer } from 'graphql-ws/use/ws';
import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { readSdl } from '../../src/graphql/sdl.js';
import '../processes/memoryCommands.js';

const [upstream = '', pollMs = '', port = ''] = process.argv.slice(2);

const rowSchema = z.object({
  id: z.number(),
  category: z.string(),
  date: z.string(),
  project: z.object({ id: z.number(), name: z.string(), link_name: z.string() }),
  payload: z.object({
    patch: z.object({ id: z.number(), name: z.string(), msgid: z.string() }).optional(),
  }),
});
type Row = z.output<typeof rowSchema>;

const news = new EventEmitter();
news.setMaxListeners(0);

/** Polls by itself, and hands on what is new. */
async function follow(): Promise<void> {
  let last = 0;
  let isFirst = true;
  for (;;) {
    const response = await fetch(`${upstream}/api/1.3/events/?order=-date&per_page=100`);
    const rows = z.array(rowSchema).parse(await response.json());
    const fresh = rows.filter(({ id }) => id > last).reverse();
    last = Math.max(last, ...rows.map(({ id }) => id));
    if (fresh.length > 0 && !isFirst) news.emit('events', fresh);
    isFirst = false;
    await new Promise((resolve) => setTimeout(resolve, Number(pollMs)));
  }
}

function deliveryOf(rows: readonly Row[]) {
  return {
    cursor: String(rows.at(-1)?.id ?? 0),
    gaps: [],
    events: rows.map(({ id, category, date, project, payload: { patch } }) => ({
      __typename: 'PatchCreatedEvent',
      databaseId: id,
      category: category.toUpperCase().replaceAll('-', '_'),
      date: `${date}Z`,
      project: { id: String(project.id), name: project.name, linkName: project.link_name },
      patch: patch && { id: String(patch.id), name: patch.name, messageId: patch.msgid },
    })),
  };
}

async function* deliveries(): AsyncGenerator<object> {
  yield { events: deliveryOf([]) };
  for await (const [rows] of on(news, 'events')) yield { events: deliveryOf(rows as Row[]) };
}

// The same types, without our resolvers.
const schema = buildSchema(readSdl());
const rootValue = { events: deliveries };
const handler = createHandler({
  schema,
  execute,
  subscribe: (args: ExecutionArgs) => subscribe({ ...args, rootValue }),
});
const server = createServer((request, response) => void handler(request, response));
useServer(
  { schema, roots: { subscription: rootValue }, execute, subscribe },
  new WebSocketServer({ server, path: '/graphql' }),
);
void follow();
server.listen(Number(port), '127.0.0.1');
