import { useNavigate } from '@tanstack/react-router';
import { readFragment } from '../../generated/fragment-masking.js';
import { PatchDotFragmentDoc, SeriesPatchFragmentDoc } from '../../generated/graphql.js';
import { useShortcuts } from '../../keys/keys.js';
import type { PatchData } from './PatchData.js';

/** Binds the keys that go to the series of the patch and to its other patches. */
export function usePatchKeys(patch: PatchData): void {
  const navigate = useNavigate();
  const { instance, series } = patch;
  const { id } = readFragment(PatchDotFragmentDoc, readFragment(SeriesPatchFragmentDoc, patch));
  const siblings = series?.patches ?? [];
  const at = siblings.findIndex((one) => one.id === id);
  const step = (by: number) => (): void => {
    const next = siblings[at + by];
    if (next === undefined) return;
    void navigate({
      to: '/p/$instance/$number',
      params: { instance: instance.name, number: String(next.databaseId) },
    });
  };
  useShortcuts([
    { keys: ']', label: 'next patch', run: step(1) },
    { keys: '[', label: 'previous patch', run: step(-1) },
    {
      keys: 'u',
      label: 'up to the series',
      run: () => {
        if (series === null) return;
        void navigate({
          to: '/s/$instance/$number',
          params: { instance: instance.name, number: String(series.databaseId) },
          search: {},
        });
      },
    },
  ]);
}
