import { describe, expect, it } from 'vitest';
import { interpolate } from '../../src/config/interpolate.js';

const environment = { HOST: 'example.org', EMPTY: '' };

describe('interpolate', () => {
  it.each([
    ['no reference', 'no reference'],
    ['https://${HOST}/', 'https://example.org/'],
    ['${HOST}${HOST}', 'example.orgexample.org'],
    ['${MISSING:-fallback}', 'fallback'],
    ['${MISSING:-}', ''],
    ['${EMPTY:-fallback}', 'fallback'],
    ['${EMPTY}', ''],
    ['${HOST:-fallback}', 'example.org'],
    ['costs $5 and $${HOST}', 'costs $5 and ${HOST}'],
  ])('turns %s into %s', (template, text) => {
    expect(interpolate(template, environment)).toEqual({ text, problems: [] });
  });

  it.each([
    ['${MISSING}', 'needs the environment variable MISSING, which is not set'],
    ['${}', 'contains "${}", which is not a variable'],
    ['${HOST-x}', 'contains "${HOST-x}", which is not a variable'],
    ['${HOST', 'contains "${HOST", which is not a variable'],
  ])('finds fault with %s', (template, problem) => {
    const { problems } = interpolate(template, environment);
    expect(problems).toEqual([expect.objectContaining({ problem })]);
  });
});
