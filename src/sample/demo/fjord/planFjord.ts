import type { UserRow } from '../../server/SampleState.js';
import type { MailAuthor } from '../composeHeaders.js';
import type { DemoServer } from '../demoServers.js';
import type { CoverDraft, MailPlan, PatchDraft, SeriesDraft } from '../drafts.js';
import { DAY_MS, HOUR_MS } from '../../../durations.js';
import type { SampleStateBuilder } from '../SampleStateBuilder.js';
import { statOfDiff } from './fileDiff.js';
import type { PostedPatch, PostedReply, Posting } from './Posting.js';
import { ODD_DIFF_POSTINGS } from './oddDiffPostings.js';
import { STATE_POSTINGS } from './statePostings.js';
import { THREAD_POSTINGS } from './threadPostings.js';
import { VERSION_POSTINGS } from './versionPostings.js';

/** The project that demonstrates what the gateway derives from mails. */
export const FJORD = 'fjord';

/** A mail that others can reply to. */
interface SentMail {
  readonly messageId: string;
  /** Message-IDs from the first mail of the thread to this one. */
  readonly thread: readonly string[];
  /** The patch or cover under which Patchwork files replies to it. */
  readonly draft: PatchDraft | CoverDraft;
}

/** Plans the mails of Fjord: postings written by hand, each for a case that occurs on real lists. */
export function planFjord(builder: SampleStateBuilder, server: DemoServer, endsAtMs: number): void {
  const planner = new FjordPlanner(builder, server, endsAtMs);
  const postings = [VERSION_POSTINGS, THREAD_POSTINGS, STATE_POSTINGS, ODD_DIFF_POSTINGS].flat();
  // A reply comes after the mail that it replies to.
  postings.sort((one, other) => other.ageDays - one.ageDays);
  for (const posting of postings) planner.post(posting);
}

class FjordPlanner {
  readonly #mails = new Map<string, SentMail>();
  readonly #series = new Map<string, SeriesDraft>();

  readonly #builder: SampleStateBuilder;
  readonly #server: DemoServer;
  readonly #endsAtMs: number;

  constructor(builder: SampleStateBuilder, server: DemoServer, endsAtMs: number) {
    this.#builder = builder;
    this.#server = server;
    this.#endsAtMs = endsAtMs;
  }

  post(posting: Posting): void {
    const sentAtMs = this.#endsAtMs - posting.ageDays * DAY_MS + 8 * HOUR_MS;
    const { key, version = 1, total = posting.patches.length, answers } = posting;
    const project = this.#builder.project(FJORD);
    const series =
      posting.joins === undefined
        ? this.#builder.openSeries(project, version, total)
        : this.#found(this.#series, posting.joins);
    this.#series.set(key, series);
    const above = answers === undefined ? [] : this.#found(this.#mails, answers).thread;
    let parents = above;
    if (posting.cover !== undefined) {
      const mail = this.#mail(posting, 0, above, sentAtMs);
      const text = { ...mail, title: posting.title, content: posting.cover };
      const thread = [...above, mail.messageId];
      const draft = this.#builder.cover(series, text);
      this.#mails.set(`${key}-0`, { messageId: mail.messageId, thread, draft });
      parents = thread;
    }
    posting.patches.forEach((patch, index) => {
      const number = patch.number ?? index + 1;
      const mail = this.#mail(posting, number, parents, sentAtMs + (index + 1) * 1000);
      const draft = this.#patch(series, mail, patch, number);
      const thread = [...parents, mail.messageId];
      this.#mails.set(`${key}-${String(number)}`, { messageId: mail.messageId, thread, draft });
      // Without a cover letter, the other patches reply to the first.
      if (index === 0 && posting.cover === undefined) parents = thread;
      this.#settle(draft, patch, sentAtMs);
    });
    for (const reply of posting.replies ?? []) this.#reply(reply, sentAtMs);
  }

  #mail(
    { key, from, version = 1, prefixes, patches, total = patches.length }: Posting,
    number: number,
    thread: readonly string[],
    sentAtMs: number,
  ): Omit<MailPlan, 'title' | 'content'> {
    const place = total === 1 ? [] : [`${String(number)}/${String(total)}`];
    const usual = ['PATCH', ...(version === 1 ? [] : [`v${String(version)}`]), ...place];
    return {
      project: this.#builder.project(FJORD),
      messageId: messageIdOf(`${key}-${String(number)}`, from),
      sentAtMs,
      from,
      prefixes: prefixes ?? usual,
      thread,
    };
  }

  #patch(
    series: SeriesDraft,
    mail: Omit<MailPlan, 'title' | 'content'>,
    { title, message, notes, diff }: PostedPatch,
    number: number,
  ): PatchDraft {
    const content = `${message}\n---\n${notes ?? statOfDiff(diff)}`;
    return this.#builder.patch(series, { ...mail, title, content, diff, number });
  }

  #settle(draft: PatchDraft, { state, commitRef, checks }: PostedPatch, sentAtMs: number): void {
    const builder = this.#builder;
    (checks ?? []).forEach(([context, result], index) => {
      builder.check(draft, {
        atMs: sentAtMs + (index + 1) * 40 * 60_000,
        user: this.#user('ci'),
        state: result,
        context,
        description: null,
        targetUrl: `https://ci.fjord.example/${context}/${String(index + 1)}`,
      });
    });
    const settledAtMs = sentAtMs + 60 * HOUR_MS;
    if (state !== undefined) {
      builder.setState(draft, settledAtMs, state, this.#user('maintainer'));
    }
    if (commitRef !== undefined) builder.at(settledAtMs, () => void (draft.commit_ref = commitRef));
  }

  #reply(reply: PostedReply, postedAtMs: number): void {
    const to = this.#found(this.#mails, reply.to);
    const { draft } = reply.filedAt === undefined ? to : this.#found(this.#mails, reply.filedAt);
    const key = reply.key ?? `${reply.to}-re-${String(reply.afterHours)}`;
    const messageId = messageIdOf(key, reply.from);
    const lost = reply.answersLost === true ? [`<lost-${key}@elsewhere.example>`] : [];
    const thread = [...to.thread, ...lost];
    this.#builder.comment(
      draft,
      {
        project: this.#builder.project(FJORD),
        messageId,
        sentAtMs: postedAtMs + reply.afterHours * HOUR_MS,
        from: reply.from,
        prefixes: [],
        title: `Re: ${draft.name}`,
        content: reply.text,
        thread,
      },
      reply.addressed ?? null,
    );
    this.#mails.set(key, { messageId, thread: [...thread, messageId], draft: to.draft });
  }

  #user(role: string): UserRow {
    const { name, users } = this.#server;
    const found = users.find(({ token }) => token === `${name}-${role}-token`);
    if (found === undefined) throw new RangeError(`${name} has no ${role}`);
    return found;
  }

  #found<T>(things: ReadonlyMap<string, T>, key: string): T {
    const found = things.get(key);
    if (found === undefined) throw new RangeError(`nothing was posted as "${key}" before`);
    return found;
  }
}

function messageIdOf(key: string, { email }: MailAuthor): string {
  return `<fjord-${key}@${email.slice(email.indexOf('@') + 1)}>`;
}
