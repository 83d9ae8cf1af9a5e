import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { BadUserInputError, NotSupportedError, UpstreamError } from '../../../src/errors.js';
import { createLogger } from '../../../src/telemetry/logger.js';
import { createErrorFormatter } from '../../../src/server/execution/formatError.js';

function format(error: Error, path?: readonly string[]): { shown: unknown; logged: string } {
  const lines: string[] = [];
  const logger = createLogger({ destination: { write: (line) => void lines.push(line) } });
  const wrapped =
    error instanceof GraphQLError
      ? error
      : new GraphQLError(error.message, {
          originalError: error,
          ...(path && { path: [...path] }),
        });
  const shown = createErrorFormatter(logger)(wrapped.toJSON(), wrapped);
  return { shown, logged: lines.join('') };
}

describe('createErrorFormatter', () => {
  it.each([
    [
      new BadUserInputError('first: 0 is out of range', { argument: 'first' }),
      { code: 'BAD_USER_INPUT', argument: 'first' },
    ],
    [
      new NotSupportedError('kernel', 'this needs API 1.3'),
      { code: 'NOT_SUPPORTED_BY_INSTANCE', instance: 'kernel' },
    ],
    [
      new UpstreamError('UPSTREAM_BAD_RESPONSE', 'cannot read the field "name"', {
        instance: 'kernel',
        request: 'GET /api/1.3/patches/7/',
        status: 200,
        field: 'name',
        cause: new Error('secret body'),
      }),
      {
        code: 'UPSTREAM_BAD_RESPONSE',
        instance: 'kernel',
        request: 'GET /api/1.3/patches/7/',
        field: 'name',
      },
    ],
  ])('shows our own as they are: %s', (error, extensions) => {
    const { shown, logged } = format(error, ['patch']);
    expect(shown).toEqual({ message: error.message, path: ['patch'], extensions });
    expect(logged).toBe('');
  });

  it('shows our own errors outside of any field as well', () => {
    const { shown } = format(new BadUserInputError('X-Patchwork-Token: entry 1 is wrong'));
    expect(shown).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  it("shows client errors with Apollo Server's messages, without a stack", () => {
    const { shown, logged } = format(
      new GraphQLError('Cannot query field "x"', {
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED', stacktrace: ['at secret.ts'] },
      }),
    );
    expect(shown).toEqual({
      message: 'Cannot query field "x"',
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(logged).toBe('');
  });

  it('assigns BAD_USER_INPUT to a value that a scalar refuses', () => {
    const { shown } = format(
      new GraphQLError('Expected value of type "DateTime", found "x"; it is no date', {
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        originalError: new BadUserInputError('it is no date'),
      }),
    );
    expect(shown).toMatchObject({
      message: 'Expected value of type "DateTime", found "x"; it is no date',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('truncates messages that quote long values', () => {
    const { shown } = format(
      new GraphQLError(`Variable "$a" got invalid value "${'x'.repeat(50_000)}"`, {
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    );
    expect(JSON.stringify(shown).length).toBeLessThan(1_200);
  });

  it('keeps the reason after a long value', () => {
    const { shown } = format(
      new GraphQLError(`Variable "$a" got invalid value "${'x'.repeat(50_000)}"; it is too long`, {
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    );
    const { message } = shown as { readonly message: string };
    expect(message.length).toBeLessThan(1_050);
    expect(message).toMatch(/^Variable "\$a" got invalid value "xxx/);
    expect(message).toMatch(/xxx"; it is too long$/);
  });

  it('treats a refusal of Apollo Server with only a status as a bad request', () => {
    const { shown, logged } = format(
      new GraphQLError('provided sha does not match query', {
        extensions: { http: { status: 400 } },
      }),
    );
    expect(shown).toEqual({
      message: 'provided sha does not match query',
      extensions: { code: 'BAD_REQUEST' },
    });
    expect(logged).toBe('');
  });

  it('masks all other errors, and logs them in full', () => {
    const { shown, logged } = format(new TypeError('rows is not iterable'), ['patches', 'nodes']);
    expect(shown).toEqual({
      message: 'Internal error in the gateway; see its log for details.',
      path: ['patches', 'nodes'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(logged).toContain('rows is not iterable');
    expect(logged).toContain('formatError.test.ts');
  });
});
