import { useEffect, useState, type ReactElement } from 'react';
import { Button } from './controls.js';

const SHOWN_MS = 1500;

/** Copies a text, and says so. */
export function CopyButton({ text, label }: { text: string; label: string }): ReactElement {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => {
      setCopied(false);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isCopied]);
  return (
    <Button
      onPress={() => {
        void navigator.clipboard.writeText(text).then(() => {
          setCopied(true);
        });
      }}
    >
      {isCopied ? 'Copied' : label}
    </Button>
  );
}
