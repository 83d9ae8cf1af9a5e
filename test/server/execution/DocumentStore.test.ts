import { buildSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  DocumentStore,
  type PreparedDocument,
} from '../../../src/server/execution/DocumentStore.js';

const schema = buildSchema('type Query { a: Int b: Query }');
const limits = {
  maxDepth: 100,
  maxTokens: 10_000,
  maxSelections: 10_000,
  maxAliases: 10_000,
  maxDirectives: 100,
};

/** A store with a weight limit; a document weighs its selections plus an eighth of its characters. */
function storeOf(maxCompiledSelections: number): DocumentStore {
  return new DocumentStore({
    schema,
    introspection: true,
    limits: { ...limits, maxCompiledSelections },
  });
}
const document = (name: string, fields: number): string =>
  `query ${name} { ${Array.from({ length: fields }, (_, index) => `f${String(index)}: a`).join(' ')} }`;
const weightOf = (text: string, fields: number): number => fields + Math.ceil(text.length / 8);

describe('cached documents', () => {
  it('never weigh more than the limit in total, and the least recently used is evicted first', () => {
    const texts = ['one', 'two', 'three', 'four'].map((name) => document(name, 20));
    const [one = '', two = '', three = '', four = ''] = texts;
    const weight = Math.max(...texts.map((text) => weightOf(text, 20)));
    const store = storeOf(3 * weight);
    const kept = [one, two, three].map((text) => store.prepare(text));
    expect(store.cachedSelections).toBeLessThanOrEqual(3 * weight);
    // The first is used again, so the second is evicted.
    expect(store.prepare(one) === kept[0]).toBe(true);
    store.prepare(four);
    expect(store.cachedSelections).toBeLessThanOrEqual(3 * weight);
    expect(store.prepare(one) === kept[0]).toBe(true);
    expect(store.prepare(three) === kept[2]).toBe(true);
    expect(store.prepare(two) === kept[1]).toBe(false);
  });

  it('are evicted by weight: one large document replaces many small ones', () => {
    const small = Array.from({ length: 20 }, (_, index) => document(`s${String(index)}`, 2));
    const large = document('large', 60);
    const store = storeOf(weightOf(large, 60) + 10);
    const kept = small.map((text) => store.prepare(text));
    store.prepare(large);
    expect(store.cachedSelections).toBeLessThanOrEqual(weightOf(large, 60) + 10);
    const still = small.filter((text, index) => store.prepare(text) === kept[index]);
    expect(still.length).toBeLessThan(3);
  });

  it('never weigh more than the limit, however many are sent, and heavier ones are not cached', () => {
    const store = storeOf(500);
    for (let index = 0; index < 300; index += 1) {
      store.prepare(document(`d${String(index)}`, 1 + (index % 90)));
      expect(store.cachedSelections).toBeLessThanOrEqual(500);
    }
    const heavy = document('heavy', 400);
    const before = store.cachedSelections;
    const first = store.prepare(heavy);
    expect(store.prepare(heavy) === first).toBe(false);
    expect(store.cachedSelections).toBe(before);
  });

  it('are also weighed by their text, which can have long values', () => {
    const store = storeOf(500);
    const text = `{ a # ${'x'.repeat(8 * 500)}\n }`;
    expect(store.prepare(text) === store.prepare(text)).toBe(false);
  });

  it('are none if the limit is 0', () => {
    const store = storeOf(0);
    expect(store.prepare('{ a }') === store.prepare('{ a }')).toBe(false);
    expect(store.cachedSelections).toBe(0);
  });
});

describe('plans', () => {
  function operationOf({ document }: PreparedDocument): OperationDefinitionNode {
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('there is no operation');
    return operation;
  }
  /** As an execution does. */
  function execute(store: DocumentStore, text: string, variables = {}): object {
    const prepared = store.prepare(text);
    const plan = store.planOf(prepared, operationOf(prepared), variables);
    const type = schema.getQueryType();
    if (type != null) plan.root(type);
    store.countPlans(prepared);
    return plan;
  }

  it('are kept with their document, which weighs more by the fields that were planned', () => {
    const text = document('one', 20);
    const store = storeOf(500);
    const plan = execute(store, text);
    expect(store.cachedSelections).toBe(weightOf(text, 20) + 20);
    expect(execute(store, text) === plan).toBe(true);
    expect(store.cachedSelections).toBe(weightOf(text, 20) + 20);
  });

  it('are not kept if the operation has variables', () => {
    const text = 'query ($is: Boolean = true) { a @include(if: $is) }';
    const store = storeOf(500);
    const plan = execute(store, text, { is: true });
    expect(execute(store, text, { is: true }) === plan).toBe(false);
    expect(store.cachedSelections).toBe(store.prepare(text).weight);
  });

  it('evict other documents, or their own if it becomes too heavy', () => {
    const [one, two] = [document('one', 20), document('two', 20)];
    const weight = weightOf(one, 20);
    const store = storeOf(2 * weight + 10);
    const kept = store.prepare(one);
    execute(store, two);
    expect(store.prepare(one) === kept).toBe(false);
    const small = storeOf(weight + 10);
    execute(small, one);
    expect(small.cachedSelections).toBe(0);
  });

  it('do not bring back a document that was evicted meanwhile', () => {
    const [one, two] = [document('one', 20), document('two', 20)];
    const store = storeOf(weightOf(one, 20) + 10);
    const prepared = store.prepare(one);
    store.prepare(two);
    store.countPlans(prepared);
    expect(store.cachedSelections).toBe(weightOf(two, 20));
  });
});
