import type { ReviewedSeries } from './reviewTask.js';
import type { InstanceName } from './sampleData.js';

/** The workloads, by their names in all tables. */
export const WORKLOADS = {
  W1: 'dashboard: the newest 100 patches of a project on each of 3 servers',
  W2: '20 series in depth: headers, diff, comments and checks of each of their patches',
  W4: 'W2 again immediately',
  W3: '100 patches with details of submitter, series and project',
  W5: 'search: the 50 newest of 3 servers, merged',
  W6: 'eight clients request W1 at the same time',
  W7: 'review: 30 series with their trailers, checks, status and files',
  W8: 'review: one series with its thread, trailers and files',
  W9: 'review queue of 5 delegates on each of 3 servers',
  W10: 'W9 again five minutes later',
} as const;

/** One of {@link WORKLOADS}. */
export type WorkloadName = keyof typeof WORKLOADS;

/** The order in which they run: W4 directly after W2, W10 directly after W9. */
export const WORKLOAD_NAMES: readonly WorkloadName[] = [
  'W1',
  'W2',
  'W4',
  'W3',
  'W5',
  'W6',
  'W7',
  'W8',
  'W9',
  'W10',
];

/** What differs between workloads that share their code. */
export type TaskName = 'W1' | 'W2' | 'W3' | 'W5' | 'W7' | 'W8' | 'W9';

/** The tasks of a peer without support for reviews. */
export type PlainTask = Exclude<TaskName, 'W7' | 'W8' | 'W9'>;

/** The task of a workload and the number of concurrent clients. */
export const TASKS: Readonly<
  Record<WorkloadName, { readonly task: TaskName; readonly clients: number }>
> = {
  W1: { task: 'W1', clients: 1 },
  W2: { task: 'W2', clients: 1 },
  W3: { task: 'W3', clients: 1 },
  W4: { task: 'W2', clients: 1 },
  W5: { task: 'W5', clients: 1 },
  W6: { task: 'W1', clients: 8 },
  W7: { task: 'W7', clients: 1 },
  W8: { task: 'W8', clients: 1 },
  W9: { task: 'W9', clients: 1 },
  W10: { task: 'W9', clients: 1 },
};

/** The parameters of each task. */
export const PARAMETERS = {
  W1: { project: 'proj1', count: 100 },
  W2: { instance: 'a', project: 'proj2', count: 20 },
  W3: { instance: 'b', project: 'proj3', count: 100 },
  W5: { words: 'fix', count: 50 },
  W7: { instance: 'c', project: 'proj2', count: 30 },
  W8: { instance: 'b', project: 'proj1', count: 1 },
  W9: {
    project: 'proj2',
    delegates: ['maint4', 'maint8', 'maint12', 'maint16', 'maint20'],
    count: 250,
  },
} as const satisfies Record<
  TaskName,
  {
    instance?: InstanceName;
    project?: string;
    words?: string;
    delegates?: readonly string[];
    count: number;
  }
>;

interface Named {
  readonly name: string | null;
}

/** A patch of the dashboard. */
export interface DashboardPatch {
  readonly name: string;
  readonly state: string;
  readonly check: string;
  readonly submitter: Named;
  readonly series: readonly {
    readonly name: string | null;
    readonly version: number;
    readonly total: number;
  }[];
}

/** A series with all its mails. */
export interface DeepSeries {
  readonly id: number;
  readonly name: string | null;
  readonly patches: readonly {
    readonly id: number;
    readonly name: string;
    /** One entry per occurrence, decoded. */
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly diff: string | null;
    readonly comments: readonly {
      readonly date: string;
      readonly content: string;
      readonly submitter: Named;
    }[];
    readonly checks: readonly { readonly context: string; readonly state: string }[];
  }[];
}

/** A patch with its submitter, series and project. */
export interface DetailedPatch {
  readonly id: number;
  readonly submitter: Named & {
    readonly email: string;
    readonly user: { readonly username: string } | null;
  };
  readonly series: readonly {
    readonly name: string | null;
    readonly version: number;
    readonly total: number;
    readonly receivedTotal: number;
    readonly coverLetter: Named | null;
  }[];
  readonly project: Named & {
    readonly linkName: string;
    readonly maintainers: readonly { readonly username: string }[];
  };
}

/** A patch found by a search. */
export interface FoundPatch {
  readonly instance: string;
  readonly id: number;
  readonly name: string;
  readonly date: string;
  readonly state: string;
  readonly submitter: Named;
}

/** The correct answer of each task, in one form for all peers. Dates are UTC without a zone. */
export interface Answers {
  readonly W1: Readonly<Record<InstanceName, readonly DashboardPatch[]>>;
  readonly W2: readonly DeepSeries[];
  readonly W3: readonly DetailedPatch[];
  readonly W5: readonly FoundPatch[];
  readonly W7: readonly ReviewedSeries[];
  readonly W8: readonly ReviewedSeries[];
  /** Lines in alphabetical order. */
  readonly W9: readonly string[];
}

/** The keys by which a merged list is ordered. */
interface Placed {
  readonly instance: string;
  readonly id: number;
  readonly date: string;
}

/** The order of a merged list: newest first, then by instance, then by descending number. */
export function comparePlaces(one: Placed, other: Placed): number {
  if (one.date !== other.date) return one.date < other.date ? 1 : -1;
  if (one.instance !== other.instance) return one.instance < other.instance ? -1 : 1;
  return other.id - one.id;
}
