import { useEffect, useState, type ReactElement } from 'react';
import { Button } from './controls.js';
import { copyText } from './copyText.js';

const SHOWN_MS = 1500;

/** Copies a text, and says so. */
export function CopyButton({ text, label }: { text: string; label: string }): ReactElement {
  /** What became of it; null before and some time after. */
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => {
      setSaid(null);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [said]);
  return (
    <Button
      onPress={() => {
        void copyText(text).then((isCopied) => {
          setSaid(isCopied ? 'Copied' : 'Not copied');
        });
      }}
    >
      {said ?? label}
    </Button>
  );
}
