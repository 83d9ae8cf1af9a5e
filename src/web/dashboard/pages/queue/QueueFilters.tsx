import { memo, type ReactElement } from 'react';
import { ShellDocument, ProjectsDocument } from '../../generated/graphql.js';
import { useAnswer } from '../../data/useAnswer.js';
import { Button, Choice } from '../../parts/controls.js';
import type { QueueSearch } from '../addresses.js';
import type { PlacedRow } from './arrange.js';

/** One value of a filter. */
interface Option<K extends string> {
  readonly id: K;
  readonly label: string;
}

const TURNS = [
  { id: 'me', label: 'me' },
  { id: 'reviewer', label: 'reviewers' },
  { id: 'submitter', label: 'the submitter' },
] as const;

const CHECKS = [
  { id: 'FAIL', label: 'fail' },
  { id: 'WARNING', label: 'warning' },
  { id: 'PENDING', label: 'pending' },
  { id: 'SUCCESS', label: 'success' },
  { id: 'NONE', label: 'none' },
] as const;

const AGES: readonly Option<string>[] = [
  { id: '3', label: '3 days' },
  { id: '7', label: '1 week' },
  { id: '14', label: '2 weeks' },
  { id: '30', label: '1 month' },
];

const GROUPS = [
  { id: 'server', label: 'server' },
  { id: 'project', label: 'project' },
  { id: 'none', label: 'nothing' },
] as const;

const SORTS = [
  { id: 'newest', label: 'newest' },
  { id: 'oldest', label: 'oldest' },
  { id: 'title', label: 'title' },
] as const;

const NO_FILTER = {
  i: undefined,
  project: undefined,
  turn: undefined,
  state: undefined,
  check: undefined,
  delegate: undefined,
  age: undefined,
  sort: undefined,
  group: undefined,
} as const satisfies Partial<QueueSearch>;

/** The filters of the queue; each is a part of its address. They are not drawn again for each selection. */
export const QueueFilters = memo(function QueueFilters({
  search,
  rows,
  onChange,
}: {
  search: QueueSearch;
  /** Those that were read: their states and delegates are offered. */
  rows: readonly PlacedRow[];
  onChange: (changes: Partial<QueueSearch>) => void;
}): ReactElement {
  const shell = useAnswer(ShellDocument, {}).data?.data;
  const projects = useAnswer(ProjectsDocument, {}).data?.data.projects?.nodes ?? [];
  const servers = (shell?.instances ?? []).map(({ name }) => ({ id: name, label: name }));
  const projectChoices = projects
    .filter(({ instance }) => search.i === undefined || search.i.split(',').includes(instance.name))
    .map(({ instance, linkName, name }) => ({
      id: `${instance.name}/${linkName ?? ''}`,
      label: `${name ?? linkName ?? ''} (${instance.name})`,
    }));
  const states = rows.flatMap((row) => row.states ?? []);
  const delegates = rows.flatMap((row) => row.delegates ?? []);
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <Filter
        label="Turn"
        standard={{ id: 'any', label: 'anybody' }}
        value={search.turn}
        options={TURNS}
        onChange={(turn) => {
          onChange({ turn });
        }}
      />
      <Filter
        label="Server"
        standard={{ id: '', label: 'all' }}
        value={search.i}
        options={servers}
        onChange={(i) => {
          onChange({ i, project: undefined });
        }}
      />
      <Filter
        label="Project"
        standard={{ id: '', label: 'all' }}
        value={search.project}
        options={projectChoices}
        onChange={(project) => {
          onChange({ project });
        }}
      />
      <Filter
        label="State"
        standard={{ id: '', label: 'any' }}
        value={search.state}
        options={optionsOf(states, (slug) => slug.replaceAll('-', ' '))}
        onChange={(state) => {
          onChange({ state });
        }}
      />
      <Filter
        label="Delegate"
        standard={{ id: '', label: 'any' }}
        value={search.delegate}
        options={optionsOf(delegates)}
        onChange={(delegate) => {
          onChange({ delegate });
        }}
      />
      <Filter
        label="Checks"
        standard={{ id: 'any', label: 'any' }}
        value={search.check}
        options={CHECKS}
        onChange={(check) => {
          onChange({ check });
        }}
      />
      <Filter
        label="Waiting for"
        standard={{ id: '0', label: 'any' }}
        value={search.age?.toString()}
        options={AGES}
        onChange={(age) => {
          onChange({ age: age === undefined ? undefined : Number(age) });
        }}
      />
      <Filter
        label="Group by"
        standard={{ id: 'turn', label: 'turn' }}
        value={search.group}
        options={GROUPS}
        onChange={(group) => {
          onChange({ group });
        }}
      />
      <Filter
        label="Order"
        standard={{ id: 'waiting', label: 'longest waiting' }}
        value={search.sort}
        options={SORTS}
        onChange={(sort) => {
          onChange({ sort });
        }}
      />
      {isFiltered && (
        <Button
          onPress={() => {
            onChange(NO_FILTER);
          }}
        >
          Clear
        </Button>
      )}
    </>
  );
});

/** Each value once, in order. */
function optionsOf(
  values: readonly string[],
  labelOf = (value: string): string => value,
): readonly Option<string>[] {
  return [...new Set(values)].toSorted().map((id) => ({ id, label: labelOf(id) }));
}

/** A choice whose default is omitted from the address. */
function Filter<K extends string, S extends string>({
  label,
  value,
  standard,
  options,
  onChange,
}: {
  label: string;
  value: K | S | undefined;
  standard: Option<S>;
  options: readonly Option<K>[];
  onChange: (value: K | undefined) => void;
}): ReactElement {
  const all: readonly Option<K | S>[] = [standard, ...options];
  // An address may have what is not offered, such as two servers.
  const isOffered = value === undefined || all.some(({ id }) => id === value);
  return (
    <Choice<K | S>
      label={label}
      value={value ?? standard.id}
      options={isOffered ? all : [...all, { id: value, label: value }]}
      onChange={(chosen) => {
        onChange(options.find(({ id }) => id === chosen)?.id);
      }}
    />
  );
}
