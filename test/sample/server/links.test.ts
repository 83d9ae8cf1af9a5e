import { describe, expect, it } from 'vitest';
import { QueryString } from '../../../src/sample/server/http/QueryString.js';
import { bundlePath, mailPath } from '../../../src/sample/server/links.js';
import { pythonFormat } from '../../../src/sample/server/pythonFormat.js';
import { readReleaseTraits } from '../../../src/sample/server/ReleaseTraits.js';
import { readSeed } from './replay/recording.js';

const newer = readReleaseTraits(readSeed('v-main').server);
const older = readReleaseTraits(readSeed('v2.2').server);

describe('mailPath', () => {
  it.each([
    ['<a@x.example>', '/project/p/patch/a@x.example/', '/project/p/patch/a@x.example/'],
    ['<a/b@x.example>', '/project/p/patch/a%252Fb@x.example/', '/project/p/patch/a/b@x.example/'],
    ['<a+b=c@x>', '/project/p/patch/a+b=c@x/', '/project/p/patch/a+b=c@x/'],
    ['<a%2Fb#c@x>', '/project/p/patch/a%252Fb%23c@x/', '/project/p/patch/a%252Fb%23c@x/'],
  ])('quotes %s once or twice, by release', (messageId, onNewer, onOlder) => {
    expect(mailPath(newer, 'patch', 'p', messageId)).toBe(onNewer);
    expect(mailPath(older, 'patch', 'p', messageId)).toBe(onOlder);
  });
});

describe('bundlePath', () => {
  it('has no path for a name with a slash', () => {
    expect(bundlePath('bert', 'a b')).toBe('/bundle/bert/a%20b/');
    expect(bundlePath('bert', 'a/b')).toBeUndefined();
  });
});

describe('pythonFormat', () => {
  it.each([
    ['https://x/{}', { text: 'https://x/ID' }],
    ['https://x/{0}?{0}', { text: 'https://x/ID?ID' }],
    ['{{}}{}', { text: '{}ID' }],
    ['plain', { text: 'plain' }],
    ['{x}', { raises: 'KeyError' }],
    ['{}/{}', { raises: 'other' }],
    ['{', { raises: 'other' }],
    ['{1}', { raises: 'other' }],
  ])('fills %s as str.format does', (format, expected) => {
    expect(pythonFormat(format, 'ID')).toEqual(expected);
  });
});

describe('QueryString', () => {
  it('replaces all values of a parameter by one, and sorts the names', () => {
    const query = new QueryString('q=a+b%2F&page=3&page=4&a=%7E*&a=2');
    expect(query.last('page')).toBe('4');
    expect(query.with('page', '5')).toBe('a=~%2A&a=2&page=5&q=a+b%2F');
    expect(query.with('page', undefined)).toBe('a=~%2A&a=2&q=a+b%2F');
  });
});
