import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

/** The result of a tool. */
export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

/** A client of the Model Context Protocol. */
export interface Assistant {
  readonly client: Client;
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<ToolAnswer>;
}

/** Calls tools through a connected client. */
export function assistantOf(client: Client): Assistant {
  return {
    client,
    call: async (name, args) => {
      const { content, isError } = await client.callTool({ name, arguments: { ...args } });
      const [first] = content as { type: string; text: string }[];
      return { text: first?.text ?? '', isError: isError === true };
    },
  };
}

/** Connects a real client to `/mcp` of a gateway. */
export async function connectAssistant(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Assistant> {
  const client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { ...headers } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit }));
  return assistantOf(client);
}
