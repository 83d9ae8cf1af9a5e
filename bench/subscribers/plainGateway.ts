/**
 * What users would write instead: graphql-js's `subscribe` behind graphql-sse and graphql-ws, with one poller of
 * the events of a Patchwork server. It executes each delivery for each client.
 */
import { buildSchema, execute, subscribe, type ExecutionArgs } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { useServer } from 'graphql-ws/use/ws';
import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { readSdl } from '../../src/graphql/sdl.js';
import '../processes/memoryCommands.js';
import { deliveryOf, followEvents, type Row } from './followEvents.js';

const [upstream = '', pollMs = '', port = ''] = process.argv.slice(2);

const news = new EventEmitter();
news.setMaxListeners(0);

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
void followEvents(upstream, Number(pollMs), (rows) => news.emit('events', rows));
server.listen(Number(port), '127.0.0.1');
