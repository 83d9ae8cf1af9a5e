import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assistantOf } from './connectAssistant.js';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const client = new Client({ name: 'test', version: '1' });

beforeAll(async () => {
  const { PATH = '' } = process.env;
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['--import', 'tsx', cli, 'mcp'],
    env: { PATH },
    stderr: 'inherit',
  });
  await client.connect(transport);
}, 60_000);
afterAll(() => client.close());

describe('patchwork-graphql mcp', () => {
  it('answers tool calls over standard input and output, on the sample servers', async () => {
    const { tools } = await client.listTools();
    expect(tools).toHaveLength(8);
    const { text, isError } = await assistantOf(client).call('search', {
      query: 'is:series',
      limit: 2,
    });
    expect(isError).toBe(false);
    expect(text).toMatch(/type: Series; ref: \w+\/\d+/);
    expect(text).toContain('More: call again with cursor');
  });
});
