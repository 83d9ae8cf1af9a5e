import type { ReactElement } from 'react';
import { ShellDocument, ProjectsDocument } from '../../generated/graphql.js';
import { useAnswer } from '../../data/useAnswer.js';
import { Button, Choice } from '../../parts/controls.js';
import type { QueueSearch } from '../addresses.js';

const TURNS = [
  { id: 'any', label: 'anybody' },
  { id: 'me', label: 'me' },
  { id: 'reviewer', label: 'reviewers' },
  { id: 'submitter', label: 'the submitter' },
] as const;

const CHECKS = [
  { id: 'any', label: 'any' },
  { id: 'FAIL', label: 'fail' },
  { id: 'WARNING', label: 'warning' },
  { id: 'PENDING', label: 'pending' },
  { id: 'SUCCESS', label: 'success' },
  { id: 'NONE', label: 'none' },
] as const;

const AGES = [
  { id: '0', label: 'any' },
  { id: '3', label: '3 days' },
  { id: '7', label: '1 week' },
  { id: '14', label: '2 weeks' },
  { id: '30', label: '1 month' },
] as const;

const GROUPS = [
  { id: 'turn', label: 'turn' },
  { id: 'server', label: 'server' },
  { id: 'project', label: 'project' },
  { id: 'none', label: 'nothing' },
] as const;

const SORTS = [
  { id: 'waiting', label: 'longest waiting' },
  { id: 'newest', label: 'newest' },
  { id: 'oldest', label: 'oldest' },
  { id: 'title', label: 'title' },
] as const;

/** The filters of the queue; each is a part of its address. */
export function QueueFilters({
  search,
  onChange,
}: {
  search: QueueSearch;
  onChange: (changes: Partial<QueueSearch>) => void;
}): ReactElement {
  const shell = useAnswer(ShellDocument, {}).data?.data;
  const projects = useAnswer(ProjectsDocument, {}).data?.data.projects?.nodes ?? [];
  const servers = [
    { id: '', label: 'all' },
    ...(shell?.instances ?? []).map(({ name }) => ({ id: name, label: name })),
  ];
  const projectChoices = [
    { id: '', label: 'all' },
    ...projects
      .filter(
        ({ instance }) => search.i === undefined || search.i.split(',').includes(instance.name),
      )
      .map(({ instance, linkName, name }) => ({
        id: `${instance.name}/${linkName ?? ''}`,
        label: `${name ?? linkName ?? ''} (${instance.name})`,
      })),
  ];
  const isFiltered = Object.entries(search).some(
    ([key, value]) => key !== 'sel' && value !== undefined,
  );
  return (
    <>
      <Choice
        label="Turn"
        value={search.turn ?? 'any'}
        options={TURNS}
        onChange={(turn) => {
          onChange({ turn: turn === 'any' ? undefined : turn });
        }}
      />
      <Choice
        label="Server"
        value={search.i ?? ''}
        options={servers}
        onChange={(i) => {
          onChange({ i: i === '' ? undefined : i, project: undefined });
        }}
      />
      <Choice
        label="Project"
        value={search.project ?? ''}
        options={projectChoices}
        onChange={(project) => {
          onChange({ project: project === '' ? undefined : project });
        }}
      />
      <Choice
        label="Checks"
        value={search.check ?? 'any'}
        options={CHECKS}
        onChange={(check) => {
          onChange({ check: check === 'any' ? undefined : check });
        }}
      />
      <Choice
        label="Waiting for"
        value={String(search.age ?? 0)}
        options={AGES}
        onChange={(age) => {
          onChange({ age: age === '0' ? undefined : Number(age) });
        }}
      />
      <Choice
        label="Group by"
        value={search.group ?? 'turn'}
        options={GROUPS}
        onChange={(group) => {
          onChange({ group: group === 'turn' ? undefined : group });
        }}
      />
      <Choice
        label="Order"
        value={search.sort ?? 'waiting'}
        options={SORTS}
        onChange={(sort) => {
          onChange({ sort: sort === 'waiting' ? undefined : sort });
        }}
      />
      {isFiltered && (
        <Button
          onPress={() => {
            onChange({
              i: undefined,
              project: undefined,
              turn: undefined,
              state: undefined,
              check: undefined,
              delegate: undefined,
              age: undefined,
              sort: undefined,
              group: undefined,
            });
          }}
        >
          Clear
        </Button>
      )}
    </>
  );
}
