import type { ReactElement, ReactNode } from 'react';
import { RequestError } from '../data/request.js';
import { Button } from './controls.js';

/** While the first answer is on its way; of about the height of what comes. */
export function Skeleton({
  rows,
  label,
  heading,
}: {
  rows: number;
  label: string;
  /** Heading of the page where nothing else is on it. */
  heading?: string;
}): ReactElement {
  return (
    <div role="status" aria-label={label} className="pulse flex flex-col gap-2 p-2">
      {heading !== undefined && <h1 className="sr-only">{heading}</h1>}
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="h-8 rounded bg-panel" />
      ))}
    </div>
  );
}

/** The page could not be read at all. */
export function Failure({
  error,
  onRetry,
  heading,
}: {
  error: Error;
  onRetry: () => void;
  /** Heading of the page where nothing else is on it. */
  heading?: string;
}): ReactElement {
  const errors = error instanceof RequestError ? error.errors : [];
  return (
    <div
      role="alert"
      className="m-4 max-w-2xl wrap-anywhere rounded-md border border-line bg-panel p-4"
    >
      {heading !== undefined && <h1 className="mb-2 text-lg font-semibold">{heading}</h1>}
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
export function Empty({
  children,
  heading,
}: {
  children: ReactNode;
  /** Heading of the page where nothing else is on it. */
  heading?: string;
}): ReactElement {
  return (
    <div className="p-6 wrap-anywhere text-muted">
      {heading !== undefined && <h1 className="mb-2 text-lg font-semibold text-ink">{heading}</h1>}
      {children}
    </div>
  );
}
