import { gzipSync } from 'node:zlib';
import type { Duplex } from 'node:stream';
import type { CapturedAnswer } from '../../../src/sample/server/faults/captureAnswer.js';
import type { FramingLie } from './Lie.js';

/** The head of an answer as bytes, without its own length and transfer coding. */
function head({ status, headers }: CapturedAnswer, own: string): string {
  const lines = Object.entries(headers)
    .filter(([name]) => !['content-length', 'transfer-encoding', 'connection'].includes(name))
    .map(([name, value]) => `${name}: ${String(value)}\r\n`);
  return `HTTP/1.1 ${String(status)} OK\r\n${lines.join('')}${own}\r\n`;
}

const raw = (name: string, write: FramingLie['write'], spoilsAll = true): FramingLie => ({
  name,
  spoilsAll,
  write,
});

const half = (body: Buffer): Buffer => body.subarray(0, Math.floor(body.length / 2));
const lengthOf = (length: number | string): string => `content-length: ${String(length)}\r\n`;
const chunk = (body: Buffer, size = body.length.toString(16)): Buffer =>
  Buffer.concat([Buffer.from(`${size}\r\n`), body, Buffer.from('\r\n')]);
const CHUNKED = 'transfer-encoding: chunked\r\n';

/** Sends a piece at intervals until the connection is closed. */
function drip(socket: Duplex, pieces: () => Buffer | undefined, everyMs: number): void {
  const timer = setInterval(() => {
    const piece = pieces();
    if (piece !== undefined && !socket.destroyed) socket.write(piece);
  }, everyMs);
  socket.once('close', () => {
    clearInterval(timer);
  });
}

function dripBody(socket: Duplex, body: Buffer, bytes: number): void {
  let at = 0;
  drip(socket, () => body.subarray(at, (at += bytes)), 20);
}

/** Answers that cannot be parsed as HTTP, or not completely. */
export const FRAMING_LIES: readonly FramingLie[] = [
  raw('hangs', () => undefined),
  raw('closes-at-once', (socket) => {
    socket.end();
  }),
  raw('resets', (socket) => {
    socket.destroy();
  }),
  raw('half-a-head', (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-ty');
  }),
  raw('half-a-head-and-close', (socket) => {
    socket.end('HTTP/1.1 200 OK\r\ncontent-ty');
  }),
  raw('not-http', (socket) => {
    socket.end('220 mail.example ESMTP Postfix\r\n');
  }),
  raw('http-0.9', (socket, { body }) => {
    socket.end(body);
  }),
  raw('http-2-preface', (socket) => {
    socket.end(Buffer.from('000012040000000000000300000064', 'hex'));
  }),
  raw('tls-alert', (socket) => {
    socket.end(Buffer.from('15030100020228', 'hex'));
  }),
  raw('body-cut-and-close', (socket, answer) => {
    socket.end(
      Buffer.concat([Buffer.from(head(answer, lengthOf(answer.body.length))), half(answer.body)]),
    );
  }),
  raw('body-cut-and-silence', (socket, answer) => {
    socket.write(head(answer, lengthOf(answer.body.length)));
    socket.write(half(answer.body));
  }),
  raw('length-too-small', (socket, answer) => {
    socket.write(head(answer, lengthOf(Math.max(1, answer.body.length - 7))));
    socket.write(answer.body);
  }),
  raw('length-too-large', (socket, answer) => {
    socket.write(head(answer, lengthOf(answer.body.length + 7)));
    socket.write(answer.body);
  }),
  raw('length-twice', (socket, answer) => {
    socket.end(head(answer, lengthOf(answer.body.length) + lengthOf(3)) + answer.body.toString());
  }),
  raw('length-negative', (socket, answer) => {
    socket.end(head(answer, lengthOf(-1)) + answer.body.toString());
  }),
  raw('length-words', (socket, answer) => {
    socket.end(head(answer, lengthOf('some')) + answer.body.toString());
  }),
  raw('length-huge', (socket, answer) => {
    socket.write(head(answer, lengthOf('99999999999999999999')) + answer.body.toString());
  }),
  raw('length-and-chunks', (socket, answer) => {
    socket.write(head(answer, lengthOf(3) + CHUNKED));
    socket.write(chunk(answer.body));
    socket.write('0\r\n\r\n');
  }),
  raw('chunk-size-garbage', (socket, answer) => {
    socket.write(head(answer, CHUNKED));
    socket.write(chunk(answer.body, 'zz'));
  }),
  raw('chunk-size-huge', (socket, answer) => {
    socket.write(head(answer, CHUNKED));
    socket.write(chunk(answer.body, 'ffffffffffffffff'));
  }),
  raw('chunk-too-long', (socket, answer) => {
    socket.write(head(answer, CHUNKED));
    socket.write(chunk(answer.body, '2'));
    socket.write('0\r\n\r\n');
  }),
  raw('chunks-without-end', (socket, answer) => {
    socket.write(head(answer, CHUNKED));
    socket.write(chunk(answer.body));
  }),
  raw('chunks-without-end-and-close', (socket, answer) => {
    socket.write(head(answer, CHUNKED));
    socket.end(chunk(answer.body));
  }),
  raw('endless-chunks', (socket, answer) => {
    socket.write(head(answer, CHUNKED));
    socket.write(chunk(Buffer.from('[')));
    drip(socket, () => chunk(Buffer.from(`{"id": 1, "name": "and so on"},`.repeat(64))), 5);
  }),
  raw('endless-blanks', (socket, answer) => {
    socket.write(head(answer, CHUNKED));
    drip(socket, () => chunk(Buffer.alloc(65_536, ' ')), 1);
  }),
  raw('trickles-head', (socket, answer) => {
    dripBody(socket, Buffer.from(head(answer, lengthOf(answer.body.length))), 1);
  }),
  raw('trickles-body', (socket, answer) => {
    socket.write(head(answer, lengthOf(Math.max(4_000, answer.body.length))));
    dripBody(socket, Buffer.concat([answer.body, Buffer.alloc(4_000, ' ')]), 1);
  }),
  raw('header-without-colon', (socket, answer) => {
    socket.end(head(answer, 'garbage\r\n') + answer.body.toString());
  }),
  raw('header-with-nul', (socket, answer) => {
    socket.end(head(answer, 'x-a: \0\r\n') + answer.body.toString());
  }),
  raw('headers-huge', (socket, answer) => {
    socket.end(head(answer, `x-a: ${'a'.repeat(200_000)}\r\n`) + answer.body.toString());
  }),
  raw('headers-many', (socket, answer) => {
    socket.end(head(answer, 'x-a: b\r\n'.repeat(20_000)) + answer.body.toString());
  }),
  raw('endless-headers', (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    drip(socket, () => Buffer.from('x-a: b\r\n'.repeat(100)), 2);
  }),
  raw('status-line-garbage', (socket) => {
    socket.end('HTTP/1.1 abc OK\r\n\r\n[]');
  }),
  raw('status-99', (socket) => {
    socket.end('HTTP/1.1 99 OK\r\n\r\n[]');
  }),
  raw('status-1000', (socket) => {
    socket.end('HTTP/1.1 1000 OK\r\n\r\n[]');
  }),
  raw('endless-100', (socket) => {
    drip(socket, () => Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'), 5);
  }),
  raw('endless-103', (socket) => {
    drip(socket, () => Buffer.from('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'), 5);
  }),
  raw('switches-protocols', (socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n');
  }),
  raw('answers-head-only', (socket, answer) => {
    socket.write(head(answer, lengthOf(answer.body.length)));
  }),
  // The following are unusual, but each answer can be parsed.
  raw(
    'early-hints-first',
    (socket, answer) => {
      const length = lengthOf(answer.body.length);
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n');
      socket.write(Buffer.concat([Buffer.from(head(answer, length)), answer.body]));
    },
    false,
  ),
  raw(
    'extra-bytes-behind',
    (socket, answer) => {
      const own = head(answer, lengthOf(answer.body.length));
      socket.write(Buffer.concat([Buffer.from(own), answer.body, Buffer.from('garbage\r\n\r\n')]));
    },
    false,
  ),
  raw(
    'second-answer-behind',
    (socket, answer) => {
      const own = Buffer.from(head(answer, lengthOf(answer.body.length)));
      const other = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n[]`;
      socket.write(Buffer.concat([own, answer.body, Buffer.from(other)]));
    },
    false,
  ),
  raw(
    'close-ends-body',
    (socket, answer) => {
      socket.end(Buffer.concat([Buffer.from(head(answer, 'connection: close\r\n')), answer.body]));
    },
    false,
  ),
  raw(
    'says-keep-alive-and-closes',
    (socket, answer) => {
      const own = head(answer, `connection: keep-alive\r\n${lengthOf(answer.body.length)}`);
      socket.end(Buffer.concat([Buffer.from(own), answer.body]));
    },
    false,
  ),
  raw(
    'chunks-of-one-byte',
    (socket, answer) => {
      socket.write(head(answer, CHUNKED));
      const bytes = [...answer.body.subarray(0, 2_000)];
      const pieces = bytes.map((byte) => chunk(Buffer.from([byte])));
      const rest = answer.body.subarray(2_000);
      socket.write(Buffer.concat([...pieces, ...(rest.length > 0 ? [chunk(rest)] : [])]));
      socket.write('0\r\nx-trailer: y\r\n\r\n');
    },
    false,
  ),
  raw('gzip-cut', (socket, answer) => {
    const packed = gzipSync(answer.body);
    const own = `content-encoding: gzip\r\n${lengthOf(packed.length - 6)}`;
    socket.write(head(answer, own));
    socket.write(packed.subarray(0, -6));
  }),
];
