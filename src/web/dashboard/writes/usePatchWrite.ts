import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { chunksOf } from '../../../chunksOf.js';
import { request, RequestError } from '../data/request.js';
import { readFragment } from '../generated/fragment-masking.js';
import {
  CurrentPatchesDocument,
  PatchDotFragmentDoc,
  UpdatePatchesDocument,
  type PatchDotFragment,
} from '../generated/graphql.js';
import {
  currentWords,
  holds,
  jobsOf,
  PATCHES_PER_REQUEST,
  undoOf,
  type PatchChange,
  type WriteAction,
  type WriteJob,
} from './patchChange.js';
import type { Target } from './Target.js';
import type { WriteResult } from './WriteOutcomes.js';

/** What became of one patch, and what was to be written. */
interface PatchResult extends WriteResult {
  readonly change: PatchChange;
  /** Whether the same write may succeed later. */
  readonly canRetry: boolean;
}

/** A write to patches, request by request. */
export interface PatchWrite {
  /** What became of the patches; null until the first write has ended. */
  readonly results: readonly WriteResult[] | null;
  /** What is being done, in words; null: nothing. */
  readonly busy: string | null;
  /** Why nothing was written at all. */
  readonly error: Error | null;
  readonly write: (change: PatchChange) => void;
  /** Writes the previous values; undefined where there is nothing to undo. */
  readonly undo: (() => void) | undefined;
  /** Reads the patches again whose outcome is not known; undefined where there are none. */
  readonly look: (() => void) | undefined;
  /** Writes again what was not written; undefined where there is nothing. */
  readonly retry: (() => void) | undefined;
}

/** Errors after which the same write may succeed. */
const PASSING: ReadonlySet<string> = new Set([
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_BAD_RESPONSE',
  'UPSTREAM_RATE_LIMITED',
  'QUERY_TOO_EXPENSIVE',
]);

/** Codes of a gateway that had begun with an operation. */
const BEGUN: ReadonlySet<string> = new Set(['UPSTREAM_TIMEOUT', 'INTERNAL_SERVER_ERROR']);

/** Writes to the patches of a dialog and follows up what is not known. */
export function usePatchWrite(action: WriteAction, targets: readonly Target[]): PatchWrite {
  const client = useQueryClient();
  const { results, latest, note } = useResults();
  const [busy, setBusy] = useState<string | null>(null);
  const [hasEnded, setEnded] = useState(false);
  const [isUndone, setUndone] = useState(false);
  const unknown = (): readonly PatchResult[] =>
    [...latest.current.values()].filter(({ outcome }) => outcome === 'UNKNOWN');
  const run = useMutation({
    mutationFn: async ({ jobs, words }: { jobs: readonly WriteJob[]; words: string }) => {
      const total = jobs.reduce((sum, { ids }) => sum + ids.length, 0);
      let done = 0;
      for (const job of jobs) {
        setBusy(total > job.ids.length ? `${words}… ${done} of ${total}` : `${words}…`);
        const isFirst = latest.current.size === 0;
        note(await writeJob(job, targets, isFirst));
        done += job.ids.length;
      }
      if (unknown().length === 0) return;
      setBusy('Reading what the servers have now…');
      note(await lookAt(unknown()));
    },
    onSettled: () => {
      setBusy(null);
      setEnded(true);
      return client.invalidateQueries();
    },
  });
  const all = [...results.values()];
  const written = new Set(all.filter(({ outcome }) => outcome === 'APPLIED').map(({ id }) => id));
  const undo = isUndone ? [] : undoOf(action, targets, written);
  const again = all.filter(({ canRetry }) => canRetry);
  return {
    results: hasEnded && all.length > 0 ? all : null,
    busy,
    error: run.error,
    write: (change) => {
      const jobs = jobsOf(targets.map(({ id }) => ({ id, change })));
      run.mutate({ jobs, words: 'Writing' });
    },
    undo:
      undo.length === 0
        ? undefined
        : () => {
            setUndone(true);
            run.mutate({ jobs: jobsOf(undo), words: 'Undoing' });
          },
    look: all.some(({ outcome }) => outcome === 'UNKNOWN')
      ? () => {
          run.mutate({ jobs: [], words: 'Reading' });
        }
      : undefined,
    retry:
      again.length === 0
        ? undefined
        : () => {
            run.mutate({ jobs: jobsOf(again), words: 'Writing' });
          },
  };
}

/** Results by the ids of their patches; also as of now, for what goes on while the page shows earlier ones. */
function useResults(): {
  readonly results: ReadonlyMap<string, PatchResult>;
  readonly latest: { readonly current: ReadonlyMap<string, PatchResult> };
  readonly note: (more: readonly PatchResult[]) => void;
} {
  const [results, setResults] = useState<ReadonlyMap<string, PatchResult>>(new Map());
  const latest = useRef(results);
  const note = (more: readonly PatchResult[]): void => {
    latest.current = new Map([...latest.current, ...more.map((one) => [one.id, one] as const)]);
    setResults(latest.current);
  };
  return { results, latest, note };
}

/** @throws Error if nothing was written and the form can say why. */
async function writeJob(
  { ids, change }: WriteJob,
  targets: readonly Target[],
  isFirst: boolean,
): Promise<readonly PatchResult[]> {
  const byId = new Map(targets.map((target) => [target.id, target]));
  const resultOf = (
    id: string,
    outcome: WriteResult['outcome'],
    errors: WriteResult['errors'],
  ): PatchResult => ({
    id,
    name: byId.get(id)?.name ?? id,
    instance: byId.get(id)?.instance,
    outcome,
    errors,
    change,
    canRetry: outcome === 'NOT_APPLIED' && errors.some(({ code }) => PASSING.has(code)),
  });
  let failure: { readonly code: string; readonly message: string };
  try {
    const { data, errors } = await request(UpdatePatchesDocument, { input: { ids, ...change } });
    const { results } = data.updatePatches ?? { results: [] };
    if (results.length > 0) return results.map((one) => resultOf(one.id, one.outcome, one.errors));
    const [said] = [...errors.map(failureOf), ...(data.updatePatches?.errors ?? [])];
    failure = said ?? { code: 'INTERNAL_SERVER_ERROR', message: 'Nothing was written.' };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const [said] = error.errors;
    failure =
      said === undefined
        ? // The gateway may have got the request.
          { code: 'INTERNAL_SERVER_ERROR', message: error.message }
        : failureOf(said);
  }
  const isRefused = !BEGUN.has(failure.code);
  if (isRefused && isFirst) throw new Error(failure.message);
  return ids.map((id) => resultOf(id, isRefused ? 'NOT_APPLIED' : 'UNKNOWN', [failure]));
}

function failureOf({
  message,
  extensions,
}: {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}): { readonly code: string; readonly message: string } {
  return { code: String(extensions?.code), message };
}

/** Results whose outcome was not known, by what the servers have now. */
async function lookAt(results: readonly PatchResult[]): Promise<readonly PatchResult[]> {
  const looked: PatchResult[] = [];
  for (const ids of chunksOf(
    results.map(({ id }) => id),
    PATCHES_PER_REQUEST,
  )) {
    const now = await readPatches(ids);
    const those = new Set(ids);
    looked.push(...results.filter(({ id }) => those.has(id)).map((one) => judged(one, now)));
  }
  return looked;
}

/** What patches have now, by their global ids; the reason where that could not be read. */
async function readPatches(
  ids: readonly string[],
): Promise<ReadonlyMap<string, PatchDotFragment> | Error> {
  try {
    const { data } = await request(CurrentPatchesDocument, { ids });
    const patches = (data.nodes ?? []).flatMap((node) =>
      node?.__typename === 'Patch' ? [readFragment(PatchDotFragmentDoc, node)] : [],
    );
    return new Map(patches.map((patch) => [patch.id, patch]));
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
}

/** A result whose outcome was not known, by what the server has now. */
function judged(
  result: PatchResult,
  now: ReadonlyMap<string, PatchDotFragment> | Error,
): PatchResult {
  const patch = now instanceof Error ? undefined : now.get(result.id);
  if (patch === undefined) {
    return { ...result, note: 'It could not be read again.', canRetry: false };
  }
  const words = currentWords(result.change, patch);
  if (holds(result.change, patch)) {
    const note = `No answer arrived, but the server has it: ${words}.`;
    return { ...result, outcome: 'APPLIED', errors: [], note, canRetry: false };
  }
  return { ...result, note: `The server still has: ${words}.`, canRetry: true };
}
