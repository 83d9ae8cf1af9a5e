import { StringDecoder } from 'node:string_decoder';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import type { HeldBytes } from './ByteBudget.js';
import { RequestFailure } from './RequestFailure.js';

const gunzipAsync = promisify(gunzip);

/** Up to this size an answer is decompressed at once, which is faster than a stream. */
const MAX_AT_ONCE_BYTES = 1024 * 1024;

/** Bounds of one answer. */
export interface UnpackOptions {
  readonly maxBodyBytes: number;
  readonly held: HeldBytes;
  readonly signal: AbortSignal;
}

/** Whether a content encoding is the one that is requested. */
export function isGzip(encoding: string): boolean {
  return encoding === 'gzip' || encoding === 'x-gzip';
}

/**
 * Decompresses a gzipped answer to text, which is never held twice.
 *
 * @throws RequestFailure when it is too large; an error of zlib if it is not gzip.
 */
export async function unpack(
  chunks: readonly Buffer[],
  { maxBodyBytes, held, signal }: UnpackOptions,
): Promise<string> {
  const [first] = chunks;
  const packed = first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
  const toldBytes = sizeOf(packed);
  if (toldBytes <= Math.min(MAX_AT_ONCE_BYTES, maxBodyBytes)) {
    held.take(toldBytes);
    try {
      const bytes = await gunzipAsync(packed, { maxOutputLength: Math.max(toldBytes, 1) });
      return bytes.toString('utf8');
    } catch (error) {
      held.giveBack(toldBytes);
      // It is longer than stated: it has several members, or the size is wrong.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return await unpackSlowly(packed, { maxBodyBytes, held, signal });
}

async function unpackSlowly(
  packed: Buffer,
  { maxBodyBytes, held, signal }: UnpackOptions,
): Promise<string> {
  const stream = createGunzip({ chunkSize: 64 * 1024 });
  stream.end(packed);
  const decoder = new StringDecoder('utf8');
  let text = '';
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes) {
      throw new RequestFailure('UPSTREAM_BAD_RESPONSE', 'the body is too large');
    }
    held.take(chunk.byteLength);
    text += decoder.write(chunk);
  }
  return text + decoder.end();
}

/** The size that the last member states (RFC 1952, section 2.3.1: ISIZE). */
function sizeOf(packed: Buffer): number {
  return packed.byteLength < 4 ? 0 : packed.readUInt32LE(packed.byteLength - 4);
}
