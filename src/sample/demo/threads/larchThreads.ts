import type { ProjectThreads } from './ProjectThreads.js';

/** Threads of Larch, an invented C library. */
export const larchThreads: ProjectThreads = {
  files: {
    malloc: ['malloc/arena.c', 'malloc/trim.c', 'include/malloc.h'],
    stdio: ['stdio/printf.c', 'stdio/float.c'],
    locale: ['locale/collate.c', 'locale/tables.c'],
    time: ['time/zone.c', 'time/strftime.c'],
    math: ['math/exp.c', 'math/log.c'],
    string: ['string/memmove.c', 'string/strchr.c'],
    test: ['test/tst_printf.c', 'test/tst_zone.c'],
    manual: ['manual/time.rst'],
  },
  series: [
    {
      title: 'malloc: give memory back',
      why: 'Programs that free most of what they had keep it for ever. Trim arenas that are mostly empty.',
      patches: [
        'malloc: count the free pages of an arena',
        'malloc: trim an arena that is mostly free',
        'malloc: a tunable for the threshold',
        'test: memory goes back after a free',
      ],
      versions: 2,
    },
    {
      title: 'time: zones that change their mind',
      why: 'Read the footer of a zone file, and use it for times after the last transition.',
      patches: [
        'time: read the footer',
        'time: use the footer after the last transition',
        'test: the year 2040 in every zone',
        'manual: describe TZ strings',
      ],
      versions: 3,
    },
    {
      title: 'math: exp and log within half an ulp',
      why: 'Tables grow by 2 KiB. Both are faster than before on everything we measured.',
      patches: ['math: new tables', 'math: exp', 'math: log'],
      versions: 2,
    },
    {
      title: 'string: memmove for short blocks',
      why: 'Most calls move less than 32 bytes.',
      patches: [
        'string: measure the sizes',
        'string: two loads and two stores',
        'string: strchr likewise',
      ],
      lost: [1],
    },
    {
      title: 'locale: sort by tables of 2026',
      why: 'Generated. The script is in the first patch.',
      patches: ['locale: script for the tables', 'locale: new tables'],
      withoutCover: true,
    },
  ],
  singles: [
    'stdio: print -0.0 with its sign',
    'stdio: fix %a with a precision of zero',
    'malloc: fix a race in the arena list',
    'time: accept a leap second',
    'locale: free the table when the locale is freed',
    'string: do not read past the page',
    'math: raise inexact',
    'test: run under a memory limit',
    'manual: say that the result may be null',
    'stdio: flush at exit in the right order',
  ],
};
