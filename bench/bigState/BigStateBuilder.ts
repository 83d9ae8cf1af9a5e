import { createHash } from 'node:crypto';
import { composeName } from '../../src/sample/demo/composeName.js';
import type { SeededRandom } from '../../src/sample/server/seededRandom.js';
import { storedMailDate, storedStamp } from '../../src/sample/demo/stampTimes.js';
import { DEFAULT_TAGS } from '../../src/sample/demo/trailers.js';
import type {
  CheckRow,
  CommentRow,
  CoverRow,
  EventRow,
  PatchRow,
  PersonRow,
  ProjectRow,
  SampleServerFacts,
  SampleState,
  SeriesRow,
  UserRow,
} from '../../src/sample/server/SampleState.js';
import { BIG_STATES } from './bigFixtures.js';
import type { BigTexts } from './BigTexts.js';

/** Options of a {@link BigStateBuilder}. */
export interface BigStateBase {
  readonly seed: number;
  readonly server: SampleServerFacts;
  readonly projects: readonly ProjectRow[];
  readonly users: readonly UserRow[];
  readonly people: readonly PersonRow[];
  readonly random: SeededRandom;
  readonly texts: BigTexts;
  /** The number of patches; 2.2 numbers covers after them. */
  readonly patchCount: number;
  readonly endsAtMs: number;
}

/** One series to be sent. */
export interface BigSeriesPlan {
  readonly id: number;
  readonly project: ProjectRow;
  readonly sentAtMs: number;
  /** Time between its mails; 0: all share one second. */
  readonly stepMs: number;
  /** How many of its patches arrive, at least 1. */
  readonly size: number;
  /** The total in its subjects. */
  readonly total: number;
  readonly hasCover: boolean;
}

/** What the mails of one series share. */
interface Thread extends BigSeriesPlan {
  readonly author: PersonRow;
  readonly area: string;
  readonly title: string;
  readonly prefixes: readonly string[];
  readonly messageId: (number: number) => string;
}

type EventPlan = Omit<EventRow, 'id' | 'date' | 'actor'> & { readonly actor?: number };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ARRIVAL_DELAY_MS = 30_000;
/** No two events share a stamp. */
const EVENT_STEP_MICROSECONDS = 997;

const AREAS = ['net', 'mm', 'sched', 'fs', 'block', 'usb', 'crypto', 'tracing', 'docs', 'tests'];
const VERBS = [
  'fix',
  'add',
  'remove',
  'refactor',
  'use',
  'avoid',
  'handle',
  'simplify',
  'document',
];
const THINGS = [
  'reference leak',
  'locking order',
  'error path',
  'build warning',
  'timer race',
  'buffer size',
  'return value',
  'option parser',
];
const CONTEXTS = ['build', 'checkpatch', 'unit-tests', 'boot'];
/** Pages have 30 or 250 rows; these two patches have more rows of one kind than fit on the first. */
const LONG_THREAD = { patchId: 100, comments: 121 };
const MANY_CHECKS = { patchId: 200, checks: 40 };

/** Collects the rows of a large server, series by series; events get their ids in chronological order. */
export class BigStateBuilder {
  readonly #base: BigStateBase;
  readonly #series: SeriesRow[] = [];
  readonly #covers: CoverRow[] = [];
  readonly #patches: PatchRow[] = [];
  readonly #comments: CommentRow[] = [];
  readonly #checks: CheckRow[] = [];
  readonly #events: EventRow[] = [];
  readonly #happenings: { readonly atMs: number; readonly run: () => void }[] = [];
  #commentIds = { patch: 0, cover: 0 };
  #stampMicroseconds = 0;

  constructor(base: BigStateBase) {
    this.#base = base;
  }

  /** Adds a series and everything that belongs to it. */
  addSeries(plan: BigSeriesPlan): void {
    const { seed, server, random, people } = this.#base;
    const { id, project, sentAtMs, stepMs, hasCover } = plan;
    const author = random.pick(people);
    const area = random.pick(AREAS);
    const version = random.pick([1, 1, 1, 2, 2, 3]);
    const thread: Thread = {
      ...plan,
      author,
      area,
      title: `${area}: ${random.pick(VERBS)} the ${random.pick(THINGS)} (series ${id})`,
      prefixes: version > 1 ? ['PATCH', `v${version}`] : ['PATCH'],
      messageId: (number) => `<big${seed}.${id}-${number}-${author.email}>`,
    };
    const cover = hasCover ? this.#addCover(thread) : null;
    const names = Array.from({ length: plan.size }, (_, index) =>
      this.#addPatch(thread, index + 1),
    );
    this.#series.push({
      id,
      project: project.id,
      name: hasCover ? thread.title : (names[0] ?? null),
      version,
      total: plan.total,
      date: storedMailDate(sentAtMs + (hasCover ? 0 : stepMs), server.time_zone),
      submitter: author.id,
      cover_letter: cover,
      dependencies: server.api_versions.includes('1.4') ? [] : null,
      references: [thread.messageId(hasCover ? 0 : 1)],
    });
  }

  /** Processes everything, and returns the state of the server. */
  build(): SampleState {
    this.#happenings.sort((one, other) => one.atMs - other.atMs);
    for (const { atMs, run } of this.#happenings) {
      this.#stampMicroseconds = Math.max(this.#stampMicroseconds, atMs * 1000);
      run();
    }
    const { server, projects, users, people } = this.#base;
    const [first] = projects;
    const ofFirst = this.#patches.filter(({ project }) => project === first?.id);
    return {
      server,
      projects,
      states: BIG_STATES,
      tags: DEFAULT_TAGS,
      users,
      people,
      series: this.#series,
      covers: this.#covers,
      patches: this.#patches,
      comments: this.#comments,
      checks: this.#checks,
      bundles: users.slice(0, 4).map((owner, index) => ({
        id: index + 1,
        owner: owner.id,
        project: first?.id ?? 1,
        name: `bundle ${index + 1}`,
        public: index % 2 === 0,
        patches: ofFirst.slice(index * 50, index * 50 + 25).map(({ id }) => id),
      })),
      relations: [],
      events: this.#events,
    };
  }

  #addCover(thread: Thread): number {
    const { server, texts, patchCount, random } = this.#base;
    const { project, author, title, sentAtMs, total, messageId } = thread;
    const index = this.#covers.length + 1;
    const id = server.shared_id_space ? patchCount + index : index;
    const prefixes = [...thread.prefixes, `0/${total}`];
    this.#covers.push({
      id,
      msgid: messageId(0),
      date: storedMailDate(sentAtMs, server.time_zone),
      submitter: author.id,
      get headers() {
        return texts.headers({
          messageId: messageId(0),
          sentAtMs,
          from: author,
          subject: `[${prefixes.join(' ')}] ${title}`,
          list: listOf(project),
        });
      },
      get content() {
        return texts.prose('cover', id, 12);
      },
      project: project.id,
      name: composeName(prefixes, title, project.link_name),
    });
    this.#at(sentAtMs + ARRIVAL_DELAY_MS, () => {
      this.#event({ category: 'series-created', project: project.id, series: thread.id });
      this.#event({ category: 'cover-created', project: project.id, cover: id });
    });
    if (random.chance(0.3)) {
      this.#addComment(thread, { type: 'cover', id }, sentAtMs + 5 * HOUR_MS, false);
    }
    return id;
  }

  /** Adds a patch; returns its name. */
  #addPatch(thread: Thread, number: number): string {
    const { seed, server, texts, random, users, endsAtMs } = this.#base;
    const { project, author, total, hasCover, messageId } = thread;
    const id = this.#patches.length + 1;
    const sentAtMs = thread.sentAtMs + number * thread.stepMs;
    const title = `${thread.area}: ${random.pick(VERBS)} ${random.pick(THINGS)} (${id})`;
    const prefixes = total === 1 ? thread.prefixes : [...thread.prefixes, `${number}/${total}`];
    const name = composeName(prefixes, title, project.link_name);
    const wasSeen = sentAtMs + 2 * DAY_MS < endsAtMs;
    const isOld = sentAtMs + 21 * DAY_MS < endsAtMs;
    const state = isOld
      ? random.integer(2, BIG_STATES.length)
      : wasSeen
        ? random.pick([1, 1, 2])
        : 1;
    const delegate = wasSeen && random.chance(0.5) ? random.pick(users) : null;
    const wasReviewed = wasSeen && random.chance(0.4);
    this.#patches.push({
      id,
      msgid: messageId(number),
      date: storedMailDate(sentAtMs, server.time_zone),
      submitter: author.id,
      get headers() {
        return texts.headers({
          messageId: messageId(number),
          sentAtMs,
          from: author,
          subject: `[${prefixes.join(' ')}] ${title}`,
          list: listOf(project),
          thread: hasCover ? [messageId(0)] : number > 1 ? [messageId(1)] : [],
        });
      },
      get content() {
        const signature = `Signed-off-by: ${author.name ?? ''} <${author.email}>`;
        return `${texts.prose('patch', id, 5)}\n\n${signature}\n---\n${texts.diff(id).stat}`;
      },
      project: project.id,
      name,
      get diff() {
        return texts.diff(id).diff;
      },
      commit_ref: BIG_STATES[state - 1]?.slug === 'accepted' ? sha1(`${seed} commit ${id}`) : null,
      pull_url: null,
      state,
      delegate: delegate?.id ?? null,
      archived: id % 7 === 0,
      // Not the hash of the diff, which is generated only when it is read; but just as unique.
      hash: sha1(`${seed} diff ${id}`),
      series: thread.id,
      number,
      relation: null,
      tag_counts: wasReviewed ? { 'Reviewed-by': 1 } : {},
    });
    this.#addArrival(thread, id, number);
    const replies = wasReviewed ? random.pick([1, 2, 2, 3]) : random.pick([0, 1, 2, 2]);
    const replyCount = id === LONG_THREAD.patchId ? LONG_THREAD.comments : replies;
    for (let reply = 0; reply < replyCount; reply += 1) {
      const atMs = sentAtMs + (reply + 1) * 2 * HOUR_MS;
      this.#addComment(thread, { type: 'patch', id }, atMs, wasReviewed && reply === 0);
    }
    if (id === MANY_CHECKS.patchId) this.#addChecks(thread, id, sentAtMs, MANY_CHECKS.checks);
    else if (random.chance(0.7)) {
      this.#addChecks(thread, id, sentAtMs, random.pick([1, 2, 2, 3]));
    }
    this.#addDecisions(thread, id, sentAtMs, { state, delegate });
    return name;
  }

  #addArrival(
    { project, total, hasCover, id: series, sentAtMs }: Thread,
    patch: number,
    number: number,
  ): void {
    this.#at(sentAtMs + ARRIVAL_DELAY_MS + number * 1000, () => {
      this.#event({ category: 'patch-created', project: project.id, patch });
      if (!hasCover && number === 1) {
        this.#event({ category: 'series-created', project: project.id, series });
      }
      this.#event({ category: 'patch-completed', project: project.id, patch, series });
      if (number === total) {
        this.#event({ category: 'series-completed', project: project.id, series });
      }
    });
  }

  #addComment(thread: Thread, on: CommentRow['on'], sentAtMs: number, isReview: boolean): void {
    const { seed, server, texts, people, endsAtMs } = this.#base;
    if (sentAtMs + ARRIVAL_DELAY_MS >= endsAtMs) return;
    const { project, title, messageId, hasCover } = thread;
    const separate = server.separate_comment_tables;
    const table = separate ? on.type : 'patch';
    const id = (this.#commentIds[table] += 1);
    const from = people[(id * 7) % people.length] ?? thread.author;
    const commentMessageId = `<big${seed}.reply.${on.type}.${id}@big.example>`;
    this.#comments.push({
      id,
      msgid: commentMessageId,
      date: storedMailDate(sentAtMs, server.time_zone),
      submitter: from.id,
      get headers() {
        return texts.headers({
          messageId: commentMessageId,
          sentAtMs,
          from,
          subject: `Re: [PATCH] ${title}`,
          list: listOf(project),
          thread: [messageId(hasCover ? 0 : 1)],
        });
      },
      get content() {
        const text = texts.prose('comment', id, 6);
        return isReview ? `${text}\n\nReviewed-by: ${from.name ?? ''} <${from.email}>` : text;
      },
      on,
      addressed: null,
    });
    if (!separate) return;
    this.#at(sentAtMs + ARRIVAL_DELAY_MS, () => {
      this.#event(
        on.type === 'patch'
          ? {
              category: 'patch-comment-created',
              project: project.id,
              patch: on.id,
              patch_comment: id,
            }
          : {
              category: 'cover-comment-created',
              project: project.id,
              cover: on.id,
              cover_comment: id,
            },
      );
    });
  }

  #addChecks({ project }: Thread, patch: number, sentAtMs: number, count: number): void {
    const { users, random } = this.#base;
    for (let run = 0; run < count; run += 1) {
      const actor = users[run % 2]?.id ?? 1;
      const state = random.pick([
        'success',
        'success',
        'success',
        'warning',
        'fail',
        'pending',
      ] as const);
      this.#at(sentAtMs + (run + 1) * HOUR_MS, () => {
        const id = this.#checks.length + 1;
        const date = this.#event({
          category: 'check-created',
          project: project.id,
          patch,
          check: id,
          actor,
        });
        this.#checks.push({
          id,
          patch,
          user: actor,
          date,
          state,
          target_url: `https://ci.big.example/${patch}/${run}`,
          description: run % 3 === 2 ? null : `${patch % 9} warnings`,
          context: CONTEXTS[run % CONTEXTS.length] ?? 'build',
        });
      });
    }
  }

  #addDecisions(
    { project }: Thread,
    patch: number,
    sentAtMs: number,
    { state, delegate }: { readonly state: number; readonly delegate: UserRow | null },
  ): void {
    const actor = this.#base.users[2]?.id ?? 1;
    const common = { project: project.id, patch, actor };
    if (delegate !== null) {
      this.#at(sentAtMs + 3 * HOUR_MS, () => {
        this.#event({ category: 'patch-delegated', ...common, current_delegate: delegate.id });
      });
    }
    if (state !== 1) {
      this.#at(sentAtMs + 30 * HOUR_MS, () => {
        const change = { previous_state: 1, current_state: state };
        this.#event({ category: 'patch-state-changed', ...common, ...change });
      });
    }
  }

  #at(atMs: number, run: () => void): void {
    if (atMs < this.#base.endsAtMs) this.#happenings.push({ atMs, run });
  }

  /** Logs an event now; returns its stamp. */
  #event(event: EventPlan): string {
    const { server } = this.#base;
    this.#stampMicroseconds += EVENT_STEP_MICROSECONDS;
    const zone = server.stamps_in === 'UTC' ? 'utc' : server.time_zone;
    const date = storedStamp(this.#stampMicroseconds, zone);
    this.#events.push({ id: this.#events.length + 1, date, actor: null, ...event });
    return date;
  }
}

function listOf(project: ProjectRow): { name: string; id: string; email: string } {
  return { name: project.name, id: project.list_id, email: project.list_email };
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
