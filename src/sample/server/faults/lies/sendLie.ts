import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CapturedAnswer } from '../captureAnswer.js';
import type { Lie } from './Lie.js';

/**
 * Sends a lie instead of an answer.
 *
 * @param index the number of earlier requests that were answered with the lie
 */
export function sendLie(
  lie: Lie,
  answer: CapturedAnswer,
  request: IncomingMessage,
  response: ServerResponse,
  index: number,
): void {
  const { url = '/', method = 'GET', socket } = request;
  const { status, headers, body } = lie.tell(answer, { url, method, request, index });
  if (status >= 200 && status < 600 && status !== 204 && status !== 304) {
    response.writeHead(status, headers);
    response.end(body);
    return;
  }
  // Node refuses statuses that HTTP does not allow, so these are written as bytes.
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  socket.end(
    Buffer.concat([Buffer.from(`HTTP/1.1 ${String(status)} X\r\n${head.join('')}\r\n`), body]),
  );
}
