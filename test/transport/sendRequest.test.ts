import { describe, expect, it } from 'vitest';
import { useTransports } from './fixture.js';

const { serve, connect } = useTransports();

const MIB = 1024 * 1024;

/** `length` bytes of characters of one to four bytes, so that chunks end within one. */
const bytesOf = (text: string, length: number): Buffer => {
  const whole = Buffer.alloc(length, text);
  // A truncated character at the end is replaced by blanks.
  const last = whole.lastIndexOf(text);
  return whole.fill(' ', last + Buffer.byteLength(text));
};

describe('the text of an answer', () => {
  const lengths = [0, 1, 65_536, MIB - 1, MIB, MIB + 1, MIB + 65_537, 3 * MIB + 1];

  it.each([
    ['ASCII', 'abc'],
    ['two bytes a character', 'é'],
    ['three bytes a character', 'a€'],
    ['four bytes a character', 'ab😀'],
  ])(
    'is complete below and above 1 MiB, and in chunks that end within a character: %s',
    async (_name, text) => {
      const bodies = lengths.map((length) => bytesOf(text, length));
      const server = await serve((response, _request, index) => {
        const body = bodies[index] ?? Buffer.alloc(0);
        for (let at = 0; at < body.length; at += 65_537)
          response.write(body.subarray(at, at + 65_537));
        response.end();
      });
      const transport = connect(server.url);
      for (const body of bodies) {
        const answer = await transport.request({ method: 'GET', path: '/api/' });
        // Not toBe: it would print megabytes.
        expect(answer.body === body.toString()).toBe(true);
      }
      expect(server.requests).toHaveLength(lengths.length);
    },
  );

  it.each([100, MIB + 1])(
    'has a replacement for each byte that is not UTF-8, at %i bytes',
    async (length) => {
      const body = Buffer.alloc(length, 'a');
      body[10] = 0xff;
      // Starts a character that never ends.
      body[length - 1] = 0xe2;
      const server = await serve((response) => {
        response.end(body);
      });
      const { body: text } = await connect(server.url).request({ method: 'GET', path: '/api/' });
      expect(text).toHaveLength(length);
      expect([text[9], text[10], text[11], text.at(-1)]).toEqual(['a', '\ufffd', 'a', '\ufffd']);
    },
  );

  it('is not read on after the longest body', async () => {
    const chunk = Buffer.alloc(65_536, 'a');
    let written = 0;
    const server = await serve((response) => {
      const write = (): void => {
        if (response.destroyed) return;
        written += chunk.length;
        if (response.write(chunk)) setImmediate(write);
        else response.once('drain', write);
      };
      write();
    });
    const transport = connect(server.url, { maxBodyBytes: MIB, retry: { attempts: 0 } });
    await expect(transport.request({ method: 'GET', path: '/api/' })).rejects.toThrow(
      'the body is too large',
    );
    // The body never ends, so that only the transport can have closed it.
    await expect.poll(() => server.sockets.size).toBe(0);
    expect(written).toBeGreaterThan(MIB);
  });
});
