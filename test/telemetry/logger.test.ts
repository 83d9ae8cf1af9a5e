import { describe, expect, it } from 'vitest';
import { createLogger, type LoggerOptions } from '../../src/telemetry/logger.js';

function captureLogger(options: LoggerOptions = {}) {
  const lines: string[] = [];
  const logger = createLogger({ ...options, destination: { write: (line) => lines.push(line) } });
  return { logger, lines };
}

describe('createLogger', () => {
  it.each([
    ['a field', { token: 'hunter2' }],
    ['a header of any case', { headers: { Authorization: 'hunter2', cookie: 'hunter2' } }],
    ['our own header', { req: { headers: { 'x-patchwork-token': 'kernel=hunter2' } } }],
    ['a token header with another name', { req: { headers: { 'x-review-tokens': 'a=hunter2' } } }],
    ['a header that says what it is for', { headers: { 'X-PW-Auth': 'a=hunter2' } }],
    ['a map of tokens', { context: { tokens: { kernel: 'hunter2' } } }],
    ['a request of an error', { err: { request: { headers: { authorization: 'hunter2' } } } }],
    ['a list', { calls: [{ headers: { 'set-cookie': 'hunter2' } }] }],
    ['an error', { err: Object.assign(new Error('failed'), { headers: { Cookie: 'hunter2' } }) }],
  ])('hides a secret in %s', (_, fields) => {
    const { logger, lines } = captureLogger();
    logger.info(fields, 'asked');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('[redacted]');
    expect(lines[0]).not.toContain('hunter2');
  });

  it('hides a secret that every line of a child logger would show', () => {
    const { logger, lines } = captureLogger();
    logger.child({ instance: 'kernel', token: 'hunter2' }).info('asked');
    expect(lines[0]).toContain('"instance":"kernel","token":"[redacted]"');
  });

  it('logs an error with its message and properties', () => {
    const { logger, lines } = captureLogger();
    logger.error({ err: Object.assign(new Error('failed'), { instance: 'kernel' }) }, 'asked');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      msg: 'asked',
      err: { type: 'Error', message: 'failed', instance: 'kernel' },
    });
  });

  it('drops lines below its level', () => {
    const { logger, lines } = captureLogger({ level: 'warn' });
    logger.info('too quiet');
    logger.warn('loud enough');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ level: 40, msg: 'loud enough' }),
    ]);
  });
});
