import { DAY_MS, HOUR_MS } from '../../durations.js';
import type { ProjectRow } from '../server/SampleState.js';
import { composeDiff } from './composeDiff.js';
import type { MailAuthor } from './composeHeaders.js';
import type { CoverDraft, PatchDraft, SeriesDraft } from './drafts.js';
import { DEMO_PEOPLE } from './demoPeople.js';
import type { SampleStateBuilder } from './SampleStateBuilder.js';
import type { SeededRandom } from '../server/seededRandom.js';
import type { ProjectThreads, SeriesThread } from './threads/ProjectThreads.js';

/** One posting of a series, or a single patch, and when it was sent. */
export interface PostedSeries {
  readonly project: ProjectRow;
  readonly title: string;
  readonly author: MailAuthor;
  readonly version: number;
  /** True if no later version was sent. */
  readonly isNewest: boolean;
  /** True for the first series of each project, which the documentation shows. */
  readonly isExample: boolean;
  readonly sentAtMs: number;
  /** When the next version replaced it. */
  readonly replacedAtMs: number | null;
  readonly series: SeriesDraft;
  readonly cover: CoverDraft | null;
  readonly patches: readonly PatchDraft[];
}

export interface PlanOptions {
  readonly builder: SampleStateBuilder;
  readonly random: SeededRandom;
  readonly beginsAtMs: number;
  readonly endsAtMs: number;
}

/** Ages in days of the versions of each project's first series, so that examples do not move. */
const PINNED_AGES_DAYS = [34, 21, 6];

/** Plans the mails of one project's threads: covers, patches, later versions, lost patches. */
export function planThreads(
  options: PlanOptions,
  project: ProjectRow,
  threads: ProjectThreads,
): PostedSeries[] {
  const posted: PostedSeries[] = [];
  threads.series.forEach((thread, index) => {
    posted.push(...planVersions(options, project, threads, thread, index === 0));
  });
  for (const title of threads.singles) {
    posted.push(
      planPosting(options, project, threads, {
        thread: { title, why: '', patches: [title], withoutCover: true },
        author: pickAuthor(options.random),
        version: 1,
        isExample: false,
        sentAtMs: someTime(options, options.beginsAtMs),
        replacedAtMs: null,
      }),
    );
  }
  return posted;
}

function planVersions(
  options: PlanOptions,
  project: ProjectRow,
  threads: ProjectThreads,
  thread: SeriesThread,
  isPinned: boolean,
): PostedSeries[] {
  const { random, endsAtMs } = options;
  const author = pickAuthor(random);
  const sent: number[] = [];
  for (let version = 1; version <= (thread.versions ?? 1); version += 1) {
    const previous = sent.at(-1);
    if (isPinned) {
      sent.push(endsAtMs - (PINNED_AGES_DAYS[version - 1] ?? 1) * DAY_MS + 9.25 * HOUR_MS);
    } else if (previous === undefined) {
      sent.push(someTime(options, options.beginsAtMs));
    } else {
      const next = previous + random.integer(3 * 24 * 60, 9 * 24 * 60) * 60_000;
      if (next < endsAtMs - HOUR_MS) sent.push(next);
    }
  }
  return sent.map((sentAtMs, index) =>
    planPosting(options, project, threads, {
      thread,
      author,
      version: index + 1,
      isExample: isPinned,
      sentAtMs,
      replacedAtMs: sent[index + 1] ?? null,
    }),
  );
}

function planPosting(
  options: PlanOptions,
  project: ProjectRow,
  threads: ProjectThreads,
  posting: {
    readonly thread: SeriesThread;
    readonly author: MailAuthor;
    readonly version: number;
    readonly isExample: boolean;
    readonly sentAtMs: number;
    readonly replacedAtMs: number | null;
  },
): PostedSeries {
  const { builder, random } = options;
  const { thread, author, version, sentAtMs } = posting;
  const total = thread.patches.length;
  const series = builder.openSeries(project, version, total);
  const stamp = mailStamp(sentAtMs);
  const process = random.integer(1000, 99_999);
  const messageId = (number: number): string => `<${stamp}.${process}-${number}-${author.email}>`;
  const prefixes = [
    'PATCH',
    ...(project.subject_match === '' ? [] : ['feeds']),
    ...(version > 1 ? [`v${version}`] : []),
  ];
  // git send-email sends several mails within a second if the connection is fast.
  const stepMs = random.chance(0.4) ? 0 : 1000;
  const common = { project, from: author };

  let cover: CoverDraft | null = null;
  if (thread.withoutCover !== true && total > 1) {
    cover = builder.cover(series, {
      ...common,
      messageId: messageId(1),
      sentAtMs,
      prefixes: [...prefixes, `0/${total}`],
      title: thread.title,
      content: coverText(thread, author, version),
    });
  }
  const first = messageId(cover === null ? 2 : 1);
  const patches: PatchDraft[] = [];
  thread.patches.forEach((title, index) => {
    const number = index + 1;
    const composed = composeDiff(random, {
      files: someFiles(random, threads, title),
      subject: title.slice(0, Math.max(title.indexOf(':'), 1)).replaceAll(/\W+/g, '_'),
      atLeastBytes: Math.round(1024 * 10 ** random.next()),
    });
    if (thread.lost?.includes(number) === true) return;
    const id = messageId(number + 1);
    patches.push(
      builder.patch(series, {
        ...common,
        messageId: id,
        sentAtMs: sentAtMs + (cover === null ? index : number) * stepMs,
        // Mails of the same second overtake each other in transit.
        arrivesAtMs: sentAtMs + 40_000 + (number === 2 && stepMs === 0 ? 9_000 : number * 2_000),
        prefixes: total === 1 ? prefixes : [...prefixes, `${number}/${total}`],
        title,
        content: patchText(random, title, author, version, composed.stat),
        diff: composed.diff,
        number,
        ...(id === first ? {} : { thread: [first] }),
      }),
    );
  });
  return {
    project,
    title: thread.title,
    author,
    version,
    isNewest: posting.replacedAtMs === null,
    isExample: posting.isExample,
    sentAtMs,
    replacedAtMs: posting.replacedAtMs,
    series,
    cover,
    patches,
  };
}

const AUTHORS: readonly MailAuthor[] = [
  DEMO_PEOPLE.ines,
  DEMO_PEOPLE.ines,
  DEMO_PEOPLE.ravi,
  DEMO_PEOPLE.ravi,
  DEMO_PEOPLE.yuki,
  DEMO_PEOPLE.bjorn,
  DEMO_PEOPLE.adaeze,
  DEMO_PEOPLE.lev,
  DEMO_PEOPLE.pilar,
  DEMO_PEOPLE.sam,
  DEMO_PEOPLE.hannele,
];

function pickAuthor(random: SeededRandom): MailAuthor {
  return random.pick(AUTHORS);
}

function someTime({ random, endsAtMs }: PlanOptions, fromMs: number): number {
  const seconds = random.integer(Math.floor(fromMs / 1000), Math.floor(endsAtMs / 1000) - 3600);
  return seconds * 1000;
}

function someFiles(random: SeededRandom, threads: ProjectThreads, title: string): string[] {
  const files = threads.files[title.slice(0, title.indexOf(':'))] ?? ['README.md'];
  return files.slice(0, random.integer(1, files.length));
}

const REASONS = [
  'The old code assumed that this cannot happen. It can, and does on slow machines.',
  'No functional change intended; this only prepares for what follows.',
  'Found while looking at a report from the list. A reproducer takes about a minute.',
  'It was never right, but nobody noticed, because the caller checked a second time.\nThe second check is gone since the last release.',
  'Measured on three machines: between 4 and 11 percent faster, and never slower.',
  'This is what the manual has promised all along.',
  'Keep the old name as an alias for one more release, so that nothing out of tree breaks.',
];

function patchText(
  random: SeededRandom,
  title: string,
  author: MailAuthor,
  version: number,
  stat: string,
): string {
  const subject = title.slice(title.indexOf(':') + 1).trim();
  const trailers = [
    ...(random.chance(0.15)
      ? [`Fixes: ${hex(random, 12)} ("${title.split(':')[0] ?? ''}: first version")`]
      : []),
    `Signed-off-by: ${author.name ?? author.email} <${author.email}>`,
    ...(version > 1 && random.chance(0.5)
      ? [`Reviewed-by: ${DEMO_PEOPLE.oskar.name} <${DEMO_PEOPLE.oskar.email}>`]
      : []),
  ];
  const changes =
    version > 1 ? `Changes since v${version - 1}:\n - ${random.pick(CHANGES)}\n\n` : '';
  return `This makes it so: ${subject}.\n\n${random.pick(REASONS)}\n\n${trailers.join('\n')}\n---\n${changes}${stat}`;
}

const CHANGES = [
  'rebased',
  'said why in the message',
  'fixed what the bots found',
  'renamed the function, as Oskar asked',
  'split in two',
];

function coverText(thread: SeriesThread, author: MailAuthor, version: number): string {
  const total = thread.patches.length;
  return [
    thread.why,
    ...(version > 1
      ? [`Changes since v${version - 1}: answered all comments, no new features.`]
      : []),
    `${author.name ?? author.email} (${total}):\n${thread.patches.map((title) => `  ${title}`).join('\n')}`,
  ].join('\n\n');
}

function hex(random: SeededRandom, digits: number): string {
  return Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join('');
}

/** `20261108091500`, the form git uses in a Message-ID. */
export function mailStamp(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19).replaceAll(/\D/g, '');
}
