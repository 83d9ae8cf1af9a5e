/**
 * The lower bound: writes each event to all sockets with `node:http` and `ws`, and nothing else. It does not parse
 * queries, execute, filter or limit anything.
 */
import { createServer, type ServerResponse } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import '../processes/memoryCommands.js';
import { deliveryOf, followEvents, type Row } from './followEvents.js';

const [upstream = '', pollMs = '', port = ''] = process.argv.slice(2);

const responses = new Set<ServerResponse>();
const sockets = new Set<WebSocket>();

const answerOf = (rows: readonly Row[]): string =>
  JSON.stringify({ data: { events: deliveryOf(rows) } });
const eventOf = (answer: string): Buffer => Buffer.from(`event: next\ndata: ${answer}\n\n`);
const messageOf = (answer: string): Buffer =>
  Buffer.from(`{"id":"1","type":"next","payload":${answer}}`);

const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(eventOf(answerOf([])));
  responses.add(response);
  request.resume();
  response.once('close', () => responses.delete(response));
});
new WebSocketServer({ server, path: '/graphql' }).on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    if (data.includes('connection_init')) {
      socket.send('{"type":"connection_ack"}');
      return;
    }
    socket.send(messageOf(answerOf([])), { binary: false });
    sockets.add(socket);
  });
  socket.once('close', () => sockets.delete(socket));
});
void followEvents(upstream, Number(pollMs), (rows) => {
  const answer = answerOf(rows);
  const event = eventOf(answer);
  for (const response of responses) response.write(event);
  const message = messageOf(answer);
  for (const socket of sockets) socket.send(message, { binary: false });
});
server.listen(Number(port), '127.0.0.1');
