import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { withBody, withHeaders, type Lie } from './Lie.js';

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
/** 96 MiB of blanks, compressed once: compressing them takes longer than the timeout of a request. */
const bomb = ((): (() => Buffer) => {
  let packed: Buffer | undefined;
  return () => (packed ??= gzipSync(Buffer.alloc(96 * 1024 * 1024, ' ')));
})();
const asItIs = (body: Buffer): Buffer => body;

/** Content types and encodings that do not match the body. */
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
