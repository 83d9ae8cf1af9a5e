/**
 * The data of one sample Patchwork server in a neutral form. It is the form of the recorded initial
 * states (`test/recordings/seed-*.json`): references are ids of that server, dates are naive ISO
 * strings as the database stores them, and names keep Patchwork's own snake_case.
 */
export interface SampleState {
  readonly server: SampleServerFacts;
  readonly projects: readonly ProjectRow[];
  readonly states: readonly StateRow[];
  /** Patterns of trailers such as `Acked-by:`; the API never shows them, the mbox uses them. */
  readonly tags: readonly TagRow[];
  readonly users: readonly UserRow[];
  readonly people: readonly PersonRow[];
  readonly series: readonly SeriesRow[];
  readonly covers: readonly CoverRow[];
  readonly patches: readonly PatchRow[];
  readonly comments: readonly CommentRow[];
  readonly checks: readonly CheckRow[];
  readonly bundles: readonly BundleRow[];
  readonly relations: readonly RelationRow[];
  readonly events: readonly EventRow[];
  /** The next id of each kind; an omitted kind continues after its highest id. */
  readonly next_ids?: Readonly<Partial<Record<SampleRowKind, number>>>;
  /**
   * Captured documents served verbatim: a GET of exactly `path` (with version and trailing slash,
   * without host and query, e.g. `/api/1.2/patches/810817/`) returns `body` unchanged. The same
   * objects also exist as ordinary rows, so that lists and the other versions include them.
   */
  readonly documents?: readonly SampleDocument[];
}

/** Kinds of rows that have ids. */
type SampleRowKind =
  | 'projects'
  | 'users'
  | 'people'
  | 'series'
  | 'covers'
  | 'patches'
  | 'comments'
  | 'checks'
  | 'bundles'
  | 'relations'
  | 'events';

/** A captured answer; see {@link SampleState.documents}. */
export interface SampleDocument {
  readonly path: string;
  readonly body: unknown;
}

/** REST API versions that a Patchwork server may support. */
export type SampleApiVersion = '1.0' | '1.1' | '1.2' | '1.3' | '1.4';

/** Release and settings that distinguish one Patchwork server from another. */
export interface SampleServerFacts {
  /** Release of Patchwork: `2.2.6`, `3.1.3`, `3.2.1` or `main 644cef7c`. */
  readonly patchwork: string;
  readonly api_versions: readonly SampleApiVersion[];
  /** The version that `/api/` without a version selects. */
  readonly default_api_version: SampleApiVersion;
  /** IANA name of Django's TIME_ZONE. */
  readonly time_zone: string;
  /** Zone of the stamps of events and checks: UTC, or `local` = `time_zone`. */
  readonly stamps_in: 'UTC' | 'local';
  /** 2.2: patches and covers share one sequence of ids. */
  readonly shared_id_space: boolean;
  /** False on 2.2, where one table contains the comments of patches and of covers. */
  readonly separate_comment_tables: boolean;
  /** Versions of the underlying stack, where they are recorded; nothing depends on them. */
  readonly django?: string;
  readonly djangorestframework?: string;
  readonly django_filter?: string;
  readonly base_url?: string;
}

/** A project: one mailing list, or part of one. */
export interface ProjectRow {
  readonly id: number;
  readonly link_name: string;
  readonly name: string;
  readonly list_id: string;
  readonly list_email: string;
  readonly subject_match: string;
  readonly web_url: string;
  readonly scm_url: string;
  readonly webscm_url: string;
  readonly list_archive_url: string;
  /** `""` if mails have no archive address; otherwise `{}` is replaced by the Message-ID. */
  readonly list_archive_url_format: string;
  readonly commit_url_format: string;
  /** null if the release lacks it (before 1.4). */
  readonly show_dependencies: boolean | null;
  readonly use_tags: boolean;
  readonly send_notifications: boolean;
}

/** A state that a patch can have; each server has its own. */
export interface StateRow {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  readonly ordering: number;
  readonly action_required: boolean;
}

/** A trailer that Patchwork collects from comments. */
export interface TagRow {
  readonly id: number;
  readonly name: string;
  /** Regular expression of one line. */
  readonly pattern: string;
  readonly abbrev: string;
  readonly show_column: boolean;
}

/** A user's own settings, as `settings` of `/users/{id}/` shows them. */
interface UserSettings {
  readonly send_email: boolean;
  readonly items_per_page: number;
  readonly show_ids: boolean;
}

/** An account. */
export interface UserRow {
  readonly id: number;
  /** The value of `project.maintainers[].id`, which is not the user's id. */
  readonly profile_id: number;
  readonly username: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly is_active: boolean;
  readonly is_staff: boolean;
  readonly is_superuser: boolean;
  /** In plain text; only for Basic authentication on the sample server. */
  readonly password: string;
  readonly token: string;
  readonly settings: UserSettings;
  /** Ids of projects. */
  readonly maintainer_of: readonly number[];
}

/** An address that mail came from. */
export interface PersonRow {
  readonly id: number;
  readonly name: string | null;
  readonly email: string;
  /** Id of the user to whom the address belongs. */
  readonly user: number | null;
}

/** One posting of a series; its patches are those whose `series` is its id. */
export interface SeriesRow {
  readonly id: number;
  readonly project: number;
  readonly name: string | null;
  readonly version: number;
  /** As stated in the subject; `received_total` counts the patches. */
  readonly total: number;
  readonly date: string;
  readonly submitter: number;
  readonly cover_letter: number | null;
  /** Ids of series; null if the release lacks them. */
  readonly dependencies: readonly number[] | null;
  /** Message-IDs with brackets. */
  readonly references: readonly string[];
}

/** Fields that covers, patches and comments share. */
interface MailRow {
  readonly id: number;
  /** With brackets. */
  readonly msgid: string;
  /** The mail's date as stored: naive, whole seconds. */
  readonly date: string;
  /** Id of a person. */
  readonly submitter: number;
  /** The stored raw header block; the API parses it. */
  readonly headers: string;
  readonly content: string;
}

/** A cover letter. */
export interface CoverRow extends MailRow {
  readonly project: number;
  readonly name: string;
}

/** A patch or a pull request. */
export interface PatchRow extends MailRow {
  readonly project: number;
  readonly name: string;
  readonly diff: string | null;
  readonly commit_ref: string | null;
  readonly pull_url: string | null;
  /** Id of a state. */
  readonly state: number;
  /** Id of a user. */
  readonly delegate: number | null;
  readonly archived: boolean;
  /** SHA-1 of the normalized diff. */
  readonly hash: string | null;
  readonly series: number | null;
  /** Number within the series. */
  readonly number: number | null;
  /** Id of a relation. */
  readonly relation: number | null;
  /** Number of trailers by name of the tag. */
  readonly tag_counts: Readonly<Record<string, number>>;
}

/** A reply to a patch or a cover; ids are unique per type where `separate_comment_tables`. */
export interface CommentRow extends MailRow {
  readonly on: { readonly type: 'patch' | 'cover'; readonly id: number };
  readonly addressed: boolean | null;
}

/** States of a check, in the order of their numbers in Patchwork, 0 to 3. */
export type CheckState = 'pending' | 'success' | 'warning' | 'fail';

/** The result of a CI run for a patch. */
export interface CheckRow {
  readonly id: number;
  readonly patch: number;
  readonly user: number;
  readonly date: string;
  readonly state: CheckState;
  readonly target_url: string | null;
  readonly description: string | null;
  readonly context: string;
}

/** A user's collection of patches. */
export interface BundleRow {
  readonly id: number;
  readonly owner: number;
  readonly project: number;
  readonly name: string;
  readonly public: boolean;
  /** Ids in the bundle's own order, which the mbox uses; the API lists the patches by date. */
  readonly patches: readonly number[];
}

/** A group of related patches. */
export interface RelationRow {
  readonly id: number;
  readonly patches: readonly number[];
}

/** Categories of events. */
export type EventCategory =
  | 'cover-created'
  | 'patch-created'
  | 'patch-completed'
  | 'patch-state-changed'
  | 'patch-delegated'
  | 'patch-relation-changed'
  | 'check-created'
  | 'series-created'
  | 'series-completed'
  | 'cover-comment-created'
  | 'patch-comment-created';

/** One entry of the event log; fields that the category does not use are omitted. */
export interface EventRow {
  readonly id: number;
  readonly category: EventCategory;
  readonly project: number;
  readonly date: string;
  readonly actor: number | null;
  readonly patch?: number;
  readonly series?: number;
  readonly cover?: number;
  readonly cover_comment?: number;
  readonly patch_comment?: number;
  readonly check?: number;
  /** Ids of states. */
  readonly previous_state?: number;
  readonly current_state?: number;
  /** Ids of users. */
  readonly previous_delegate?: number;
  readonly current_delegate?: number;
}
