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

/** A row that may still change. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** A patch that is planned; its id is 0 until {@link SampleStateBuilder.build} let its mail arrive. */
export type PatchDraft = Draft<PatchRow>;
/** A cover letter that is planned. */
export type CoverDraft = Draft<CoverRow>;
/** A comment that is planned. */
export type CommentDraft = Draft<CommentRow>;
/** A series that is planned. */
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
  /** When Patchwork got it; default 40 seconds after it was sent. Ids follow this order. */
  readonly arrivesAtMs?: number;
  readonly from: MailAuthor;
  /** In order, as in the subject: `PATCH`, `v2`, `1/3`. */
  readonly prefixes: readonly string[];
  readonly title: string;
  /** Where Patchwork's name of the mail is not the one its subject gives. */
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
  /** The first id of each kind. Where covers share ids with patches, only `patches` counts. */
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
  /** What would happen at this time or later does not happen. */
  readonly endsAtMs: number;
}
