import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTokens } from '../data/tokens.js';
import { useAnswer } from '../data/useAnswer.js';
import { BundlesDocument } from '../generated/graphql.js';
import { Button, Choice, Dialog, TextField } from '../parts/controls.js';
import {
  addStep,
  createStep,
  groupsOf,
  type BundleGroup,
  type BundleResult,
  type BundleStep,
  type KnownBundle,
} from './bundleSteps.js';
import type { Target } from './Target.js';
import { WriteOutcomes } from './WriteOutcomes.js';

const TITLE = 'Add to bundles';

/** The longest name that Patchwork takes. */
const MOST_NAME = 50;

/** Patches of one project, and the caller's bundles that they can be added to. */
interface Place extends BundleGroup {
  readonly key: string;
  readonly bundles: readonly KnownBundle[];
  /** Why nothing is written there; null if it can be. */
  readonly problem: string | null;
}

/** Creates bundles of patches or adds the patches to some, on all of their servers. */
export function BundleDialog({
  targets,
  onClose,
}: {
  targets: readonly Target[];
  onClose: () => void;
}): ReactElement {
  const { places, isPending } = usePlaces(targets);
  const client = useQueryClient();
  /** Those of the latest write: an undo takes their place once it has ended. */
  const [results, setResults] = useState<readonly BundleResult[] | null>(null);
  const write = useMutation({
    mutationFn: async (steps: readonly BundleStep[]) => {
      const ended: BundleResult[] = [];
      for (const step of steps) ended.push(await step());
      return ended;
    },
    onSuccess: setResults,
    onSettled: () => client.invalidateQueries(),
  });
  const undo = results?.flatMap((result) => result.undo ?? []) ?? [];
  return (
    <Dialog title={TITLE} isOpen onClose={onClose} wide>
      {results === null ? (
        <BundleForm
          places={places}
          isReading={isPending}
          isWriting={write.isPending}
          error={write.error}
          onWrite={(steps) => {
            write.mutate(steps);
          }}
          onClose={onClose}
        />
      ) : (
        <WriteOutcomes
          what="bundles"
          results={results}
          busy={write.isPending ? 'Undoing…' : null}
          onUndo={
            undo.length === 0
              ? undefined
              : () => {
                  write.mutate(undo);
                }
          }
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

/** The projects of the patches, with the bundles of the tokens' owners in them. */
function usePlaces(targets: readonly Target[]): {
  readonly places: readonly Place[];
  readonly isPending: boolean;
} {
  const tokens = useTokens();
  const hasTokens = Object.keys(tokens).length > 0;
  const { data, isPending } = useAnswer(BundlesDocument, {}, { enabled: hasTokens });
  const places = groupsOf(targets).map((group): Place => {
    const viewer = data?.data.viewers?.find(({ instance }) => instance.name === group.instance);
    const isWritable = viewer?.instance.capabilities?.bundlesWritable;
    let problem: string | null = null;
    if (tokens[group.instance] === undefined) problem = 'no token is set for it in Settings';
    else if (isWritable === false) problem = 'its bundles can be written on its own pages only';
    return {
      ...group,
      key: `${group.instance}/${group.project}`,
      bundles: (viewer?.bundles ?? []).filter(({ project }) => project?.linkName === group.project),
      problem,
    };
  });
  return { places, isPending: hasTokens && isPending };
}

function BundleForm({
  places,
  isReading,
  isWriting,
  error,
  onWrite,
  onClose,
}: {
  places: readonly Place[];
  isReading: boolean;
  isWriting: boolean;
  error: Error | null;
  onWrite: (steps: readonly BundleStep[]) => void;
  onClose: () => void;
}): ReactElement {
  const [name, setName] = useState('');
  const [access, setAccess] = useState<'private' | 'public'>('private');
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const open = places.filter(({ problem }) => problem === null);
  const bundleOf = ({ key, bundles }: Place): KnownBundle | undefined =>
    bundles.find(({ id }) => id === chosen[key]);
  const fresh = open.filter((place) => bundleOf(place) === undefined);
  const nameOf = newNames(fresh, name.trim());
  const isReady =
    open.length > 0 &&
    !isReading &&
    fresh.every((place) => name.trim() !== '' && nameOf(place).length <= MOST_NAME);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        const steps = open.map((place) => {
          const bundle = bundleOf(place);
          return bundle === undefined
            ? createStep(place, nameOf(place), access === 'public')
            : addStep(place, bundle);
        });
        onWrite(steps);
      }}
    >
      <TextField label="Name of new bundles" value={name} onChange={setName} />
      <Choice
        label="New bundles are"
        value={access}
        options={[
          { id: 'private', label: 'private' },
          { id: 'public', label: 'public' },
        ]}
        onChange={setAccess}
      />
      <ul className="flex max-h-60 flex-col gap-2 overflow-auto rounded border border-line p-2 text-sm">
        {places.map((place) => (
          <PlaceLine
            key={place.key}
            place={place}
            chosen={bundleOf(place)?.id ?? ''}
            newName={nameOf(place)}
            onChoose={(id) => {
              setChosen({ ...chosen, [place.key]: id });
            }}
          />
        ))}
      </ul>
      {isReading && <p className="text-muted">Reading your bundles…</p>}
      {error !== null && (
        <p role="alert" className="text-fail">
          {error.message}
        </p>
      )}
      <span className="flex gap-2">
        <Button primary type="submit" isDisabled={!isReady || isWriting}>
          {isWriting ? 'Writing…' : TITLE}
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </span>
    </form>
  );
}

/** Names of bundles are unique among those of one owner: two projects of a server need two. */
function newNames(fresh: readonly Place[], name: string): (place: Place) => string {
  const numbers = new Map<string, number>();
  for (const { instance } of fresh) numbers.set(instance, (numbers.get(instance) ?? 0) + 1);
  return ({ instance, project }) =>
    (numbers.get(instance) ?? 0) > 1 ? `${name} ${project}` : name;
}

function PlaceLine({
  place: { instance, project, ids, bundles, problem },
  chosen,
  newName,
  onChoose,
}: {
  place: Place;
  chosen: string;
  newName: string;
  onChoose: (id: string) => void;
}): ReactElement {
  return (
    <li className="flex flex-wrap items-center gap-2">
      <span className="text-muted">
        {instance}/{project}
      </span>
      <span>{ids.length === 1 ? '1 patch' : `${ids.length} patches`}</span>
      {problem === null ? (
        <Choice
          label={`Bundle on ${instance}/${project}`}
          isLabelShown={false}
          value={chosen}
          options={[
            { id: '', label: newName === '' ? 'new bundle' : `new bundle “${newName}”` },
            ...bundles.map(({ id, name }) => ({ id, label: name ?? id })),
          ]}
          onChange={onChoose}
        />
      ) : (
        <span className="text-warn">left out: {problem}</span>
      )}
      {newName.length > MOST_NAME && (
        <span className="text-warn">
          The name “{newName}” is longer than {MOST_NAME} characters.
        </span>
      )}
    </li>
  );
}
