import { readFileSync } from 'node:fs';
import { CriticalityLevel, diff, type Change } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readSdl } from '../../src/graphql/sdl.js';

/** The schema of the last release: `npx patchwork-graphql schema`, generated for each release. */
const released = buildSchema(readFileSync(new URL('released.graphql', import.meta.url), 'utf8'));

const WAY_OUT =
  'The schema only grows: keep the element, mark it @deprecated and add another one beside it. ' +
  'At a release, write test/graphql/released.graphql again with `npx tsx src/cli.ts schema`.';

async function breakingChanges(schema: GraphQLSchema): Promise<readonly string[]> {
  const changes: readonly Change[] = await diff(released, schema);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}

describe('schema/', () => {
  it('has no breaking changes since the last release', async () => {
    expect(await breakingChanges(buildSchema(readSdl())), WAY_OUT).toEqual([]);
  });

  it.each([
    ['a removed field', '  """Login name."""\n  username: String\n', ''],
    ['a field that may be null', 'url: URL!\n', 'url: URL\n'],
    [
      'a required argument',
      '    """Global id."""\n    id: ID!\n',
      '    """Global id."""\n    id: ID!\n    more: ID!\n',
    ],
  ])('would have one by %s', async (_change, from, to) => {
    const sdl = readSdl();
    expect(sdl.includes(from)).toBe(true);
    expect(await breakingChanges(buildSchema(sdl.replace(from, to)))).not.toEqual([]);
  });
});
