import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { CapturedAnswer } from '../../../src/sample/server/faults/captureAnswer.js';
import { withBody, withHeaders, type Lie } from './Lie.js';

const page = (answer: CapturedAnswer, status: number): CapturedAnswer =>
  withHeaders(
    withBody({ ...answer, status }, `<html><h1>${String(status)}</h1><p>nginx</p></html>`),
    { 'content-type': 'text/html' },
  );

const READABLE = new Set([200, 404]);
const REFUSALS = new Set([401, 403]);
const WRITE_REFUSALS = new Set([400, 404, 405, 409, 410, 415, 422]);

const STATUSES = [
  201, 202, 203, 204, 205, 206, 207, 226, 299, 300, 304, 305, 306, 400, 401, 402, 403, 404, 405,
  406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426,
  428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 525, 530, 599, 600,
  999,
];

const codesOf = (status: number): readonly string[] => [
  ...(REFUSALS.has(status) ? ['FORBIDDEN', 'UNAUTHENTICATED'] : []),
  ...(WRITE_REFUSALS.has(status) ? ['INVALID', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'] : []),
];

/** Every status, over the true body and over a web page. */
export const STATUS_LIES: readonly Lie[] = [
  ...STATUSES.flatMap((status): readonly Lie[] => [
    {
      name: `status-${String(status)}`,
      spoilsAll: !READABLE.has(status),
      codes: codesOf(status),
      tell: (answer) => ({ ...answer, status }),
    },
    {
      name: `page-${String(status)}`,
      spoilsAll: !READABLE.has(status),
      codes: codesOf(status),
      tell: (answer) => page(answer, status),
    },
  ]),
  ...[301, 302, 303, 307, 308].flatMap((status): readonly Lie[] => [
    redirect(`redirect-${String(status)}-to-itself`, status, ({ url }) => url),
    redirect(`redirect-${String(status)}-to-another`, status, () => 'http://127.0.0.1:9/api/'),
    redirect(`redirect-${String(status)}-without-slash`, status, ({ url }) => `${url}/`),
  ]),
  redirect('redirect-to-nowhere', 302, () => ''),
  redirect('redirect-to-garbage', 302, () => 'http://[::'),
  redirect('redirect-to-file', 302, () => 'file:///etc/passwd'),
  redirect('redirect-up', 302, () => '../../../../'),
  redirect('redirect-to-huge', 302, () => `/${'a'.repeat(9_000)}`),
  {
    name: 'retry-after-for-ever',
    spoilsAll: true,
    tell: (answer) => withHeaders(page(answer, 503), { 'retry-after': '99999999999' }),
  },
  {
    name: 'rate-limit-for-ever',
    spoilsAll: true,
    tell: (answer) => withHeaders(page(answer, 429), { 'retry-after': '99999999999' }),
  },
  {
    name: 'retry-after-garbage',
    spoilsAll: true,
    tell: (answer) => withHeaders(page(answer, 503), { 'retry-after': 'soon, -1, NaN' }),
  },
];

function redirect(name: string, status: number, to: (asked: { url: string }) => string): Lie {
  return {
    name,
    spoilsAll: true,
    tell: (answer, asked) =>
      withHeaders(withBody({ ...answer, status }, ''), { location: to(asked) }),
  };
}

const typed = (name: string, type: string | undefined, spoilsAll = false): Lie => ({
  name,
  spoilsAll,
  tell: (answer) => withHeaders(answer, { 'content-type': type }),
});

const encoded = (name: string, encoding: string, pack: (body: Buffer) => Buffer): Lie => ({
  name,
  spoilsAll: true,
  tell: (answer) =>
    withHeaders(withBody(answer, pack(answer.body)), { 'content-encoding': encoding }),
});
/** 96 MiB of blanks, packed once: to pack them takes longer than a server is waited for. */
const bomb = ((): (() => Buffer) => {
  let packed: Buffer | undefined;
  return () => (packed ??= gzipSync(Buffer.alloc(96 * 1024 * 1024, ' ')));
})();
const asItIs = (body: Buffer): Buffer => body;

/** Types and encodings that do not fit the body. */
export const ENCODING_LIES: readonly Lie[] = [
  typed('type-html', 'text/html', true),
  typed('type-none', undefined, true),
  typed('type-empty', '', true),
  typed('type-garbage', ';;;;/', true),
  typed('type-text', 'text/plain'),
  typed('type-bytes', 'application/octet-stream', true),
  typed('type-near', 'application/jsonp', true),
  typed('type-list', 'application/json, text/html'),
  typed('type-charset', 'application/json; charset=utf-16'),
  typed('type-huge', `application/json; a=${'b'.repeat(8_000)}`),
  encoded('gzip-garbage', 'gzip', asItIs),
  encoded('gzip-empty', 'gzip', () => Buffer.alloc(0)),
  encoded('gzip-half', 'gzip', (body) => gzipSync(body).subarray(0, 20)),
  encoded('gzip-bad-sum', 'gzip', (body) => {
    const packed = gzipSync(body);
    packed.writeUInt32LE(0x1234, packed.length - 8);
    return packed;
  }),
  encoded('gzip-bomb', 'gzip', () => bomb()),
  encoded('gzip-bomb-that-lies', 'gzip', () => {
    const packed = Buffer.from(bomb());
    packed.writeUInt32LE(10, packed.length - 4);
    return packed;
  }),
  encoded('gzip-twice', 'gzip', (body) => gzipSync(gzipSync(body))),
  encoded('gzip-list', 'gzip, gzip', (body) => gzipSync(gzipSync(body))),
  encoded('br', 'br', brotliCompressSync),
  encoded('br-garbage', 'br', asItIs),
  encoded('deflate', 'deflate', deflateSync),
  encoded('zstd', 'zstd', asItIs),
  encoded('encoding-own', 'x-own', asItIs),
  {
    name: 'encoding-many',
    spoilsAll: true,
    tell: (answer) => withHeaders(answer, { 'content-encoding': 'gzip, '.repeat(500) }),
  },
];
