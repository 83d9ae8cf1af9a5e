import { describe, expect, it } from 'vitest';
import { DEFAULT_FRESHNESS, mutablePolicy } from '../../src/patchwork/freshness.js';
import { nameOfText, names, ownerOf, textOf } from '../../src/patchwork/names.js';

const patch = names.of('patches', 7);
const cover = names.of('covers', 7);

describe('names of cached data', () => {
  it.each([
    [patch, 'patches/7'],
    [names.of('checks', 3, patch), 'patches/7/checks/3'],
    [names.of('projects', 'a/b c'), 'projects/a%2Fb%20c'],
    [names.list('patches'), 'patches'],
    [names.list('comments', cover), 'covers/7/comments'],
    [names.mbox('patches', 7), 'patches/7/mbox'],
    [names.mbox('series'), 'series/mbox'],
    [names.every('patches'), 'every patches'],
    [names.content(patch), 'content patches/7'],
  ] as const)('have a text of their own: %j', (name, text) => {
    expect(textOf(name)).toBe(text);
  });

  it('are those of text pages', () => {
    expect(nameOfText('/patch/7/mbox/')).toEqual(names.mbox('patches', 7));
    expect(nameOfText('/cover/7/mbox/')).toEqual(names.mbox('covers', 7));
    expect(nameOfText('/series/7/mbox/')).toEqual(names.mbox('series'));
    expect(nameOfText('/bundle/jane/mine/mbox/')).toEqual(names.mbox('bundles'));
    expect(nameOfText('/project/linux/patch/id@x.example/mbox/')).toEqual(names.mbox('series'));
  });

  it('belong to their parent objects', () => {
    expect(ownerOf(names.of('checks', 3, patch))).toBe('patches');
    expect(ownerOf(names.list('comments', cover))).toBe('covers');
    expect(ownerOf(names.mbox('bundles'))).toBe('bundles');
    expect(ownerOf(names.of('users', 1))).toBe('users');
  });

  it.each([
    [names.of('projects', 1), 300],
    [names.list('checks', patch), 15],
    [names.of('comments', 1, cover), 30],
    [names.mbox('covers', 7), 60],
    [names.list('people'), 0],
    [names.of('users', 1), 0],
  ] as const)('are kept by their own setting: %j', (name, seconds) => {
    expect(mutablePolicy(name, DEFAULT_FRESHNESS).freshMs).toBe(seconds * 1000);
  });
});
