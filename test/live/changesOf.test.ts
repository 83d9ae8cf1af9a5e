import { describe, expect, it } from 'vitest';
import { changesOf } from '../../src/live/changesOf.js';
import { textOf } from '../../src/patchwork/names.js';
import { EVENT_CATEGORIES, type Event } from '../../src/patchwork/resources/event.js';

const PROJECT = { id: 3, link_name: 'Brook' };
const MAIL = { id: 7 };

function event(category: string, payload: object = {}, project: object | null = PROJECT): Event {
  return { id: 1, category, date: null, project, payload } as unknown as Event;
}

const listsOf = (resource: string): string[] => [
  `${resource} of all projects`,
  `${resource} of project 3`,
  `${resource} of project brook`,
];

describe('changesOf', () => {
  it.each([
    ['patch-state-changed', { patch: MAIL }, ['patches/7']],
    [
      'patch-delegated',
      { patch: MAIL },
      ['patches/7', 'patches/7/mbox', 'series/mbox', 'bundles/mbox'],
    ],
    ['patch-relation-changed', { patch: MAIL }, ['every patches']],
    ['check-created', { patch: MAIL, check: { id: 9 } }, ['patches/7', 'patches/7/checks']],
    [
      'patch-comment-created',
      { patch: MAIL, comment: { id: 5 } },
      [
        'patches/7/comments',
        'patches/7/comments/5',
        'patches/7/mbox',
        'series/mbox',
        'bundles/mbox',
      ],
    ],
    [
      'cover-comment-created',
      { cover: MAIL },
      ['covers/7/comments', 'covers/7/mbox', 'series/mbox', 'bundles/mbox'],
    ],
    [
      'patch-created',
      { patch: MAIL },
      ['patches/7', 'every series', 'series/mbox', ...listsOf('patches'), ...listsOf('series')],
    ],
    [
      'cover-created',
      { cover: MAIL },
      ['covers/7', 'every series', 'series/mbox', ...listsOf('covers'), ...listsOf('series')],
    ],
    [
      'patch-completed',
      { patch: MAIL, series: { id: 4 } },
      ['patches/7', 'series/4', 'series/mbox', ...listsOf('patches'), ...listsOf('series')],
    ],
    [
      'series-created',
      { series: { id: 4 } },
      ['series/4', ...listsOf('patches'), ...listsOf('covers'), ...listsOf('series')],
    ],
    [
      'series-completed',
      { series: { id: 4 } },
      ['series/4', 'series/mbox', ...listsOf('patches'), ...listsOf('series')],
    ],
  ])('drops for %s with %j only what it may change', (category, payload, names) => {
    expect(changesOf(event(category, payload))?.dropped.map(textOf)).toEqual(names);
  });

  it.each([
    ['patch-state-changed', 'state'],
    ['patch-delegated', 'delegate'],
    ['check-created', 'check'],
  ])('changes with %s the %s of one row of lists of patches', (category, field) => {
    const row = event(category, { patch: MAIL });
    const changed = changesOf(row)?.changed.map(({ names, change }) => [names.map(textOf), change]);
    expect(changed).toEqual([
      [listsOf('patches'), { about: 'patch', id: 7, field }],
      [listsOf('events'), { about: 'event', event: row }],
    ]);
  });

  it.each(EVENT_CATEGORIES)('adds %s to lists of events', (category) => {
    const row = event(category, { patch: MAIL, cover: MAIL, series: MAIL });
    const last = changesOf(row)?.changed.at(-1);
    expect(last?.names.map(textOf)).toEqual(listsOf('events'));
    expect(last?.change).toEqual({ about: 'event', event: row });
  });

  it.each(EVENT_CATEGORIES)('cannot determine what %s changed without its object', (category) => {
    expect(changesOf(event(category))).toBeNull();
    expect(changesOf({ ...event(category), payload: null })).toBeNull();
  });

  it.each([['patch-archived'], ['constructor'], ['']])(
    'cannot determine what an event of the kind "%s" changed',
    (category) => {
      expect(changesOf(event(category, { patch: MAIL, cover: MAIL, series: MAIL }))).toBeNull();
    },
  );

  it('drops the lists of all projects if an event has no project', () => {
    const changes = changesOf(event('patch-state-changed', { patch: MAIL }, null));
    expect(changes?.dropped.map(textOf)).toEqual(['patches/7']);
    expect(changes?.changed.flatMap(({ names }) => names.map(textOf))).toEqual([
      'patches',
      'events',
    ]);
  });
});
