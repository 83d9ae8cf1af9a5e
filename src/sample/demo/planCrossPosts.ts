import { composeDiff } from './composeDiff.js';
import type { CoverDraft, PatchDraft } from './drafts.js';
import { DEMO_PEOPLE, INES_ON_CEDAR } from './demoPeople.js';
import { DAY_MS, HOUR_MS } from '../../durations.js';
import type { PlanOptions } from './planThreads.js';
import { createSeededRandom } from '../server/seededRandom.js';

/** Message-IDs of the demo on several servers or projects, for documentation and tests. @internal */
export const CROSS_POSTED = {
  /** Cover letter: brookos on aurora, pebble on basalt, larch on cedar. */
  cover: '<20261102081500.4711-1-ines@calder.example>',
  /** Patch 1/3 of the same series. */
  firstPatch: '<20261102081500.4711-2-ines@calder.example>',
  /** A single patch: brookos and brook-feeds on aurora, quarry on basalt. */
  twoProjects: '<20261027143000.9001-1-lev@brandt.example>',
  /** Sent on 2026-10-04 at 02:30 UTC, an hour that the clocks of Canberra skip: tern, pebble, mica. */
  skippedHour: '<20261004023000.77-1-bjorn@aas.example>',
} as const;

const SERIES_SENT_AT_MS = Date.UTC(2026, 10, 2, 8, 15);
const SHARED_PATCHES = [
  'endian: one header for readers and writers',
  'endian: replace the macros by functions',
  'endian: test every width at every offset',
];

/** Plans this server's share of the mails that were sent to several servers or projects at once. */
export function planCrossPosts(options: PlanOptions, server: string): void {
  const { builder } = options;
  const seriesProject = { aurora: 'brookos', basalt: 'pebble', cedar: 'larch' }[server];
  if (seriesProject !== undefined) planSharedSeries(options, seriesProject);

  const licenceProjects = { aurora: ['brookos', 'brook-feeds'], basalt: ['quarry'] }[server] ?? [];
  for (const linkName of licenceProjects) {
    planSharedPatch(options, linkName, {
      messageId: CROSS_POSTED.twoProjects,
      sentAtMs: Date.UTC(2026, 9, 27, 14, 30),
      from: DEMO_PEOPLE.lev,
      title: 'licence: use SPDX identifiers in every file',
      files: ['LICENCES.md', 'scripts/spdx.py'],
      seed: 9001,
    });
  }

  const clockProject = { aurora: 'tern', basalt: 'pebble', cedar: 'mica' }[server];
  if (clockProject !== undefined) {
    planSharedPatch(options, clockProject, {
      messageId: CROSS_POSTED.skippedHour,
      sentAtMs: Date.UTC(2026, 9, 4, 2, 30),
      from: DEMO_PEOPLE.bjorn,
      title: 'tests: do not trust the wall clock',
      files: ['tests/clock.py'],
      seed: 77,
    });
  }

  if (server === 'cedar') {
    // A person's name is taken from the newest mail a server received, so it differs here from the others.
    const project = builder.project('larch');
    const { diff, stat } = composeDiff(createSeededRandom(5), {
      files: ['manual/time.rst'],
      subject: 'manual',
    });
    builder.patch(builder.openSeries(project, 1, 1), {
      project,
      messageId: '<20261113190412.88-1-ines@calder.example>',
      sentAtMs: Date.UTC(2026, 10, 13, 19, 4, 12),
      from: INES_ON_CEDAR,
      prefixes: ['PATCH'],
      title: 'manual: fix the example for strftime',
      content: `The example lacked the year.\n\nSigned-off-by: ${INES_ON_CEDAR.name ?? ''} <${INES_ON_CEDAR.email}>\n---\n${stat}`,
      diff,
    });
  }
}

/** The same series, mail by mail, on whichever server it is planned for. */
function planSharedSeries({ builder }: PlanOptions, linkName: string): void {
  const project = builder.project(linkName);
  const { ines, oskar, tomasz } = DEMO_PEOPLE;
  const series = builder.openSeries(project, 1, SHARED_PATCHES.length);
  const random = createSeededRandom(4711);
  const messageId = (number: number): string => `<20261102081500.4711-${number}-${ines.email}>`;
  const common = { project, from: ines };
  const cc = [oskar, tomasz, DEMO_PEOPLE.yuki];
  const cover: CoverDraft = builder.cover(series, {
    ...common,
    messageId: CROSS_POSTED.cover,
    sentAtMs: SERIES_SENT_AT_MS,
    prefixes: ['PATCH', `0/${SHARED_PATCHES.length}`],
    title: 'endian: one header for all of us',
    content:
      'Brook, Pebble and Larch carry three copies of these macros, each with its own bug.\n' +
      'Here is one header under a licence that suits all; please take it through your own trees.',
    headers: { cc },
  });
  const patches = SHARED_PATCHES.map((title, index): PatchDraft => {
    const { diff, stat } = composeDiff(random, {
      files: index === 2 ? ['tests/test_endian.py'] : ['include/endian.h', 'lib/endian.c'],
      subject: 'endian',
      atLeastBytes: 1800,
    });
    return builder.patch(series, {
      ...common,
      messageId: messageId(index + 2),
      // The first two have the same second: the date alone does not order them.
      sentAtMs: SERIES_SENT_AT_MS + (index < 1 ? 0 : (index - 1) * 1000),
      arrivesAtMs: SERIES_SENT_AT_MS + 41_000 + index * 1000,
      prefixes: ['PATCH', `${index + 1}/${SHARED_PATCHES.length}`],
      title,
      content: `Part of a series for three projects.\n\nSigned-off-by: ${ines.name} <${ines.email}>\n---\n${stat}`,
      diff,
      number: index + 1,
      thread: [CROSS_POSTED.cover],
      headers: { cc },
    });
  });
  const replies = [
    {
      on: cover,
      from: oskar,
      hours: 3,
      text: `Finally.\n\nAcked-by: ${oskar.name} <${oskar.email}>`,
    },
    {
      on: patches[0],
      from: tomasz,
      hours: 7,
      text: `> endian: one header\n\nReviewed-by: ${tomasz.name} <${tomasz.email}>\nTested-by: ${tomasz.name} <${tomasz.email}>`,
    },
    { on: patches[2], from: oskar, hours: 8, text: 'Width 3 is missing.' },
  ];
  for (const { on, from, hours, text } of replies) {
    if (on === undefined) continue;
    builder.comment(on, {
      project,
      messageId: `<20261102.reply-${hours}@${from.email.split('@')[1] ?? ''}>`,
      sentAtMs: SERIES_SENT_AT_MS + hours * HOUR_MS,
      from,
      prefixes: [],
      title: `Re: [PATCH ${on === cover ? '0' : '1'}/3] endian: one header for all of us`,
      content: text,
      thread: [...new Set([CROSS_POSTED.cover, on.msgid])],
    });
  }
}

function planSharedPatch(
  { builder, endsAtMs }: PlanOptions,
  linkName: string,
  mail: {
    readonly messageId: string;
    readonly sentAtMs: number;
    readonly from: { readonly name: string; readonly email: string };
    readonly title: string;
    readonly files: readonly string[];
    readonly seed: number;
  },
): void {
  const project = builder.project(linkName);
  const { diff, stat } = composeDiff(createSeededRandom(mail.seed), {
    files: mail.files,
    subject: mail.title.slice(0, mail.title.indexOf(':')),
    atLeastBytes: 1200,
  });
  const patch = builder.patch(builder.openSeries(project, 1, 1), {
    project,
    messageId: mail.messageId,
    sentAtMs: mail.sentAtMs,
    from: mail.from,
    prefixes: ['PATCH', ...(project.subject_match === '' ? [] : ['feeds'])],
    title: mail.title,
    content: `Sent to several lists, since the scripts are shared.\n\nSigned-off-by: ${mail.from.name} <${mail.from.email}>\n---\n${stat}`,
    diff,
  });
  // A patch in two projects is two patches, each with its own state.
  if (linkName === 'brook-feeds') {
    builder.setState(
      patch,
      Math.min(mail.sentAtMs + DAY_MS, endsAtMs - 1),
      'accepted',
      builder.user('hannele'),
    );
  }
}
