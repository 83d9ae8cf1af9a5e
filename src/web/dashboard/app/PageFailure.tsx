import { useEffect, useState, type ReactElement } from 'react';
import { Failure } from '../parts/states.js';
import { PartError, reloadIfReachable } from './loadPart.js';

/** In place of a page that cannot be shown. */
export function PageFailure({ error, reset }: { error: unknown; reset: () => void }): ReactElement {
  if (error instanceof PartError) return <PartFailure error={error} />;
  return (
    <Failure
      heading="This page cannot be shown"
      error={error instanceof Error ? error : new Error(String(error))}
      onRetry={reset}
    />
  );
}

/** A browser does not load a file again that has failed, so the whole page is reloaded. */
function PartFailure({ error }: { error: PartError }): ReactElement {
  const [shown, setShown] = useState<Error>(error);
  useEffect(() => {
    const retry = (): void => void reloadIfReachable();
    window.addEventListener('online', retry);
    return () => {
      window.removeEventListener('online', retry);
    };
  }, []);
  return (
    <Failure
      heading="This page cannot be shown"
      error={shown}
      onRetry={() => {
        void reloadIfReachable().then((isReloading) => {
          if (!isReloading) setShown(new Error(`${error.message} It still does not answer.`));
        });
      }}
    />
  );
}
