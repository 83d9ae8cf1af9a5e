import { useState, type ReactElement } from 'react';
import { useAnswer } from '../data/useAnswer.js';
import { StatesDocument } from '../generated/graphql.js';
import { Button, Choice, TextField } from '../parts/controls.js';
import { changeOf, type PatchChange, type WriteAction } from './patchChange.js';
import type { Target } from './Target.js';

/** Asks for the new value and shows what it will change. */
export function WriteForm({
  action,
  title,
  targets,
  busy,
  error,
  onWrite,
  onClose,
}: {
  action: WriteAction;
  title: string;
  targets: readonly Target[];
  /** What is being done, in words; null: nothing. */
  busy: string | null;
  error: Error | null;
  onWrite: (change: PatchChange) => void;
  onClose: () => void;
}): ReactElement {
  const [value, setValue] = useState('');
  const instances = [...new Set(targets.map(({ instance }) => instance))];
  const isReady = action === 'archive' || value.trim() !== '';
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && busy === null) onWrite(changeOf(action, value.trim()));
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
      <ul
        aria-label="Patches"
        tabIndex={0}
        className="max-h-60 overflow-auto rounded border border-line p-2 text-sm"
      >
        {targets.map((target) => (
          <li key={target.id} className="truncate">
            <span className="text-muted">{target.instance}</span> <bdi>{target.name}</bdi>{' '}
            <span className="text-muted">{presentWords(action, target)}</span>
          </li>
        ))}
      </ul>
      {error !== null && (
        <p role="alert" className="wrap-anywhere text-fail">
          {error.message}
        </p>
      )}
      <span className="flex gap-2">
        <Button primary type="submit" isDisabled={!isReady || busy !== null}>
          {busy ?? title}
        </Button>
        <Button onPress={onClose} isDisabled={busy !== null}>
          Cancel
        </Button>
      </span>
    </form>
  );
}

function presentWords(action: WriteAction, { state, delegate, archived }: Target): string {
  switch (action) {
    case 'state':
      return state ?? 'state not known';
    case 'delegate':
      return delegate ?? 'nobody';
    case 'archive':
      return archived === true ? 'archived already' : '';
  }
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
