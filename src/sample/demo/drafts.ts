import type {
  CommentRow,
  CoverRow,
  PatchRow,
  ProjectRow,
  SampleServerFacts,
  SeriesRow,
  StateRow,
  UserRow,
} from '../server/SampleState.js';
import type { HeaderOptions, MailAuthor } from './composeHeaders.js';

/** A row that can still change. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** A planned patch; its id is 0 until {@link SampleStateBuilder.build} processes its mail. */
export type PatchDraft = Draft<PatchRow>;
/** A planned cover letter. */
export type CoverDraft = Draft<CoverRow>;
/** A planned comment. */
export type CommentDraft = Draft<CommentRow>;
/** A planned series. */
export interface SeriesDraft {
  readonly row: Draft<SeriesRow>;
  readonly received: PatchDraft[];
  readonly announced: Set<PatchDraft>;
}

/** A mail to one project's list. */
export interface MailPlan {
  readonly project: ProjectRow;
  readonly messageId: string;
  readonly sentAtMs: number;
  /** When Patchwork received it; default 40 seconds after it was sent. Ids follow this order. */
  readonly arrivesAtMs?: number;
  readonly from: MailAuthor;
  /** In order, as in the subject: `PATCH`, `v2`, `1/3`. */
  readonly prefixes: readonly string[];
  readonly title: string;
  /** Patchwork's name of the mail, if it differs from the one its subject would give. */
  readonly name?: string;
  readonly content: string;
  readonly headers?: Partial<HeaderOptions>;
  readonly thread?: readonly string[];
}

/** Options of a {@link SampleStateBuilder}. */
export interface BuilderOptions {
  readonly server: SampleServerFacts;
  /** Host name of the server in Received headers. */
  readonly host: string;
  readonly projects: readonly ProjectRow[];
  readonly states: readonly StateRow[];
  readonly users: readonly UserRow[];
  /** The first id of each kind. Where covers share ids with patches, only `patches` is used. */
  readonly firstIds: {
    readonly people: number;
    readonly series: number;
    readonly covers: number;
    readonly patches: number;
    readonly comments: number;
    readonly checks: number;
    readonly bundles: number;
    readonly events: number;
  };
  /** Nothing that is planned for this time or later happens. */
  readonly endsAtMs: number;
}
