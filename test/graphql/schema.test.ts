import { isScalarType, isSpecifiedScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/schema.js';

describe('createSchema', () => {
  const schema = createSchema();

  it('describes the schema', () => {
    expect(schema.description).toContain('Patchwork servers');
  });

  it('describes every custom scalar and names its specification', () => {
    const own = Object.values(schema.getTypeMap()).filter(
      (type) => isScalarType(type) && !isSpecifiedScalarType(type),
    );
    expect(own.map(({ name }) => name).sort()).toEqual([
      'DateTime',
      'EmailAddress',
      'MessageID',
      'URL',
    ]);
    for (const scalar of own) {
      expect(scalar.description).toEqual(expect.any(String));
      expect(isScalarType(scalar) && scalar.specifiedByURL).toMatch(/^https:/);
    }
  });
});
