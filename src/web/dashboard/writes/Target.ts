/** One patch that a write would change, and what it has now. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly instance: string;
  /** Link name of the project; empty where it is not known. */
  readonly project: string;
  /** Slug; null where it is not known. */
  readonly state: string | null;
  /** Login name; null for nobody. */
  readonly delegate: string | null;
  /** Null where it is not known. */
  readonly archived: boolean | null;
}
