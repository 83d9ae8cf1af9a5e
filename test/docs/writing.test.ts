import { afterEach, describe, expect, it } from 'vitest';
import { createDemoStates } from '../../src/sample/demo/createDemoStates.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { readRecipes } from './readRecipes.js';

const recipes = readRecipes('docs/writing.md');
const demo = createDemoStates();

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

/** Every outcome and every list of errors in an answer. */
function* told(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, child] of Object.entries(value)) {
    if (name === 'outcome' && typeof child === 'string') yield child;
    else if (name === 'errors' && Array.isArray(child)) {
      for (const error of child) yield JSON.stringify(error);
    } else yield* told(child);
  }
}

describe('docs/writing.md', () => {
  it('has an example for every kind of write', () => {
    expect(recipes.length).toBeGreaterThanOrEqual(11);
  });

  it.each(recipes.map((recipe) => [recipe.title, recipe] as const))(
    'shows "%s", which works on the sample data at the stated cost',
    async (_title, recipe) => {
      gateway = await startTestGateway({ instances: demo.map((server) => ({ ...server })) });
      const { data, errors, extensions } = await gateway.ask<unknown>(recipe.query, {
        headers: { 'x-patchwork-token': recipe.token ?? '', 'x-upstream-report': '1' },
      });
      expect(errors).toBeUndefined();
      expect([...told(data)].filter((text) => text !== 'APPLIED')).toEqual([]);
      expect(JSON.stringify(data)).not.toContain('null');
      if (recipe.cost !== undefined) expect(extensions?.upstream?.requests).toBe(recipe.cost);
    },
  );
});
