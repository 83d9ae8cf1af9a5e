import { ApolloServer } from '@apollo/server';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src/logger.js';
import { createExecutor } from '../../src/server/createExecutor.js';
import { createErrorFormatter } from '../../src/server/formatError.js';

describe('createExecutor', () => {
  it('lets a fault of our own be masked and logged whole', async () => {
    const schema = buildSchema('type Query { broken: String fine: String }');
    Object.assign(schema.getQueryType()?.getFields()['broken'] ?? {}, {
      resolve: () => {
        throw new TypeError('a fault with /secret/path');
      },
    });
    const logs: string[] = [];
    const logger = createLogger({ destination: { write: (line) => void logs.push(line) } });
    const apollo = new ApolloServer({
      gateway: createExecutor(schema),
      formatError: createErrorFormatter(logger, { maxTokens: 100 }),
    });
    await apollo.start();
    const { body } = await apollo.executeOperation({ query: '{ broken fine }' });
    expect(body).toMatchObject({
      singleResult: {
        data: { broken: null, fine: null },
        errors: [{ path: ['broken'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
      },
    });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(logs.join('')).toContain('a fault with /secret/path');
    await apollo.stop();
  });
});
