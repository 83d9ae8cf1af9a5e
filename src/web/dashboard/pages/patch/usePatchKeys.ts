import { useNavigate } from '@tanstack/react-router';
import { readFragment } from '../../generated/fragment-masking.js';
import { PatchDotFragmentDoc, SeriesPatchFragmentDoc } from '../../generated/graphql.js';
import { useShortcuts } from '../../keys/keys.js';
import { copyText } from '../../parts/copyText.js';
import type { PatchData } from './PatchData.js';

/** Binds the keys that go to the series of the patch and to its other patches, and copy its name. */
export function usePatchKeys(patch: PatchData, onReload: () => void): void {
  const navigate = useNavigate();
  const { instance, series } = patch;
  const own = readFragment(SeriesPatchFragmentDoc, patch);
  const { id } = readFragment(PatchDotFragmentDoc, own);
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
    { keys: 'Shift+R', label: 'read again', run: onReload },
    {
      keys: 'c',
      label: 'copy the Message-ID',
      run: () => {
        if (own.messageId !== null) void copyText(own.messageId);
      },
    },
  ]);
}
