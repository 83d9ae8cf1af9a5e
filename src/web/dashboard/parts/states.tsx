import type { ReactElement, ReactNode } from 'react';
import { RequestError } from '../data/request.js';
import { Button } from './controls.js';

/** While the first answer is on its way; of about the height of what comes. */
export function Skeleton({ rows, label }: { rows: number; label: string }): ReactElement {
  return (
    <div role="status" aria-label={label} className="pulse flex flex-col gap-2 p-2">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="h-8 rounded bg-panel" />
      ))}
    </div>
  );
}

/** The page could not be read at all. */
export function Failure({ error, onRetry }: { error: Error; onRetry: () => void }): ReactElement {
  const errors = error instanceof RequestError ? error.errors : [];
  return (
    <div role="alert" className="m-4 max-w-2xl rounded-md border border-line bg-panel p-4">
      <p className="mb-2 font-semibold text-fail">{error.message}</p>
      {errors.slice(1).map(({ message }, index) => (
        <p key={index} className="text-muted">
          {message}
        </p>
      ))}
      <Button onPress={onRetry}>Ask again</Button>
    </div>
  );
}

/** Nothing is there, and why. */
export function Empty({ children }: { children: ReactNode }): ReactElement {
  return <div className="p-6 text-muted">{children}</div>;
}
