import type { CheckState, UserRow } from '../server/SampleState.js';
import type { MailAuthor } from './composeHeaders.js';
import type { CoverDraft, PatchDraft } from './drafts.js';
import type { DemoServer } from './demoServers.js';
import { DEMO_PEOPLE } from './demoPeople.js';
import { DAY_MS, HOUR_MS } from '../../durations.js';
import { mailStamp, type PlanOptions, type PostedSeries } from './planThreads.js';
import type { SeededRandom } from '../server/seededRandom.js';

/** The people who act on a server of the demo. */
interface Crew {
  readonly maintainer: UserRow;
  readonly reviewer: UserRow;
  readonly robots: readonly UserRow[];
}

/** Plans what happened to the patches after they arrived: CI, replies, delegates, states, archive. */
export function planReviews(
  options: PlanOptions,
  server: DemoServer,
  posted: readonly PostedSeries[],
): void {
  const crew = crewOf(server);
  for (const posting of posted) {
    const mood = options.random.next();
    for (const patch of posting.patches) {
      planChecks(options, server, crew, posting, patch);
      planReplies(options, posting, patch);
      planFate(options, server, crew, posting, patch, mood);
    }
    if (posting.cover !== null && options.random.chance(0.7)) planCoverThread(options, posting);
  }
}

function crewOf({ name, users }: DemoServer): Crew {
  const byRole = (role: string): UserRow | undefined =>
    users.find(({ token }) => token === `${name}-${role}-token`);
  const maintainer = byRole('maintainer');
  const ci = byRole('ci');
  if (maintainer === undefined || ci === undefined) {
    throw new RangeError(`${name} needs a maintainer and a CI account`);
  }
  const lab = byRole('lab');
  return {
    maintainer,
    reviewer: byRole('reviewer') ?? maintainer,
    robots: lab === undefined ? [ci] : [ci, lab],
  };
}

const FINDINGS: Readonly<Record<CheckState, readonly (string | null)[]>> = {
  success: ['ok', 'no new warnings', 'all 214 tests passed', null],
  warning: ['2 lines over 100 columns', '1 new warning', 'slower than before by 3 %'],
  fail: ['does not apply', '3 of 214 tests failed', 'undefined reference at link time'],
  pending: ['queued', null],
};

function planChecks(
  { builder, random }: PlanOptions,
  server: DemoServer,
  crew: Crew,
  posting: PostedSeries,
  patch: PatchDraft,
): void {
  if (!posting.isExample && !random.chance(0.72)) return;
  const runs = random.integer(1, server.checkContexts.length);
  for (const context of server.checkContexts.slice(0, runs)) {
    const user = random.pick(crew.robots);
    const report = (state: CheckState, atMs: number): void => {
      const run = random.integer(10_000, 99_999);
      builder.check(patch, {
        atMs,
        user,
        state,
        context,
        description: random.pick(FINDINGS[state]),
        targetUrl: random.chance(0.9) ? `https://ci.${server.name}.example/${context}/${run}` : '',
      });
    };
    let atMs = posting.sentAtMs + random.integer(5, 180) * 60_000;
    // A CI first announces a run, or repeats a failed one: only the newest check of a context counts.
    if (random.chance(0.25)) {
      report(random.pick(['pending', 'fail']), atMs);
      atMs += random.integer(10, 400) * 60_000;
    }
    const roll = random.next();
    report(
      roll < 0.76 ? 'success' : roll < 0.88 ? 'warning' : roll < 0.96 ? 'fail' : 'pending',
      atMs,
    );
  }
}

const REMARKS = [
  'Could this be a helper? The same five lines are in the next patch.',
  'What happens when the length is zero?',
  'The lock is taken twice on the error path.',
  'I would rather not have a new option for this.',
  'Please say in the message how you measured it.',
  'Nit: the comment above is stale now.',
  'Does this still work on 32 bits?',
];
const REVIEWERS: readonly MailAuthor[] = [
  DEMO_PEOPLE.oskar,
  DEMO_PEOPLE.hannele,
  DEMO_PEOPLE.tomasz,
  DEMO_PEOPLE.marguerite,
  DEMO_PEOPLE.adaeze,
];

function planReplies(options: PlanOptions, posting: PostedSeries, patch: PatchDraft): void {
  const { random } = options;
  if (!random.chance(posting.isExample ? 0.8 : 0.55)) return;
  const reviewer = random.pick(REVIEWERS);
  const trailer = `${random.pick(['Reviewed-by', 'Reviewed-by', 'Tested-by', 'Acked-by'])}: ${signature(reviewer)}`;
  const asks = random.chance(0.5);
  const askedAtMs = posting.sentAtMs + random.integer(40, 3 * 24 * 60) * 60_000;
  const question = random.pick(REMARKS);
  const first = reply(options, posting, patch, {
    from: reviewer,
    sentAtMs: askedAtMs,
    content: `${quote(patch.content)}\n\n${asks ? question : `Looks good.\n\n${trailer}`}`,
    answers: [],
    addressed: asks ? random.pick([true, false, null]) : null,
  });
  if (!asks || !random.chance(0.7)) return;
  const second = reply(options, posting, patch, {
    from: posting.author,
    sentAtMs: askedAtMs + random.integer(1, 30) * HOUR_MS,
    content: `> ${question}\n\nGood point. It cannot happen here, since the caller holds the lock;\nI will say so in the message.`,
    answers: [first],
    addressed: null,
  });
  if (!random.chance(0.5)) return;
  reply(options, posting, patch, {
    from: reviewer,
    sentAtMs: askedAtMs + random.integer(31, 60) * HOUR_MS,
    content: `> I will say so in the message.\n\nThanks. With that:\n\n${trailer}`,
    answers: [first, second],
    addressed: null,
  });
}

function planCoverThread(options: PlanOptions, posting: PostedSeries): void {
  const { random } = options;
  if (posting.cover === null) return;
  const from = random.pick(REVIEWERS);
  reply(options, posting, posting.cover, {
    from,
    sentAtMs: posting.sentAtMs + random.integer(2, 50) * HOUR_MS,
    content: random.pick([
      `For the whole series:\n\nReviewed-by: ${signature(from)}`,
      'I like where this goes. Comments are on the single patches.',
      'Runs here since this morning, nothing strange so far.',
      'Does this need a note in the manual?',
    ]),
    answers: [],
    addressed: random.pick([null, null, false]),
  });
}

function reply(
  { builder }: PlanOptions,
  posting: PostedSeries,
  on: PatchDraft | CoverDraft,
  mail: {
    readonly from: MailAuthor;
    readonly sentAtMs: number;
    readonly content: string;
    readonly answers: readonly string[];
    readonly addressed: boolean | null;
  },
): string {
  const messageId = `<${mailStamp(mail.sentAtMs)}.GA${String(mail.sentAtMs).slice(-6)}@${mail.from.email.split('@')[1] ?? ''}>`;
  const root = posting.cover?.msgid ?? posting.patches[0]?.msgid ?? on.msgid;
  builder.comment(
    on,
    {
      project: posting.project,
      messageId,
      sentAtMs: mail.sentAtMs,
      from: mail.from,
      prefixes: [],
      title: `Re: ${subjectOf(on)}`,
      content: mail.content,
      thread: [...new Set([root, on.msgid, ...mail.answers])],
    },
    mail.addressed,
  );
  return messageId;
}

/** `[v2,1/3] fix` is Patchwork's name of a mail sent as `[PATCH v2 1/3] fix`. */
function subjectOf({ name }: { readonly name: string }): string {
  const match = /^\[([^\]]*)\] (.*)$/s.exec(name);
  return match === null
    ? `[PATCH] ${name}`
    : `[PATCH ${(match[1] ?? '').replaceAll(',', ' ')}] ${match[2] ?? ''}`;
}

function planFate(
  { builder, random, endsAtMs }: PlanOptions,
  server: DemoServer,
  crew: Crew,
  posting: PostedSeries,
  patch: PatchDraft,
  mood: number,
): void {
  const { maintainer, reviewer } = crew;
  const seenAtMs = posting.sentAtMs + random.integer(3, 40) * HOUR_MS;
  if (random.chance(0.55)) {
    const to = isMaintainer(reviewer, patch) && random.chance(0.5) ? reviewer : maintainer;
    builder.delegate(patch, seenAtMs, to, maintainer);
  }
  if (random.chance(0.6)) {
    builder.setState(patch, seenAtMs + 60_000, 'under-review', maintainer);
  }
  if (posting.replacedAtMs !== null) {
    const atMs = posting.replacedAtMs + 2 * HOUR_MS;
    builder.setState(
      patch,
      atMs,
      random.chance(0.8) ? 'superseded' : 'changes-requested',
      maintainer,
    );
    if (random.chance(0.6)) builder.at(atMs, () => void (patch.archived = true));
    return;
  }
  const ageDays = (endsAtMs - posting.sentAtMs) / DAY_MS;
  // Most series are accepted or rejected as a whole.
  const roll = random.chance(0.8) ? mood : random.next();
  const slug = fateOf(roll, server, ageDays);
  if (slug === null) return;
  const atMs = posting.sentAtMs + Math.max(45 * HOUR_MS, Math.min(ageDays / 2, 14) * DAY_MS);
  builder.setState(patch, atMs, slug, maintainer);
  if (slug === 'accepted' && random.chance(0.8)) {
    const commit = commitHash(random);
    builder.at(atMs, () => void (patch.commit_ref = commit));
  }
  if (slug !== 'accepted' && random.chance(0.08)) {
    // Someone cleared the field in the web form: "" is not null, and is kept.
    builder.at(atMs, () => void (patch.commit_ref = ''));
  }
  if (ageDays > 40 && random.chance(0.7)) {
    builder.at(atMs + DAY_MS, () => void (patch.archived = true));
  }
}

/** The final state of a patch; null if it was never changed again. */
function fateOf(roll: number, server: DemoServer, ageDays: number): string | null {
  const has = (slug: string): boolean => server.states.some((state) => state.slug === slug);
  if (ageDays < 4) return null;
  if (ageDays < 16) {
    if (roll < 0.2 && has('needs-review-ack')) return 'needs-review-ack';
    if (roll < 0.4) return 'changes-requested';
    return roll < 0.6 ? 'accepted' : null;
  }
  if (roll < 0.62) return 'accepted';
  if (roll < 0.7 && has('committed')) return 'committed';
  if (roll < 0.7 && has('queued')) return 'queued';
  if (roll < 0.76) return 'rejected';
  if (roll < 0.8) return 'not-applicable';
  if (roll < 0.84) return 'deferred';
  if (roll < 0.88) return 'awaiting-upstream';
  return roll < 0.92 ? 'rfc' : null;
}

function isMaintainer(user: UserRow, patch: PatchDraft): boolean {
  return user.maintainer_of.includes(patch.project);
}

function signature({ name, email }: MailAuthor): string {
  return name === null ? email : `${name} <${email}>`;
}

function quote(content: string): string {
  return content
    .split('\n')
    .slice(0, 3)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function commitHash(random: SeededRandom): string {
  return Array.from({ length: 40 }, () => random.integer(0, 15).toString(16)).join('');
}
