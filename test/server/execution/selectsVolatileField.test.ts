import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../../src/graphql/schema.js';
import { selectsVolatileField } from '../../../src/server/execution/selectsVolatileField.js';

const schema = createSchema();

describe('selectsVolatileField', () => {
  it.each([
    ['{ operationCost { limit } }', true],
    ['{ instances { status { health } } }', true],
    ['{ instances { status { id } } }', true],
    ['{ now: patches { all: sources { cost: requests } } }', true],
    ['{ a: __typename } fragment F on SourceStatus { requests }', true],
    ['{ patches { sources { status fetchedAt } nodes { name } } }', false],
    ['{ instances { name apiVersion } }', false],
    ['{ __schema { types { name } } unknown { field } }', false],
  ])('%s: %s', (document, expected) => {
    expect(selectsVolatileField(parse(document), schema)).toBe(expected);
  });
});
