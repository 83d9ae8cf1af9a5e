import {
  STATUS_CODES,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { captureAnswer, type CapturedAnswer } from './captureAnswer.js';
import type { Fault } from './FaultPlan.js';
import { garbleJson } from './garbleJson.js';
import { findLie } from './lies/lies.js';
import { sendLie } from './lies/sendLie.js';

/** Calls back after a time; the returned function cancels it. */
export type Schedule = (callback: () => void, delayMs: number) => () => void;

/** Faults that decide what is sent; the others (delay, workers, clock, grow, no-link) combine with them. */
export type AnswerFault = Exclude<
  Fault,
  { readonly kind: 'delay' | 'workers' | 'clock' | 'grow' | 'no-link' }
>;

/** A request affected by a fault. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Produces the answer to corrupt. */
  readonly listener: RequestListener;
  /** The number of earlier requests that the fault affected. */
  readonly index: number;
}

/** Answers one request as the fault demands. For `hang`, nothing is sent: the caller closes the request. */
export async function sendFault(
  fault: AnswerFault,
  { request, response, listener, index }: Exchange,
  schedule: Schedule,
): Promise<void> {
  switch (fault.kind) {
    case 'hang':
      return;
    case 'status':
      sendStatus(response, fault.status, fault.retryAfter);
      return;
    case 'redirect-loop':
      sendRedirect(response, request.url ?? '/');
      return;
    case 'redirect':
      sendRedirect(response, `${fault.to.replace(/\/+$/, '')}${request.url ?? '/'}`);
      return;
    case 'html':
      sendText(response, 200, 'text/html; charset=utf-8', BOT_CHECK);
      return;
    case 'invalid-json':
      // How Python prints a dictionary: the classic mistake.
      sendText(response, 200, 'application/json', "{'id': 7, 'name': None, 'archived': False}");
      return;
    case 'endless':
      sendEndless(response);
      return;
    case 'lie': {
      const lie = findLie(fault.name);
      if (lie === undefined) throw new RangeError(`there is no lie "${fault.name}"`);
      sendLie(lie, await captureAnswer(listener, request), request, response, index);
      return;
    }
    default:
      sendSpoiled(fault, response, await captureAnswer(listener, request), schedule);
  }
}

/** Sends an answer that was captured, as it is. */
export function sendCaptured(response: ServerResponse, answer: CapturedAnswer): void {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

function sendSpoiled(
  fault: Extract<AnswerFault, { readonly kind: 'drop' | 'truncate' | 'wrong-types' | 'trickle' }>,
  response: ServerResponse,
  answer: CapturedAnswer,
  schedule: Schedule,
): void {
  const { body } = answer;
  const half = body.subarray(0, Math.floor(body.length / 2));
  if (fault.kind === 'drop') {
    if (fault.when === 'before-answer' || half.length === 0) {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
    response.write(half, () => response.destroy());
  } else if (fault.kind === 'truncate') {
    sendCaptured(response, resized(answer, half));
  } else if (fault.kind === 'wrong-types') {
    sendCaptured(response, resized(answer, Buffer.from(garbleJson(body.toString(), fault.how))));
  } else {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
    response.flushHeaders();
    trickle(response, body, fault.chunkBytes ?? 16, fault.everyMs ?? 100, schedule);
  }
}

function resized(answer: CapturedAnswer, body: Buffer): CapturedAnswer {
  return { ...answer, headers: { ...answer.headers, 'content-length': body.length }, body };
}

function trickle(
  response: ServerResponse,
  body: Buffer,
  chunkBytes: number,
  everyMs: number,
  schedule: Schedule,
): void {
  if (body.length === 0) {
    response.end();
    return;
  }
  const cancel = schedule(() => {
    response.off('close', cancel);
    response.write(body.subarray(0, chunkBytes));
    trickle(response, body.subarray(chunkBytes), chunkBytes, everyMs, schedule);
  }, everyMs);
  response.once('close', cancel);
}

function sendEndless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const rows = '{"id": 1, "name": "and so on"},\n'.repeat(512);
  const more = (): void => {
    // The callback runs when the chunk has been sent, so a slow client is not overwhelmed.
    if (!response.destroyed) response.write(rows, more);
  };
  response.write('[', more);
}

function sendRedirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location, 'content-type': 'text/html', 'content-length': 0 });
  response.end();
}

function sendStatus(
  response: ServerResponse,
  status: number,
  retryAfter: number | string | undefined,
): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  sendText(response, status, 'text/html', status === 500 ? DJANGO_500 : nginxPage(status));
}

function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

function nginxPage(status: number): string {
  const title = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
}

const DJANGO_500 =
  '\n<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n</head>\n' +
  '<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n';

const BOT_CHECK =
  '<!doctype html>\n<html lang="en"><head><title>One moment</title></head>\n' +
  '<body><h1>Making sure you are not a robot</h1></body></html>\n';
