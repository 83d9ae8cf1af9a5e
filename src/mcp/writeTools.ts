import { z } from 'zod';
import { GatewayError } from '../errors.js';
import { decodeGlobalId } from '../graphql/globalId.js';
import { isObject } from '../isObject.js';
import { CREATE_CHECK, SET_STATE } from './documents.js';
import { readReference } from './reference.js';
import { seriesId } from './readTools.js';
import { defineTool, type Tool, type ToolContext, type ToolFinding } from './Tool.js';

const setState = defineTool({
  name: 'set_state',
  description: 'Sets the state of a patch, or of all patches of a series. Ask the user first.',
  input: z.strictObject({
    kind: z.enum(['series', 'patch']),
    ref: z.string().describe('instance/number'),
    state: z.string().describe('such as accepted'),
  }),
  writes: true,
  run: async ({ kind, ref, state }, context) => {
    const id = seriesId(ref, kind === 'series' ? 'Series' : 'Patch');
    requireToken(ref, context);
    return await write(SET_STATE[kind], { id, state }, context);
  },
});

const createCheck = defineTool({
  name: 'create_check',
  description: 'Adds a check to a patch. Ask the user first.',
  input: z.strictObject({
    patch: z.string().describe('instance/number'),
    state: z.enum(['PENDING', 'SUCCESS', 'WARNING', 'FAIL']),
    context: z.string(),
    description: z.string().optional(),
    target_url: z.string().optional(),
  }),
  writes: true,
  run: async ({ patch, target_url: targetUrl, ...check }, context) => {
    const input = { patch: seriesId(patch, 'Patch'), targetUrl, ...check };
    requireToken(patch, context);
    return await write(CREATE_CHECK, { input }, context);
  },
});

/** The tools that write. */
export const WRITE_TOOLS: readonly Tool[] = [setState, createCheck];

/** An assistant writes only with the caller's own token, never with that of the service. */
function requireToken(ref: string, { tokens }: ToolContext): void {
  const reference = readReference(ref);
  if (reference.by !== 'number' || tokens.has(reference.instance)) return;
  throw new GatewayError(
    `${reference.instance}: writing needs your Patchwork token for this instance; add it to the configuration of the assistant (docs/mcp.md)`,
    { code: 'UNAUTHENTICATED', instance: reference.instance },
  );
}

async function write(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  context: ToolContext,
): Promise<ToolFinding> {
  const answer = await context.run({ query, variables, mayWrite: true });
  const result = answer.data?.['write'];
  if (!isObject(result)) return { found: {}, answer };
  const { errors, results } = result;
  const found = Array.isArray(results)
    ? { ...result, results: results.filter(isObject).map(nameTarget) }
    : result;
  return {
    found: { result: found },
    answer,
    isRefused: Array.isArray(errors) && errors.length > 0,
  };
}

/** Names the patch of an outcome: one that was refused has only its id. */
function nameTarget({ id, patch, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const { instance, id: databaseId } = decodeGlobalId(String(id));
  const named = { instance: { name: instance }, databaseId };
  return { ...rest, patch: isObject(patch) ? { ...named, ...patch } : named };
}
