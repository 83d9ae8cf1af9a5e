import { useMemo, useState } from 'react';

/** The rows that are selected. */
export interface SelectedRows {
  /** Global ids of series. */
  readonly ids: ReadonlySet<string>;
  /** Whether the address contains them. */
  readonly isInAddress: boolean;
  readonly select: (ids: readonly string[]) => void;
}

/** Servers and proxies refuse longer requests: many from 8 KiB. */
const MAX_ADDRESS_CHARACTERS = 6_000;

/**
 * Keeps the selection in the address of the page, or beside it where it is too long for an address.
 *
 * @param written as the address has it: ids with dots or commas between them.
 * @param write changes the address.
 */
export function useSelection(
  written: string | undefined,
  write: (sel: string | undefined) => void,
): SelectedRows {
  const [large, setLarge] = useState<ReadonlySet<string> | null>(null);
  const ids = useMemo(
    () => large ?? new Set(written?.split(/[.,]/).filter((id) => id !== '')),
    [large, written],
  );
  return {
    ids,
    isInAddress: large === null,
    select: (chosen) => {
      const text = chosen.join('.');
      const isTooLong = text.length > MAX_ADDRESS_CHARACTERS;
      setLarge(isTooLong ? new Set(chosen) : null);
      write(isTooLong || text === '' ? undefined : text);
    },
  };
}
