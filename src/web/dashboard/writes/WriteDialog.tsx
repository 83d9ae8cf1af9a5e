import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { request } from '../data/request.js';
import { useTokens } from '../data/tokens.js';
import { useAnswer } from '../data/useAnswer.js';
import {
  StatesDocument,
  UpdatePatchesDocument,
  type UpdatePatchesInput,
  type UpdatePatchesMutation,
} from '../generated/graphql.js';
import { Button, Choice, Dialog, TextField } from '../parts/controls.js';
import type { Target } from './targets.js';
import { WriteOutcomes, type WriteResult } from './WriteOutcomes.js';

type Outcomes = NonNullable<UpdatePatchesMutation['updatePatches']>;

const TITLES = {
  state: 'Set the state',
  delegate: 'Delegate',
  archive: 'Archive',
} as const;

/** What can be written to several patches at once. */
export type WriteAction = keyof typeof TITLES;

/** Says what a write will change, writes it, and shows what became of each patch. */
export function WriteDialog({
  action,
  targets,
  onClose,
}: {
  action: WriteAction;
  targets: readonly Target[];
  onClose: () => void;
}): ReactElement {
  const [value, setValue] = useState('');
  const [isUndone, setUndone] = useState(false);
  const client = useQueryClient();
  const tokens = useTokens();
  const instances = [...new Set(targets.map(({ instance }) => instance))];
  const without = instances.filter((name) => tokens[name] === undefined);
  const write = useMutation({
    mutationFn: async (inputs: readonly UpdatePatchesInput[]) => {
      const outcomes: Outcomes[] = [];
      for (const input of inputs) {
        const { data, errors } = await request(UpdatePatchesDocument, { input });
        if (data.updatePatches === null)
          throw new Error(errors[0]?.message ?? 'Nothing was written.');
        outcomes.push(data.updatePatches);
      }
      return outcomes;
    },
    onSettled: () => client.invalidateQueries(),
  });
  const ids = targets.map(({ id }) => id);
  const isReady = action === 'archive' || value.trim() !== '';
  return (
    <Dialog title={TITLES[action]} isOpen onClose={onClose} wide>
      <p className="mb-2">
        {targets.length} patches on {instances.join(', ')}.
      </p>
      {without.length > 0 && (
        <p className="mb-2 text-warn">
          No token is set for {without.join(', ')}: their patches will be refused. Tokens are set in
          Settings.
        </p>
      )}
      {write.data === undefined ? (
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady) write.mutate([inputOf(action, ids, value.trim())]);
          }}
        >
          {action === 'state' && (
            <StateChoice instances={instances} value={value} onChange={setValue} />
          )}
          {action === 'delegate' && (
            <TextField
              label="Login name on each server; - for nobody"
              value={value}
              onChange={setValue}
            />
          )}
          <ul className="max-h-60 overflow-auto rounded border border-line p-2 text-sm">
            {targets.map(({ id, name, instance, state, delegate }) => (
              <li key={id} className="truncate">
                <span className="text-muted">{instance}</span> <bdi>{name}</bdi>{' '}
                <span className="text-muted">
                  {action === 'delegate' ? (delegate ?? 'nobody') : (state ?? 'state not known')}
                </span>
              </li>
            ))}
          </ul>
          {write.error !== null && (
            <p role="alert" className="text-fail">
              {write.error.message}
            </p>
          )}
          <span className="flex gap-2">
            <Button primary type="submit" isDisabled={!isReady || write.isPending}>
              {write.isPending ? 'Writing…' : TITLES[action]}
            </Button>
            <Button onPress={onClose}>Cancel</Button>
          </span>
        </form>
      ) : (
        <WriteOutcomes
          what="patches"
          results={resultsOf(write.data, targets)}
          onUndo={
            isUndone
              ? undefined
              : () => {
                  setUndone(true);
                  write.mutate(undoOf(action, targets, write.data));
                }
          }
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function resultsOf(
  outcomes: readonly Outcomes[],
  targets: readonly Target[],
): readonly WriteResult[] {
  const names = new Map(targets.map(({ id, name }) => [id, name]));
  return outcomes.flatMap(({ results }) =>
    results.map(({ id, outcome, errors }) => ({ id, outcome, errors, name: names.get(id) ?? id })),
  );
}

/** The states that all of the servers have; a field where they could not be read. */
function StateChoice({
  instances,
  value,
  onChange,
}: {
  instances: readonly string[];
  value: string;
  onChange: (state: string) => void;
}): ReactElement {
  const { data, isPending } = useAnswer(StatesDocument, {});
  if (isPending) return <p className="text-muted">Reading the states of the servers…</p>;
  const lists = (data?.data.instances ?? [])
    .filter(({ name }) => instances.includes(name))
    .map(({ states }) => states ?? []);
  const [first = [], ...others] = lists;
  const common = first.filter(({ slug }) =>
    others.every((states) => states.some((state) => state.slug === slug)),
  );
  if (common.length === 0) {
    return (
      <TextField label="State that all these servers have" value={value} onChange={onChange} />
    );
  }
  return (
    <Choice
      label="State"
      value={value}
      options={[
        { id: '', label: 'choose…' },
        ...common.map(({ slug, name }) => ({ id: slug, label: name })),
      ]}
      onChange={onChange}
    />
  );
}

function inputOf(action: WriteAction, ids: readonly string[], value: string): UpdatePatchesInput {
  switch (action) {
    case 'state':
      return { ids, state: value };
    case 'delegate':
      return { ids, delegate: value === '-' ? null : value };
    case 'archive':
      return { ids, archived: true };
  }
}

/** The same mutation with what was there before, for the patches that were written: one per value. */
function undoOf(
  action: WriteAction,
  targets: readonly Target[],
  outcomes: readonly Outcomes[],
): readonly UpdatePatchesInput[] {
  const written = new Set(
    outcomes.flatMap(({ results }) =>
      results.filter(({ outcome }) => outcome === 'APPLIED').map(({ id }) => id),
    ),
  );
  const byValue = new Map<string | null, string[]>();
  for (const { id, state, delegate } of targets) {
    if (!written.has(id)) continue;
    const value = action === 'state' ? state : delegate;
    byValue.set(value, [...(byValue.get(value) ?? []), id]);
  }
  if (action === 'archive') return [{ ids: [...byValue.values()].flat(), archived: false }];
  return [...byValue].flatMap(([value, ids]): UpdatePatchesInput[] => {
    if (action === 'delegate') return [{ ids, delegate: value }];
    return value === null ? [] : [{ ids, state: value }];
  });
}
