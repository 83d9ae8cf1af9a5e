import { BadUserInputError } from '../errors.js';
import { messageIdForms } from '../mail/messageId.js';
import type { MailListFilter, PatchListFilter } from '../patchwork/lists/plans.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { patchTests } from './reviewTests.js';
import { CHECK_WORDS } from '../patchwork/resources/check.js';
import type { RequestContext } from './context.js';
import type { CoverFilter, InputMaybe, PatchFilter, SeriesFilter } from './generated/types.js';
import { decodeGlobalId, type NodeType } from './globalId.js';
import { clientOf } from './instances.js';
import { projectsOn, type ProjectsOn } from './projectNames.js';

/** Limits of a list that belongs to an object, in addition to the client's own filter. */
export interface ParentFilter {
  /** Link name of the project the list belongs to. */
  readonly project?: string;
  /** Number of the person whose patches they are. */
  readonly submitterId?: number;
  /** Address of the person whose mails they are, over instances. */
  readonly submitterAddress?: string;
  /** Instances that are known to have no mail from that address: they are not asked. */
  readonly unknownOn?: ReadonlySet<PatchworkClient>;
  /** Number of the user whose delegated patches they are. */
  readonly delegateId?: number;
}

export const given = <T>(value: T | null | undefined): T | undefined => value ?? undefined;

/** Filter of a client, translated for each instance. */
export type FilterOn<Filter> = (client: PatchworkClient, source: RequestContext) => Filter;

/** Numbers of one type by instance, out of global ids. */
export type IdsByInstance = ReadonlyMap<string, readonly number[]>;

export function idsByInstance(
  ids: readonly string[] | null | undefined,
  type: NodeType,
  argument: string,
  context: Pick<RequestContext, 'gateway'>,
): IdsByInstance | undefined {
  if (ids == null) return undefined;
  const byInstance = new Map<string, number[]>();
  for (const text of ids) {
    const found = decodeGlobalId(text, `filter.${argument}`);
    if (found.type !== type) {
      throw new BadUserInputError(
        `filter.${argument}: "${text}" is the id of a ${found.type}, not of a ${type}`,
        { argument: `filter.${argument}` },
      );
    }
    clientOf(context.gateway, found.instance, `filter.${argument}`);
    const known = byInstance.get(found.instance);
    if (known === undefined) byInstance.set(found.instance, [found.id]);
    else known.push(found.id);
  }
  return byInstance;
}

/** The client's projects as each instance calls them, or the one project that the list belongs to. */
export function projectsOf(
  filter: { readonly project?: InputMaybe<readonly string[]> } | null | undefined,
  parent: ParentFilter,
  { gateway }: Pick<RequestContext, 'gateway'>,
): ProjectsOn {
  const asked = given(filter?.project);
  const { project } = parent;
  if (project === undefined) return projectsOn(asked, gateway);
  if (asked !== undefined && asked.length > 0) {
    throw new BadUserInputError(
      `filter.project: this list is already limited to the project "${project}"; remove the filter or use the root field`,
      { argument: 'filter.project' },
    );
  }
  return () => [project];
}

function refuseImplied(
  isImplied: boolean,
  values: readonly string[] | null | undefined,
  argument: string,
): void {
  if (!isImplied || values == null || values.length === 0) return;
  throw new BadUserInputError(
    `filter.${argument}: this list is already limited to one ${argument}; remove the filter`,
    { argument: `filter.${argument}` },
  );
}

/** Whose mails are requested from one instance. */
function submittersOn(
  client: PatchworkClient,
  asked: readonly string[] | undefined,
  { submitterId, submitterAddress, unknownOn }: ParentFilter,
): readonly string[] | undefined {
  if (submitterId !== undefined) return [String(submitterId)];
  if (submitterAddress === undefined) return asked;
  return unknownOn?.has(client) === true ? [] : [submitterAddress];
}

const isOfPerson = ({ submitterId, submitterAddress }: ParentFilter): boolean =>
  submitterId !== undefined || submitterAddress !== undefined;

/** Filters that lists of mails share, as they are requested from each instance. */
export function mailFilter(
  filter: InputMaybe<CoverFilter | SeriesFilter | PatchFilter>,
  parent: ParentFilter,
  context: RequestContext,
): FilterOn<MailListFilter> {
  refuseImplied(isOfPerson(parent), filter?.submitter, 'submitter');
  // REST takes a number for that of a person, who is another one on every server.
  const invalid = filter?.submitter?.find((address) => !address.includes('@'));
  if (invalid !== undefined) {
    throw new BadUserInputError(
      `filter.submitter: "${invalid.slice(0, 80)}" is not a valid email address; write one such as jane@example.org. To find names, use search(query: "submitter:...")`,
      { argument: 'filter.submitter' },
    );
  }
  const project = projectsOf(filter, parent, context);
  return (client) => ({
    project: project(client),
    submitter: submittersOn(client, given(filter?.submitter), parent),
    since: given(filter?.since),
    before: given(filter?.before),
    q: given(filter?.q),
  });
}

/** The Message-IDs that a filter can mean. */
export function messageIdsOf(
  filter: { readonly messageId?: InputMaybe<string> } | null | undefined,
): readonly string[] | undefined {
  return filter?.messageId == null ? undefined : messageIdForms(filter.messageId);
}

const HEX_HASH = /^[0-9a-f]{40}$/i;

/** A path filter reads each patch, so that one that no path can fit is refused. @throws BadUserInputError */
export function requirePaths(path: readonly string[] | null | undefined): void {
  const wrong = path?.find((pattern) => pattern === '' || pattern.startsWith('/'));
  if (wrong === undefined) return;
  throw new BadUserInputError(
    `filter.path: "${wrong.slice(0, 80)}" matches no path; paths are relative to the repository, such as "drivers/net/" or "lib/*.c"`,
    { argument: 'filter.path' },
  );
}

function requireReviewers(reviewedBy: readonly string[] | null | undefined): void {
  const wrong = reviewedBy?.find((address) => !address.includes('@'));
  if (wrong === undefined) return;
  throw new BadUserInputError(
    `filter.reviewedBy: "${wrong.slice(0, 80)}" is not a valid email address; write one such as jane@example.org`,
    { argument: 'filter.reviewedBy' },
  );
}

/** Filter of patches, translated for each instance. @throws BadUserInputError */
export function patchFilter(
  filter: InputMaybe<PatchFilter>,
  parent: ParentFilter,
  context: RequestContext,
): FilterOn<PatchListFilter> {
  const mail = mailFilter(filter, parent, context);
  refuseImplied(parent.delegateId !== undefined, filter?.delegate, 'delegate');
  requirePaths(filter?.path);
  requireReviewers(filter?.reviewedBy);
  const hash = given(filter?.hash);
  if (hash !== undefined && !HEX_HASH.test(hash)) {
    throw new BadUserInputError(
      `filter.hash: "${hash.slice(0, 80)}" is not a valid hash; a hash has 40 hexadecimal digits`,
      { argument: 'filter.hash' },
    );
  }
  const series = idsByInstance(filter?.series, 'Series', 'series', context);
  const messageId = messageIdsOf(filter);
  const check = filter?.check?.map((state) => toCheckWord(state));
  return (client, source) => ({
    ...mail(client, source),
    delegate: parent.delegateId === undefined ? filter?.delegate : [parent.delegateId],
    state: given(filter?.state),
    category: given(filter?.category),
    series: series === undefined ? undefined : (series.get(client.name) ?? []),
    archived: given(filter?.archived),
    hash,
    messageId,
    check,
    seriesVersion: given(filter?.seriesVersion),
    isPullRequest: given(filter?.isPullRequest),
    tests: patchTests(filter, client, source),
  });
}

/** The word that REST has for a check's state. */
export function toCheckWord(state: string): (typeof CHECK_WORDS)[number] {
  const word = CHECK_WORDS.find((known) => known === state.toLowerCase());
  if (word === undefined) throw new TypeError(`unknown state of a check: ${state}`);
  return word;
}
