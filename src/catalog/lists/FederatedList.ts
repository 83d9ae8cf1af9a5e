import { MAX_PAGE_SIZE } from '../../patchwork/ListDescription.js';
import { BadUserInputError } from '../../errors.js';
import type { MergedEdge, MergedPage } from '../../federation/mergeSources.js';
import type { SourceStatus } from '../../federation/sourceStatus.js';
import type { SourceWarning } from '../../orderedList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Operation } from '../operation/Operation.js';
import { skippedByEmptyFilter } from './emptyLists.js';

/** Rows of a page whose size is not given. */
export const DEFAULT_FIRST = 30;

/** Arguments that federated lists have. */
export interface PageArgs {
  readonly instances?: readonly string[] | null | undefined;
  readonly filter?: unknown;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** One instance's part of a list. */
export interface ListPart {
  readonly status: SourceStatus;
  /** Requested only where it is selected. */
  readonly totalCount: () => Promise<number | null> | number | null;
  /** Why that is null, where it is not known; waits for it where it is selected too. */
  readonly countWarnings?: () => Promise<readonly SourceWarning[]>;
}

/** One row of a federated list with its place. */
export interface ListEdge<Node> {
  readonly edge: MergedEdge<unknown>;
  readonly node: Node;
}

/** One page of a federated list. */
export interface ListPage<Node> {
  readonly merged: MergedPage<unknown>;
  readonly edges: readonly ListEdge<Node>[];
}

/** A list over several instances; nothing is read before it is requested. */
export interface FederatedList<Node> {
  /** Reads the page, once. */
  readonly page: () => Promise<ListPage<Node>>;
  readonly totalCount: () => Promise<number | null>;
  /** Begins to count at every instance, since `sources` will need it. */
  readonly startCounts?: () => void;
  readonly sources: () => Promise<readonly ListPart[]>;
}

/**
 * Number of rows that a client requests.
 *
 * @throws BadUserInputError outside of 1 to 250.
 */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT_FIRST;
  if (size >= 1 && size <= MAX_PAGE_SIZE) return size;
  throw new BadUserInputError(
    `first: ${String(size)} is out of range; use 1 to ${String(MAX_PAGE_SIZE)}, and "after" for more`,
    { argument: 'first' },
  );
}

/**
 * The sources of an answer that has nothing, since a list in its arguments is empty. Where that list is
 * the one of instances, every instance is there to say so.
 */
export function emptySources(
  clients: readonly PatchworkClient[],
  argument: string,
  { gateway }: Pick<Operation, 'gateway'>,
): readonly ListPart[] {
  const shown = argument === 'instances' ? [...gateway.clients.values()] : clients;
  return shown.map(({ name }) => ({
    status: skippedByEmptyFilter(name, argument),
    totalCount: () => 0,
  }));
}
