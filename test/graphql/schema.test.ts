import {
  buildASTSchema,
  isScalarType,
  isSpecifiedScalarType,
  parse,
  printSchema,
  validateSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/schema.js';
import { readContract, readSdl } from '../../src/graphql/sdl.js';

describe('createSchema', () => {
  const schema = createSchema();

  // The gateway does not check it when it starts.
  it('has a valid contract', () => {
    const { annotated, shown } = readContract();
    for (const document of [annotated, shown]) {
      expect(validateSchema(buildASTSchema(document))).toEqual([]);
    }
  });

  it('is the contract that is printed for clients', () => {
    expect(printSchema(schema)).toBe(printSchema(buildASTSchema(parse(readSdl()))));
  });

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
