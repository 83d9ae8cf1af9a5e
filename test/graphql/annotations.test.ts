import {
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  print,
  type GraphQLField,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { OBJECTS_PER_REQUEST } from '../../src/catalog/reads/readEventHistory.js';
import { SERIES_PER_REQUEST } from '../../src/catalog/reads/readPatchesBySeries.js';
import { createSchema } from '../../src/graphql/schema.js';
import { readContract, readSdl } from '../../src/graphql/sdl.js';
import { MAX_PAGE_SIZE } from '../../src/patchwork/ListDescription.js';

const schema = createSchema();
const ANNOTATED = print(readContract().annotated);

/** Number of objects that the code reads together, by kind of data. */
const BATCH_SIZES: Readonly<Record<string, number>> = {
  SUMMARY: SERIES_PER_REQUEST,
  PATCHES: SERIES_PER_REQUEST,
  SERIES: MAX_PAGE_SIZE,
  CHECKS: OBJECTS_PER_REQUEST,
  // Counts and checks of many objects, from events.
  none: OBJECTS_PER_REQUEST,
};

const fields: readonly (readonly [string, GraphQLField<unknown, unknown>])[] = Object.values(
  schema.getTypeMap(),
)
  .filter((type) => isObjectType(type) || isInterfaceType(type))
  .flatMap((type) =>
    Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const),
  );

describe('the annotated schema', () => {
  it('states the batch sizes of the code', () => {
    const batches = fields.flatMap(([name, { extensions }]) =>
      (extensions.upstreamCosts ?? []).flatMap(({ batch, shared }) =>
        batch == null ? [] : [{ name, batch, expected: BATCH_SIZES[shared ?? 'none'] }],
      ),
    );
    expect(batches.length).toBeGreaterThan(20);
    for (const { name, batch, expected } of batches)
      expect([name, batch]).toEqual([name, expected]);
  });

  it('states costs of every field that shares data in the same way', () => {
    const byData = new Map<string, Set<number | undefined>>();
    for (const [name, { extensions }] of fields) {
      for (const { batch, shared } of extensions.upstreamCosts ?? []) {
        if (shared == null) continue;
        const key = `${name.split('.')[0] ?? ''} ${shared}`;
        byData.set(key, (byData.get(key) ?? new Set()).add(batch ?? undefined));
      }
    }
    for (const [key, batches] of byData) expect([key, batches.size]).toEqual([key, 1]);
  });

  it('names only fields and arguments that exist in its conditions', () => {
    for (const [name, { args, type, extensions }] of fields) {
      const below = schema.getType(String(type).replaceAll(/[[\]!]/g, ''));
      const known = isObjectType(below) ? Object.keys(below.getFields()) : [];
      for (const { whenArgument, whenSelected, unlessSelected } of extensions.upstreamCosts ?? []) {
        const selected = [...(whenSelected ?? []), ...(unlessSelected ?? [])];
        expect([name, known]).toEqual([name, expect.arrayContaining(selected)]);
        if (whenArgument == null) continue;
        expect([name, args.map((one) => one.name)]).toEqual([
          name,
          expect.arrayContaining([whenArgument]),
        ]);
      }
    }
  });

  it('states in words what every field costs', () => {
    const silent = fields.filter(
      ([, { description, extensions }]) =>
        extensions.upstreamCosts !== undefined &&
        !/\bcosts?\b|\brequests?\b/i.test(description ?? ''),
    );
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('marks what is volatile', () => {
    const volatile = fields.filter(([, { extensions }]) => extensions.isVolatile);
    expect(volatile.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'InstanceStatus.health',
        'OperationCost.limit',
        'SourceStatus.requests',
      ]),
    );
    expect(volatile.map(([name]) => name)).not.toContain('SourceStatus.fetchedAt');
  });

  it('marks text that users paste', () => {
    const inputs = Object.values(schema.getTypeMap())
      .filter(isInputObjectType)
      .flatMap((type) =>
        Object.values(type.getFields()).map(
          (field) => [`${type.name}.${field.name}`, field] as const,
        ),
      );
    const args = fields.flatMap(([name, field]) =>
      field.args.map((argument) => [`${name}(${argument.name}:)`, argument] as const),
    );
    const pasted = [...args, ...inputs].filter(([, { extensions }]) => extensions.isPasted);
    expect(pasted.map(([name]) => name)).toEqual(
      expect.arrayContaining(['Query.search(query:)', 'Query.resource(url:)', 'PatchFilter.q']),
    );
    const words = inputs.filter(([name]) => name.endsWith('.q')).map(([name]) => name);
    expect(pasted.map(([name]) => name)).toEqual(expect.arrayContaining(words));
  });
});

describe('the public schema', () => {
  it('has no directives of the gateway, neither in SDL nor in introspection', () => {
    const own = ['upstream', 'listSize', 'alreadyRead', 'volatile', 'pasted'];
    for (const name of own) {
      expect(ANNOTATED).toContain(`@${name}`);
      expect(readSdl()).not.toContain(`@${name}`);
      expect(schema.getDirective(name)).toBeUndefined();
    }
    expect(schema.getType('UpstreamData')).toBeUndefined();
    expect(readSdl()).toContain('@specifiedBy');
  });

  it('is valid SDL with the same types', () => {
    const names = (sdl: string): readonly (string | undefined)[] =>
      parse(sdl).definitions.map((one) => ('name' in one ? one.name.value : undefined));
    const internal = new Set([
      'upstream',
      'listSize',
      'alreadyRead',
      'volatile',
      'pasted',
      'UpstreamData',
    ]);
    expect(names(readSdl())).toEqual(
      names(ANNOTATED).filter((name) => !internal.has(String(name))),
    );
    expect(readSdl()).not.toMatch(/ +$/m);
  });
});
