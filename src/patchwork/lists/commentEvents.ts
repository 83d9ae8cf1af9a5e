import type { ApiVersion } from '../../apiVersions.js';
import { NotSupportedError, type GatewayError } from '../../errors.js';
import type { SourceWarning } from '../../orderedList.js';
import type { EventCategory } from '../resources/event.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import { capabilitiesOf, capabilitySince } from '../versions.js';

/** Requested events that a server does not have. */
export interface MissingEvents {
  readonly warnings: readonly SourceWarning[];
  /** Set if it has none of them. */
  readonly error: GatewayError | null;
}

/** Parts of a filter that decide whether events about comments can match it. */
interface CommentFilter {
  readonly category?: readonly EventCategory[] | undefined;
  readonly actor?: readonly unknown[] | undefined;
  readonly series?: readonly unknown[] | undefined;
}

const NOTHING_MISSING: MissingEvents = { warnings: [], error: null };

/**
 * The warning that a server has no events about comments, as below API 1.3.
 *
 * @returns null if it has them, and before the first contact.
 */
export function commentEventsWarningOf({
  name,
  knownVersion,
}: Pick<PatchworkClient, 'name' | 'knownVersion'>): SourceWarning | null {
  if (knownVersion === undefined || capabilitiesOf(knownVersion).commentEvents) return null;
  return {
    code: 'NO_COMMENT_EVENTS',
    message: `${name} has no events about comments: they ${need(knownVersion)}`,
  };
}

/** Events of a filter that a server lacks: those about comments. None before the first contact. */
export function missingEvents(
  client: Pick<PatchworkClient, 'name' | 'knownVersion'>,
  { category, actor, series }: CommentFilter,
): MissingEvents {
  const { name: instance, knownVersion: version } = client;
  const warning = commentEventsWarningOf(client);
  if (warning === null || version === undefined) return NOTHING_MISSING;
  if (category === undefined) {
    // Events about comments have neither an actor nor a series.
    const canMatch = actor === undefined && series === undefined;
    return canMatch ? { warnings: [warning], error: null } : NOTHING_MISSING;
  }
  const lacking = [...new Set(category)].filter((one) => one.includes('comment'));
  if (lacking.length > 0 && category.every((one) => lacking.includes(one))) {
    const message = `events of the kind ${lacking.join(', ')} ${need(version)}`;
    return { warnings: [], error: new NotSupportedError(instance, message) };
  }
  const warnings = lacking.map((one) => ({
    code: 'UNKNOWN_VALUE',
    message: `${instance} has no events with the category "${one}": they ${need(version)}`,
  }));
  return { warnings, error: null };
}

function need(version: ApiVersion): string {
  return `need API ${capabilitySince('commentEvents')}, this server has ${version}`;
}
