import type { ReactElement } from 'react';
import { readFragment, type FragmentType } from '../generated/fragment-masking.js';
import { CheckLineFragmentDoc } from '../generated/graphql.js';
import { CheckMark } from './marks.js';
import { OutLink } from './OutLink.js';
import { Time } from './time.js';
import { worstFirst } from './worstFirst.js';

/** Checks, failing ones first. */
export function CheckTable({
  checks: masked,
}: {
  checks: readonly FragmentType<typeof CheckLineFragmentDoc>[];
}): ReactElement {
  const checks = readFragment(CheckLineFragmentDoc, masked).toSorted(worstFirst);
  return (
    <div className="overflow-x-auto" role="region" aria-label="Checks" tabIndex={0}>
      <table className="w-full text-left">
        <thead className="text-muted">
          <tr className="border-b border-line">
            <th className="py-1 pr-3 font-normal">State</th>
            <th className="py-1 pr-3 font-normal">Context</th>
            <th className="py-1 pr-3 font-normal">Patch</th>
            <th className="py-1 pr-3 font-normal">Description</th>
            <th className="py-1 font-normal">Date</th>
          </tr>
        </thead>
        <tbody>
          {checks.map(({ id, state, context, description, targetUrl, date, patch }) => (
            <tr key={id} className="border-b border-line align-top">
              <td className="py-1 pr-3">{state !== null && <CheckMark state={state} />}</td>
              <td className="max-w-80 min-w-32 py-1 pr-3 wrap-anywhere">
                {targetUrl === null ? context : <OutLink href={targetUrl}>{context}</OutLink>}
              </td>
              <td className="py-1 pr-3 tabular-nums">{patch.index ?? ''}</td>
              <td className="min-w-40 py-1 pr-3 wrap-anywhere">{description}</td>
              <td className="py-1 whitespace-nowrap">
                <Time date={date} asAge />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
