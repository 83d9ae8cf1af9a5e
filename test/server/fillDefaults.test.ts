import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { fillDefaults } from '../../src/server/fillDefaults.js';
import { startReleases } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

const schema = buildSchema(`
  enum Field { DATE NAME }
  input Order { field: Field! = DATE, direction: String }
  input Deep { order: Order, orders: [Order!], size: Int = 3 }
  type Query { rows(deep: Deep, order: Order, first: Int): Int }
`);

const fill = (variables: string, values: Record<string, unknown>): unknown => {
  const [operation] = parse(`query (${variables}) { rows }`).definitions;
  const { variableDefinitions = [] } = operation as OperationDefinitionNode;
  return fillDefaults(schema, variableDefinitions, values);
};

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

describe('fillDefaults', () => {
  it.each<[variables: string, values: Record<string, unknown>, filled: Record<string, unknown>]>([
    ['$o: Order', {}, {}],
    ['$o: Order', { o: null }, { o: null }],
    ['$o: Order', { o: {} }, { o: { field: 'DATE' } }],
    ['$o: Order!', { o: { direction: 'ASC' } }, { o: { direction: 'ASC', field: 'DATE' } }],
    ['$o: Order', { o: { field: 'NAME' } }, { o: { field: 'NAME' } }],
    ['$o: Order', { o: { field: null } }, { o: { field: null } }],
    ['$o: [Order!]', { o: [{}, { field: 'NAME' }] }, { o: [{ field: 'DATE' }, { field: 'NAME' }] }],
    ['$o: [Order!]', { o: {} }, { o: { field: 'DATE' } }],
    [
      '$d: Deep',
      { d: { order: {}, orders: [{}] } },
      { d: { order: { field: 'DATE' }, orders: [{ field: 'DATE' }], size: 3 } },
    ],
    ['$n: Int', { n: 7, other: 1 }, { n: 7, other: 1 }],
    ['$o: Order', { o: 'nonsense' }, { o: 'nonsense' }],
  ])('of (%s) makes of %j %j', (variables, values, filled) => {
    expect(fill(variables, values)).toEqual(filled);
  });

  it('lets an order in a variable leave out its field', async () => {
    gateway = await startReleases(['v31']);
    const { errors, data } = await gateway.ask<{ patches: { nodes: unknown[] } }>(
      'query ($order: PatchOrder) { patches(orderBy: $order, first: 2) { nodes { name } } }',
      { variables: { order: { direction: 'ASC' } } },
    );
    expect(errors).toBeUndefined();
    expect(data.patches.nodes).toHaveLength(2);
  });
});
