import type { CheckEntity } from '../../catalog/kinds/check.js';
import { compareUtc } from '../../patchwork/dates.js';
import { read } from '../../patchwork/shape.js';
import { facetFields } from '../facetField.js';
import type { CheckFilter, CheckResolvers, CheckState, InputMaybe } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import { toCheckWord } from '../listFilters.js';

const field = facetFields<CheckEntity>();

/** The enum value of REST's word for a check's state. */
export function toCheckState(word: string | null): CheckState | null {
  return word === null ? null : (word.toUpperCase() as CheckState);
}

/** Fields of a check that events have. */
const EVENT_FIELDS: ReadonlySet<string> = new Set([
  '__typename',
  'id',
  'databaseId',
  'instance',
  'patch',
  'state',
  'context',
  'targetUrl',
  'date',
]);

/** Whether these fields of checks can be read for many patches at once. */
export function eventsSuffice(fields: ReadonlySet<string>): boolean {
  for (const field of fields) if (!EVENT_FIELDS.has(field)) return false;
  return true;
}

/**
 * Those checks of one patch that a filter keeps, as they were made. The list is complete and loaded, so it
 * is filtered here: REST knows a check's state by number only.
 */
export function checksOf(
  checks: readonly CheckEntity[],
  filter: InputMaybe<CheckFilter>,
): readonly CheckEntity[] {
  if (filter == null) return checks;
  const { context, user, since, before } = filter;
  const words = filter.state?.map((state) => toCheckWord(state));
  return checks.filter((check) => {
    const { client, detail } = check;
    const data = check.at('basic');
    if (data === undefined) return false;
    if (words && (data.state == null || !words.includes(data.state))) return false;
    if (context && !context.includes(data.context ?? '')) return false;
    if (user && !user.includes(detail?.user?.username ?? '')) return false;
    if (since == null && before == null) return true;
    const date = client.stampZone.toUtc(data.date);
    if (date === null) return false;
    return (
      (since == null || compareUtc(date, since) >= 0) &&
      (before == null || compareUtc(date, before) < 0)
    );
  });
}

export const Check: CheckResolvers = {
  id: ({ client, id, patch }) =>
    encodeGlobalId({ instance: client.name, type: 'Check', id, parent: patch.id }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  patch: ({ patch }) => patch,
  state: field('basic', (data) => toCheckState(read(data, 'state'))),
  context: field('basic', (data) => read(data, 'context')),
  targetUrl: field('basic', (data) => read(data, 'target_url')),
  date: field('basic', (data, { client }) => client.stampZone.toUtc(read(data, 'date'))),
  url: field('basic', (data) => read(data, 'url')),
  description: field('summary', (data) => read(data, 'description')),
  user: field('summary', (data, { client }, { store }) => {
    const user = read(data, 'user');
    return user === null ? null : store.users.addEmbedded(client, user);
  }),
};
