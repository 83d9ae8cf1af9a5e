import { buildSchema, execute, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/errors.js';
import { EventLoopTurn } from '../../../src/server/execution/EventLoopTurn.js';
import { executeByPlan, plainly } from './executeByPlan.js';

/** A field that returns its arguments. */
const echoes = buildSchema(`
  enum Field { DATE NAME }
  input Order { field: Field! = DATE, direction: String }
  input Deep { id: ID, order: Order, orders: [Order!], words: [String], size: Int = 3, flag: Boolean }
  type Query {
    echo(deep: Deep, order: Order, orders: [Order!], words: [String], first: Int! = 30, after: String = "x"): String
    other: String
    deep: Query
  }
`);
const echo = (_source: unknown, args: unknown): string => JSON.stringify(sorted(args));
Object.assign(echoes.getQueryType()?.getFields()['echo'] ?? {}, { resolve: echo });

Object.assign(echoes.getQueryType()?.getFields()['deep'] ?? {}, { resolve: () => ({}) });

/** Executors write the fields of an object in different orders. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, part]) => [name, sorted(part)] as const);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  a: [undefined, null, 'text'],
  b: [undefined, null, true, false],
  n: [undefined, null, 7],
  f: [undefined, null, 'NAME'],
  w: [undefined, null, ['one', null], 'one'],
  constructor: [undefined, null, 'text'],
};

/** All combinations of values of the declared variables. */
function variablesOf(query: string): readonly Readonly<Record<string, unknown>>[] {
  let all: readonly Readonly<Record<string, unknown>>[] = [{}];
  for (const [name, values] of Object.entries(VALUES)) {
    if (!query.includes(`$${name}:`)) continue;
    all = all.flatMap((some) =>
      values.map((value) => (value === undefined ? some : { ...some, [name]: value })),
    );
  }
  return all;
}

describe('variables that are omitted, null or sent', () => {
  it.each([
    'query ($a: String, $b: Boolean) { echo(deep: {id: "1", order: {direction: $a}, flag: $b}) }',
    'query ($a: String = "d", $n: Int = 4) { echo(deep: {words: [$a, "z"], size: $n}) }',
    'query ($n: Int) { echo(deep: {size: $n}) }',
    'query ($n: Int) { echo(first: $n) }',
    'query ($n: Int! = 5) { echo(first: $n) }',
    'query ($n: Int = 5) { echo(first: $n) }',
    'query ($a: String) { echo(after: $a) }',
    'query ($a: String = "d") { echo(after: $a) }',
    'query ($a: String) { echo(words: [$a]) }',
    'query ($w: [String]) { echo(words: $w, deep: {words: $w}) }',
    'query ($w: [String]! = ["d"]) { echo(words: $w) }',
    'query ($f: Field, $a: String) { echo(order: {field: $f, direction: $a}) }',
    'query ($f: Field! = NAME) { echo(orders: [{field: $f}, {direction: "ASC"}]) }',
    'query ($f: Field) { echo(orders: [{field: $f}], deep: {orders: {field: $f}}) }',
    'query ($b: Boolean! = true) { echo @include(if: $b) other @skip(if: $b) }',
    'query ($b: Boolean = false) { echo @skip(if: $b) other }',
    'query ($a: ID, $n: Int) { ...F } fragment F on Query { echo(deep: {id: $a, size: $n}) }',
    'query ($constructor: ID) { echo(deep: {id: $constructor}) }',
    'query ($b: Boolean! = true) { ...F @skip(if: $b) ...F } fragment F on Query { echo }',
    'query ($b: Boolean! = true) { ...F @include(if: $b) ... @skip(if: $b) { ...F } } fragment F on Query { echo }',
    'query ($b: Boolean! = true) { deep @skip(if: $b) { ...F } deep { ...F } } fragment F on Query { echo }',
    'query One ($n: Int) { echo(deep: {size: $n}) } query Two ($n: Int! = 1) { echo(first: $n) }',
  ])('mean in %s what they mean to graphql-js', async (query) => {
    const document = parse(query);
    expect(validate(echoes, document)).toEqual([]);
    const operations = [...query.matchAll(/query (\w+)/g)].map(([, name]) => name);
    for (const operationName of operations.length === 0 ? [undefined] : operations) {
      for (const variableValues of variablesOf(query)) {
        const about = JSON.stringify(variableValues);
        const asked = { schema: echoes, document, operationName, variableValues };
        expect([about, await executeByPlan(asked)]).toEqual([about, plainly(await execute(asked))]);
      }
    }
  });
});

describe('a plan that is executed again', () => {
  const pets = buildSchema(`
    interface Pet { name: String friends: [Pet] }
    type Cat implements Pet { name: String friends: [Pet] lives: Int! }
    type Dog implements Pet { name: String friends: [Pet] }
    type Query { pets(first: Int! = 2): [Pet] }
  `);
  const dog = { __typename: 'Dog', name: 'Rex', friends: [] };
  const cats = ['Tom', 'Kit'].map((name, index) => ({ __typename: 'Cat', name, friends: [dog], lives: index === 0 ? 9 : null })); // prettier-ignore
  let round = 0;
  Object.assign(pets.getQueryType()?.getFields()['pets'] ?? {}, {
    // Types come in another order each time.
    resolve: (_source: unknown, { first }: { first: number }) => {
      round += 1;
      const all = [...cats, dog];
      return (round % 2 === 0 ? all : all.reverse()).slice(0, first);
    },
  });

  it.each([
    '{ pets { __typename name ... on Cat { lives } friends { name } } }',
    '{ pets(first: 3) { ...Named friends { ...Named } } } fragment Named on Pet { name @skip(if: false) ... on Dog { bark: name } }',
    '{ some: pets(first: 1) { name } pets(first: 3) { friends { __typename } ... on Cat { lives } } }',
  ])('gives for %s what graphql-js gives', async (query) => {
    const document = parse(query);
    expect(validate(pets, document)).toEqual([]);
    for (const times of [1, 2, 3, 4]) {
      round = 0;
      const again = await executeByPlan({ schema: pets, document }, { times });
      const perExecution = query.match(/pets/g)?.length ?? 0;
      round = perExecution * (times - 1);
      expect(again).toEqual(plainly(await execute({ schema: pets, document })));
    }
  });

  it('throws the fault of an argument each time, at its place', async () => {
    const query = 'query ($n: Int = 2) { a: deep { echo(first: $n) } b: deep { echo(first: $n) } }';
    const asked = { schema: echoes, document: parse(query), variableValues: { n: null } };
    const expected = plainly(await execute(asked));
    expect(expected.errors?.map(({ path }) => path)).toEqual(['a.echo', 'b.echo']);
    for (const times of [1, 2]) expect(await executeByPlan(asked, { times })).toEqual(expected);
  });
});

/** Turns of the event loop, each with time for one item. */
class ShortTurn extends EventLoopTurn {
  turns = 0;
  #items = 0;

  readonly #onNext: () => void;

  constructor(onNext: () => void = () => undefined) {
    super();
    this.#onNext = onNext;
  }

  override isOver(): boolean {
    if (this.#items === 0) return true;
    this.#items -= 1;
    return false;
  }

  override next(): Promise<void> {
    this.turns += 1;
    this.#onNext();
    return new Promise((resolve) => {
      setImmediate(() => {
        this.#items = 1;
        resolve();
      });
    });
  }
}

describe('an answer that is completed in slices', () => {
  const schema = buildSchema(`
    type Query { rows: [Row!] other: String }
    type Row { id: Int parts: [Part] late: [Part!] }
    type Part { id: Int broken: Int needed: Int! }
  `);
  const part = (id: number) => ({
    id,
    broken: () => {
      throw new Error(`part ${String(id)}`);
    },
    needed: id % 3 === 0 ? null : id,
  });
  let length = 5;
  const rootValue = {
    rows: () =>
      Array.from({ length }, (_, id) => ({
        id,
        parts: [part(1), null, part(3)],
        late: () => Promise.resolve([part(id), Promise.resolve(part(4))]),
      })),
    other: 'text',
  };
  // The executor has no root value, because the schema of the gateway needs none.
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    field.resolve = () => (field.name === 'rows' ? rootValue.rows() : rootValue.other);
  }
  const document = parse('{ rows { id parts { id broken needed } late { needed } } other }');

  it('equals the answer of graphql-js', async () => {
    const turn = new ShortTurn();
    expect(await executeByPlan({ schema, document }, { turn })).toEqual(
      plainly(await execute({ schema, document })),
    );
    expect(turn.turns).toBeGreaterThan(5);
  });

  it('is completed after its deadline if that takes few turns', async () => {
    const deadline = new AbortController();
    const turn = new ShortTurn(() => {
      // Completing the first rows takes the previous turns.
      if (turn.turns === 10) {
        deadline.abort(new GatewayError('the time is up', { code: 'UPSTREAM_TIMEOUT' }));
      }
    });
    expect(await executeByPlan({ schema, document }, { turn, signal: deadline.signal })).toEqual(
      plainly(await execute({ schema, document })),
    );
    expect(turn.turns).toBeGreaterThan(10);
  });

  it('ends with the data so far if its deadline is long past', async () => {
    length = 50;
    const deadline = new AbortController();
    const turn = new ShortTurn(() => {
      deadline.abort(new GatewayError('the time is up', { code: 'UPSTREAM_TIMEOUT' }));
    });
    const { data, errors } = await executeByPlan(
      { schema, document },
      { turn, signal: deadline.signal },
    );
    expect(data).toBe('{"rows":null,"other":"text"}');
    expect(errors).toContainEqual({
      message: 'the time is up',
      path: 'rows',
      code: 'UPSTREAM_TIMEOUT',
    });
  });
});
