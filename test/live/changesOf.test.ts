import { describe, expect, it } from 'vitest';
import { changesOf } from '../../src/live/changesOf.js';
import { textOf } from '../../src/patchwork/names.js';
import { EVENT_CATEGORIES, type Event } from '../../src/patchwork/resources/event.js';

const PROJECT = { id: 3, link_name: 'Brook' };
const MAIL = { id: 7 };

function event(category: string, payload: object = {}, project: object | null = PROJECT): Event {
  return { id: 1, category, date: null, project, payload } as unknown as Event;
}

/** The names of what an event drops, without the lists of events. */
function dropped(row: Event): string[] | null {
  const texts = changesOf(row)?.map(textOf) ?? null;
  if (texts === null) return null;
  const ofEvents = texts.filter((text) => text.startsWith('events of '));
  expect(ofEvents).toEqual([
    'events of all projects',
    'events of project 3',
    'events of project brook',
  ]);
  return texts.filter((text) => !ofEvents.includes(text));
}

const listsOf = (resource: string): string[] => [
  `${resource} of all projects`,
  `${resource} of project 3`,
  `${resource} of project brook`,
];

describe('changesOf', () => {
  it.each([
    ['patch-state-changed', { patch: MAIL }, ['patches/7', ...listsOf('patches')]],
    [
      'patch-delegated',
      { patch: MAIL },
      ['patches/7', 'patches/7/mbox', 'series/mbox', 'bundles/mbox', ...listsOf('patches')],
    ],
    ['patch-relation-changed', { patch: MAIL }, ['every patches']],
    [
      'check-created',
      { patch: MAIL, check: { id: 9 } },
      ['patches/7', 'patches/7/checks', ...listsOf('patches')],
    ],
    [
      'patch-comment-created',
      { patch: MAIL, comment: { id: 5 } },
      [
        'patches/7',
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
      ['covers/7', 'covers/7/comments', 'covers/7/mbox', 'series/mbox', 'bundles/mbox'],
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
    expect(dropped(event(category, payload))).toEqual(names);
  });

  it.each(EVENT_CATEGORIES)('does not know what %s changed without its object', (category) => {
    expect(changesOf(event(category))).toBeNull();
    expect(changesOf({ ...event(category), payload: null })).toBeNull();
  });

  it.each([['patch-archived'], ['constructor'], ['']])(
    'does not know what an event of the kind "%s" changed',
    (category) => {
      expect(changesOf(event(category, { patch: MAIL, cover: MAIL, series: MAIL }))).toBeNull();
    },
  );

  it('drops the lists of all projects where an event has none', () => {
    const names = changesOf(event('patch-state-changed', { patch: MAIL }, null))?.map(textOf);
    expect(names).toEqual(['patches/7', 'patches', 'events']);
  });
});
