import type {
  BundleRow,
  CheckRow,
  CheckState,
  ProjectRow,
  RelationRow,
  SampleState,
  UserRow,
} from '../server/SampleState.js';
import { draftMail, nameOf } from './draftMail.js';
import type {
  BuilderOptions,
  CommentDraft,
  CoverDraft,
  MailPlan,
  PatchDraft,
  SeriesDraft,
} from './drafts.js';
import { EventLog } from './EventLog.js';
import { hashDiff } from './hashDiff.js';
import { PersonRegister } from './PersonRegister.js';
import { countTrailers, DEFAULT_TAGS } from './trailers.js';

const ARRIVAL_DELAY_MS = 40_000;

/**
 * Collects what happened to one Patchwork server and replays it in chronological order, so that ids
 * and events look as on a real server: ids follow the order of arrival, not of sending.
 */
export class SampleStateBuilder {
  readonly #options: BuilderOptions;
  readonly #happenings: { readonly atMs: number; readonly run: () => void }[] = [];
  readonly #people: PersonRegister;
  readonly #series: SeriesDraft[] = [];
  readonly #covers: CoverDraft[] = [];
  readonly #patches: PatchDraft[] = [];
  readonly #comments: CommentDraft[] = [];
  readonly #checks: CheckRow[] = [];
  readonly #relations: { readonly id: number; readonly patches: PatchDraft[] }[] = [];
  readonly #bundles: (Omit<BundleRow, 'patches'> & { readonly patches: readonly PatchDraft[] })[] =
    [];
  readonly #dependencies: { readonly series: SeriesDraft; readonly on: SeriesDraft }[] = [];
  readonly #events: EventLog;

  constructor(options: BuilderOptions) {
    this.#options = options;
    this.#events = new EventLog(options);
    this.#people = new PersonRegister(options.users, options.firstIds.people);
  }

  /** The server's projects by link name. @throws RangeError if there is no such project. */
  project(linkName: string): ProjectRow {
    return this.#found(
      this.#options.projects.find((row) => row.link_name === linkName),
      linkName,
    );
  }

  /** The server's users by username. @throws RangeError if there is no such user. */
  user(username: string): UserRow {
    return this.#found(
      this.#options.users.find((row) => row.username === username),
      username,
    );
  }

  /** Plans a series; it is created by its first mail. */
  openSeries(project: ProjectRow, version: number, total: number): SeriesDraft {
    const row = {
      id: 0,
      project: project.id,
      name: null,
      version,
      total,
      date: '',
      submitter: 0,
      cover_letter: null,
      dependencies: this.#options.server.api_versions.includes('1.4') ? [] : null,
      references: [],
    };
    return { row, received: [], announced: new Set() };
  }

  /** Plans a cover letter. */
  cover(series: SeriesDraft, mail: MailPlan): CoverDraft {
    const row: CoverDraft = {
      ...draftMail(mail, this.#options),
      project: mail.project.id,
      name: nameOf(mail),
    };
    this.#arrive(mail, row, (atMs) => {
      row.id = this.#events.nextId(this.#options.server.shared_id_space ? 'patches' : 'covers');
      this.#covers.push(row);
      this.#beginSeries(series, row, mail, atMs);
      series.row.cover_letter = row.id;
      series.row.name = mail.title;
      this.#events.add('cover-created', mail.project.id, atMs, { cover: row.id });
    });
    return row;
  }

  /** Plans a patch (or pull request). `number` is its place in the series. */
  patch(
    series: SeriesDraft | null,
    mail: MailPlan & {
      readonly diff: string | null;
      readonly pullUrl?: string;
      readonly number?: number;
    },
  ): PatchDraft {
    const row: PatchDraft = {
      ...draftMail(mail, this.#options),
      project: mail.project.id,
      name: nameOf(mail),
      diff: mail.diff,
      commit_ref: null,
      pull_url: mail.pullUrl ?? null,
      state: this.stateId('new'),
      delegate: null,
      archived: false,
      hash: mail.diff === null ? null : hashDiff(mail.diff),
      series: null,
      number: series === null ? null : (mail.number ?? 1),
      relation: null,
      tag_counts: {},
    };
    this.#arrive(mail, row, (atMs) => {
      row.id = this.#events.nextId('patches');
      this.#patches.push(row);
      this.#events.add('patch-created', row.project, atMs, { patch: row.id });
      if (series === null) return;
      this.#beginSeries(series, row, mail, atMs);
      row.series = series.row.id;
      series.received.push(row);
      if (row.number === 1 && series.row.cover_letter === null) series.row.name = row.name;
      this.#announceCompleted(series, atMs);
    });
    return row;
  }

  /** Plans a reply to a patch or a cover letter. */
  comment(
    on: PatchDraft | CoverDraft,
    mail: MailPlan,
    addressed: boolean | null = null,
  ): CommentDraft {
    const isPatch = 'diff' in on;
    const row: CommentDraft = {
      ...draftMail(mail, this.#options),
      on: { type: isPatch ? 'patch' : 'cover', id: 0 },
      addressed: this.#options.server.separate_comment_tables ? addressed : null,
    };
    this.#arrive(mail, row, (atMs) => {
      const { separate_comment_tables: separate } = this.#options.server;
      row.id = this.#events.nextId(separate && !isPatch ? 'coverComments' : 'comments');
      row.on = { type: row.on.type, id: on.id };
      this.#comments.push(row);
      // 2.2 reports no replies.
      if (!separate) return;
      if (isPatch) {
        this.#events.add('patch-comment-created', on.project, atMs, {
          patch: on.id,
          patch_comment: row.id,
        });
      } else {
        this.#events.add('cover-comment-created', on.project, atMs, {
          cover: on.id,
          cover_comment: row.id,
        });
      }
    });
    return row;
  }

  /** Plans the result of a CI run. */
  check(
    patch: PatchDraft,
    check: {
      readonly atMs: number;
      readonly user: UserRow;
      readonly state: CheckState;
      readonly context: string;
      readonly description: string | null;
      readonly targetUrl: string | null;
    },
  ): void {
    this.#at(check.atMs, () => {
      const id = this.#events.nextId('checks');
      const date = this.#events.add('check-created', patch.project, check.atMs, {
        actor: check.user.id,
        patch: patch.id,
        check: id,
      });
      this.#checks.push({
        id,
        patch: patch.id,
        user: check.user.id,
        date,
        state: check.state,
        target_url: check.targetUrl,
        description: check.description,
        context: check.context,
      });
    });
  }

  /** Plans a change of state by its slug. */
  setState(patch: PatchDraft, atMs: number, slug: string, actor: UserRow): void {
    this.#at(atMs, () => {
      const previous = patch.state;
      patch.state = this.stateId(slug);
      if (patch.state === previous) return;
      this.#events.add('patch-state-changed', patch.project, atMs, {
        actor: actor.id,
        patch: patch.id,
        previous_state: previous,
        current_state: patch.state,
      });
    });
  }

  /** Plans a change of delegate. */
  delegate(patch: PatchDraft, atMs: number, to: UserRow, actor: UserRow): void {
    this.#at(atMs, () => {
      const previous = patch.delegate;
      patch.delegate = to.id;
      this.#events.add('patch-delegated', patch.project, atMs, {
        actor: actor.id,
        patch: patch.id,
        ...(previous === null ? {} : { previous_delegate: previous }),
        current_delegate: to.id,
      });
    });
  }

  /** Plans that patches are marked as related. */
  relate(patches: readonly PatchDraft[], atMs: number, actor: UserRow): void {
    this.#at(atMs, () => {
      const id = this.#relations.length + 1;
      this.#relations.push({ id, patches: [...patches] });
      for (const patch of patches) {
        patch.relation = id;
        this.#events.add('patch-relation-changed', patch.project, atMs, {
          actor: actor.id,
          patch: patch.id,
        });
      }
    });
  }

  /** Plans any other change, one that creates no event: archived, commit_ref. */
  at(atMs: number, change: () => void): void {
    this.#at(atMs, change);
  }

  /** Makes one series depend on another; stored only where the release supports dependencies. */
  dependsOn(series: SeriesDraft, on: SeriesDraft): void {
    this.#dependencies.push({ series, on });
  }

  /** Adds a bundle, its patches in the bundle's own order. */
  bundle(bundle: {
    readonly owner: UserRow;
    readonly project: ProjectRow;
    readonly name: string;
    readonly public: boolean;
    readonly patches: readonly PatchDraft[];
  }): void {
    this.#bundles.push({
      id: this.#events.nextId('bundles'),
      owner: bundle.owner.id,
      project: bundle.project.id,
      name: bundle.name,
      public: bundle.public,
      patches: bundle.patches,
    });
  }

  /** Id of a state by its slug. @throws RangeError if the server has no such state. */
  stateId(slug: string): number {
    return this.#found(
      this.#options.states.find((row) => row.slug === slug),
      slug,
    ).id;
  }

  /** Replays everything that was planned, and returns the resulting state of the server. */
  build(): SampleState {
    this.#happenings.sort((left, right) => left.atMs - right.atMs);
    for (const { run } of this.#happenings) run();
    for (const { series, on } of this.#dependencies) {
      if (series.row.dependencies === null) continue;
      series.row.dependencies = [...series.row.dependencies, on.row.id];
    }
    for (const patch of this.#patches) patch.tag_counts = countTrailers(this.#textsOf(patch));
    const { server, projects, states, users } = this.#options;
    return {
      server,
      projects,
      states,
      tags: DEFAULT_TAGS,
      users,
      people: this.#people.rows,
      series: this.#series.map(({ row }) => row),
      covers: this.#covers,
      patches: this.#patches,
      comments: this.#comments,
      checks: this.#checks,
      bundles: this.#bundles.map((bundle) => ({
        ...bundle,
        // A patch without an id never arrived.
        patches: bundle.patches.map(({ id }) => id).filter((id) => id !== 0),
      })),
      relations: this.#relations.map(({ id, patches }): RelationRow => ({
        id,
        patches: patches.map((patch) => patch.id),
      })),
      events: this.#events.rows,
    };
  }

  #at(atMs: number, run: () => void): void {
    if (atMs < this.#options.endsAtMs) this.#happenings.push({ atMs, run });
  }

  #arrive(mail: MailPlan, row: { submitter: number }, whenArrived: (atMs: number) => void): void {
    const atMs = mail.arrivesAtMs ?? mail.sentAtMs + ARRIVAL_DELAY_MS;
    this.#at(atMs, () => {
      row.submitter = this.#people.idOf(mail.from);
      whenArrived(atMs);
    });
  }

  #beginSeries(
    series: SeriesDraft,
    first: { readonly msgid: string; readonly date: string; readonly submitter: number },
    mail: MailPlan,
    atMs: number,
  ): void {
    if (series.row.id !== 0) return;
    series.row.id = this.#events.nextId('series');
    series.row.date = first.date;
    series.row.submitter = first.submitter;
    series.row.references = [mail.thread?.[0] ?? first.msgid];
    this.#series.push(series);
    this.#events.add('series-created', series.row.project, atMs, { series: series.row.id });
  }

  /** A patch is complete when all patches before it have arrived, too. */
  #announceCompleted(series: SeriesDraft, atMs: number): void {
    const { id, project, total } = series.row;
    for (let number = 1; number <= total; number += 1) {
      const patch = series.received.find((row) => row.number === number);
      if (patch === undefined) return;
      if (series.announced.has(patch)) continue;
      series.announced.add(patch);
      this.#events.add('patch-completed', project, atMs, { patch: patch.id, series: id });
      if (number === total) this.#events.add('series-completed', project, atMs, { series: id });
    }
  }

  #textsOf(patch: PatchDraft): string[] {
    const replies = this.#comments.filter(({ on }) => on.type === 'patch' && on.id === patch.id);
    return [patch.content, ...replies.map(({ content }) => content)];
  }

  #found<T>(value: T | undefined, name: string): T {
    if (value === undefined) throw new RangeError(`the demo has no "${name}" here`);
    return value;
  }
}
