import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readSdl } from '../../src/graphql/sdl.js';
import { parseSearchQuery } from '../../src/search/parseSearchQuery.js';
import { FIELD_BY_NAME } from '../../src/search/searchFields.js';

const text = readFileSync(new URL('../../docs/search.md', import.meta.url), 'utf8');
const now = new Date('2026-03-31T15:00:00Z');
/** From the first column of the tables: whole terms, and names of fields. */
const written = text
  .split('\n')
  .flatMap((line) => [...(/^\| (.*?) +\|/.exec(line)?.[1] ?? '').matchAll(/`([^`]+)`/g)])
  .map(([, code = '']) => code);

describe('docs/search.md', () => {
  it.each(written.filter((code) => !code.endsWith(':') && !code.endsWith('=')))(
    'shows %j, which is valid',
    (code) => {
      expect(() => parseSearchQuery(code, { now })).not.toThrow();
    },
  );

  it('names only existing fields, and every text field', () => {
    const names = written.flatMap((code) => /^(\w+):$/.exec(code)?.[1] ?? []);
    expect(names.filter((name) => !FIELD_BY_NAME.has(name))).toEqual([]);
    const short = [...FIELD_BY_NAME].flatMap(([name, field]) => (name === field ? [name] : []));
    // These have shorter names, which are in the tables.
    const shown = new Set(['subject', 'date']);
    expect(short.filter((name) => !shown.has(name) && !text.includes(`\`${name}:`))).toEqual([]);
  });

  it('has operations that are valid for the schema', () => {
    const [, operation = ''] = /```graphql\n([\s\S]*?)```/.exec(text) ?? [];
    expect(validate(buildSchema(readSdl()), parse(operation))).toEqual([]);
  });
});
