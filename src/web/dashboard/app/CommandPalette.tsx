import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import {
  Autocomplete,
  Dialog as AriaDialog,
  Input,
  Menu,
  MenuItem,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { changeSettings } from '../data/settings.js';
import { ProjectsDocument } from '../generated/graphql.js';
import { Overlay } from '../parts/controls.js';
import { useAnswer } from '../data/useAnswer.js';

interface Command {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

/** Everything that can be gone to or switched, by its name. */
export function CommandPalette({
  isOpen,
  onClose,
}: {
  isOpen: boolean;
  onClose: () => void;
}): ReactElement {
  const { contains } = useFilter({ sensitivity: 'base' });
  const commands = useCommands(isOpen);
  return (
    <Overlay isOpen={isOpen} onClose={onClose}>
      <AriaDialog
        aria-label="Commands"
        className="rounded-lg border border-line bg-raised shadow-xl outline-none"
      >
        <Autocomplete filter={contains}>
          <SearchField aria-label="Command" autoFocus className="border-b border-line p-2">
            <Input
              placeholder="Go to or switch…"
              className="w-full bg-transparent px-2 py-1 outline-none placeholder:text-muted"
            />
          </SearchField>
          <Menu
            items={commands}
            onAction={(key) => {
              onClose();
              commands.find(({ id }) => id === key)?.run();
            }}
            className="max-h-80 overflow-auto p-1 outline-none"
          >
            {({ id, label }) => (
              <MenuItem
                id={id}
                className="cursor-default rounded px-2 py-1 data-[focused]:bg-select"
              >
                {label}
              </MenuItem>
            )}
          </Menu>
        </Autocomplete>
      </AriaDialog>
    </Overlay>
  );
}

function useCommands(isOpen: boolean): readonly Command[] {
  const navigate = useNavigate();
  const projects =
    useAnswer(ProjectsDocument, {}, { enabled: isOpen }).data?.data.projects?.nodes ?? [];
  const to = (path: '/queue' | '/search' | '/activity' | '/settings') => (): void =>
    void navigate({ to: path, search: {} });
  return [
    { id: 'queue', label: 'Queue', run: to('/queue') },
    {
      id: 'mine',
      label: 'Queue: my turn',
      run: () => void navigate({ to: '/queue', search: { turn: 'me' } }),
    },
    { id: 'search', label: 'Search', run: to('/search') },
    { id: 'activity', label: 'Activity', run: to('/activity') },
    { id: 'settings', label: 'Settings', run: to('/settings') },
    ...(['system', 'light', 'dark'] as const).map((theme) => ({
      id: `theme-${theme}`,
      label: `Theme: ${theme}`,
      run: () => {
        changeSettings({ theme });
      },
    })),
    ...projects.flatMap(({ id, name, linkName, instance }): Command[] => [
      {
        id,
        label: `Project: ${name ?? linkName ?? ''} (${instance.name})`,
        run: () =>
          void navigate({
            to: '/projects/$instance/$project',
            params: { instance: instance.name, project: linkName ?? '' },
            search: {},
          }),
      },
    ]),
  ];
}
