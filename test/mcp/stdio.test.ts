import { spawnSync } from 'node:child_process';
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

  it('answers the calls of a pipe that ends after them', () => {
    const messages = [
      {
        id: 1,
        method: 'initialize',
        params: {
          protocolVersion: '2025-06-18',
          capabilities: {},
          clientInfo: { name: 'test', version: '1' },
        },
      },
      { method: 'notifications/initialized' },
      {
        id: 2,
        method: 'tools/call',
        params: { name: 'search', arguments: { query: 'is:series', limit: 1 } },
      },
      {
        id: 3,
        method: 'tools/call',
        params: { name: 'review_queue', arguments: { limit: 1 } },
      },
    ];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', cli, 'mcp'],
      {
        input: messages.map((one) => `${JSON.stringify({ jsonrpc: '2.0', ...one })}\n`).join(''),
        encoding: 'utf8',
      },
    );
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly id: number; readonly result?: unknown });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(answers.map(({ id }) => id).toSorted()).toEqual([1, 2, 3]);
    for (const { result } of answers) expect(result).not.toHaveProperty('isError');
  });
});
