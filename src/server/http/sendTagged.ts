import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A text that clients may keep. */
export interface TaggedText {
  readonly text: string;
  /** Value of `content-type`. */
  readonly type: string;
  /** Value of `cache-control`. */
  readonly cacheControl: string;
}

/** Sends a text with an ETag of its content; 304 to a client that has it (RFC 9110, 13.1.2). */
export function sendTagged(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  { text, type, cacheControl }: TaggedText,
): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  reply.headers({ etag, 'cache-control': cacheControl });
  const known = headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag) === true || known?.includes('*') === true) {
    return reply.code(304).send();
  }
  return reply.type(type).send(text);
}
