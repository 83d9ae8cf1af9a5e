import type { ReactElement } from 'react';
import * as z from 'zod/mini';
import type { AnswerError } from '../../data/request.js';

/** A query that cannot be read or answered is shown with the place of its fault. */
export function SearchFault({
  errors,
  query,
}: {
  errors: readonly AnswerError[];
  query: string;
}): ReactElement {
  const position = z
    .object({ start: z.number(), end: z.number() })
    .safeParse(errors[0]?.extensions?.position);
  return (
    <div role="alert" className="rounded-md border border-line bg-panel p-3">
      {position.success && (
        <p className="font-mono">
          {query.slice(0, position.data.start)}
          <mark className="bg-select text-fail underline decoration-wavy">
            {query.slice(position.data.start, position.data.end) || ' '}
          </mark>
          {query.slice(position.data.end)}
        </p>
      )}
      <p className="text-fail">{errors[0]?.message ?? 'The search could not be run.'}</p>
    </div>
  );
}
