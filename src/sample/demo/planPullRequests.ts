import { composeDiff } from './composeDiff.js';
import { DEMO_PEOPLE } from './demoPeople.js';
import type { PatchDraft } from './drafts.js';
import { DAY_MS } from '../../durations.js';
import type { PlanOptions } from './planThreads.js';
import { createSeededRandom } from '../server/seededRandom.js';

/** Plans two pull requests to a project: one with text only, and one that contains its diff. */
export function planPullRequests(
  { builder, endsAtMs }: PlanOptions,
  linkName: string,
): readonly PatchDraft[] {
  const project = builder.project(linkName);
  const from = DEMO_PEOPLE.ravi;
  return [
    { ageDays: 17, tag: 'fixes-1', diff: null },
    {
      ageDays: 4,
      tag: 'fixes-2',
      diff: composeDiff(createSeededRandom(17), {
        files: ['Makefile', 'src/version.h'],
        subject: linkName,
        atLeastBytes: 1500,
      }).diff,
    },
  ].map(({ ageDays, tag, diff }) => {
    const repository = `https://git.menon.example/${linkName}.git`;
    return builder.patch(builder.openSeries(project, 1, 1), {
      project,
      messageId: `<pull-${linkName}-${tag}@menon.example>`,
      sentAtMs: endsAtMs - ageDays * DAY_MS,
      from,
      prefixes: ['GIT PULL'],
      title: `${linkName} ${tag.replace('-', ', part ')}`,
      content: [
        `The following changes since commit ${'5ca1ab1e'.repeat(5)}:`,
        '  Open the tree for the next release (2026-09-01)',
        'are available in the Git repository at:',
        `  ${repository} tags/${tag}`,
        `for you to fetch changes up to ${'c0ffee00'.repeat(5)}:`,
        '  Fix what the release candidate showed (2026-10-20)',
        `----------------------------------------------------------------\n${from.name} (3):\n      Fix one thing\n      Fix another\n      Say so in the notes`,
      ].join('\n\n'),
      diff,
      pullUrl: `${repository} tags/${tag}`,
    });
  });
}
