import { isObjectType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../../src/graphql/schema.js';
import { MOMENTARY_FIELDS, tellsTheMoment } from '../../../src/server/execution/tellsTheMoment.js';

const schema = createSchema();

describe('the fields that tell of the moment', () => {
  it.each(Object.entries(MOMENTARY_FIELDS))('stand in the schema: %s', (name, fields) => {
    const type = schema.getType(name);
    expect(isObjectType(type)).toBe(true);
    const known = isObjectType(type) ? Object.keys(type.getFields()) : [];
    expect(known).toEqual(expect.arrayContaining(fields === '*' ? known : [...fields]));
  });

  it.each([
    ['{ operationCost { limit } }', true],
    ['{ instances { status { health } } }', true],
    ['{ now: patches { all: sources { cost: requests } } }', true],
    ['{ a: __typename } fragment F on SourceStatus { requests }', true],
    ['{ patches { sources { status fetchedAt } nodes { name } } }', false],
    ['{ instances { name apiVersion } }', false],
    ['{ __schema { types { name } } unknown { field } }', false],
  ])('%s selects one: %s', (document, expected) => {
    expect(tellsTheMoment(parse(document), schema)).toBe(expected);
  });
});
