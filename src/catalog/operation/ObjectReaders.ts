import { GatewayError } from '../../errors.js';
import { bundleMboxPath, idsInMbox } from '../../patchwork/bundleMbox.js';
import { findTokenOwner } from '../../patchwork/findTokenOwner.js';
import { findProject } from '../../patchwork/findProject.js';
import type { PageRequest } from '../../patchwork/page.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { toQuery } from '../../patchwork/query.js';
import { checks } from '../../patchwork/resources/check.js';
import { comments } from '../../patchwork/resources/comment.js';
import { patches } from '../../patchwork/resources/patch.js';
import { projects } from '../../patchwork/resources/project.js';
import type { Scope } from '../../patchwork/Scope.js';
import { refuseUnreadable } from '../../patchwork/shape.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import type { BundleEntity } from '../kinds/bundle.js';
import type { CommentEntity } from '../kinds/comment.js';
import type { CoverEntity } from '../kinds/cover.js';
import type { PatchEntity } from '../kinds/patch.js';
import { findAddresses } from '../lookups/findAddresses.js';
import { findUser } from '../lookups/findUser.js';
import { SharedReads, type ObjectReader } from '../reads/SharedReads.js';
import type { EntityStore } from '../kinds/kinds.js';
import { readChecksByEvents } from '../reads/readChecksByEvents.js';
import { readCommentCounts } from '../reads/readCommentCounts.js';

type MailEntity = PatchEntity | CoverEntity;

interface Text {
  readonly client: PatchworkClient;
  readonly path: string;
  /** Where the server redirects it to, if that is known. */
  readonly landing?: string | undefined;
}
interface PatchList {
  readonly client: PatchworkClient;
  readonly request: PageRequest;
}
interface Named {
  readonly client: PatchworkClient;
  readonly name: string;
}

/** The reads behind {@link ObjectReaders}, which all sources of an operation share. */
type ObjectReads = ReturnType<typeof createObjectReads>;

type ReaderOf<Reads> = Reads extends SharedReads<infer K, infer V> ? ObjectReader<K, V> : never;

type Readers = { readonly [Name in keyof ObjectReads]: ReaderOf<ObjectReads[Name]> };

/** Reads of data that belongs to one object and has no facet: lists, texts and lookups by name. */
export interface ObjectReaders extends Readers {
  /** The same reads for one source of the operation, whose scope counts them. */
  within(scope: Scope): ObjectReaders;
  /** Drops all results, so that they are read again. */
  clear(): void;
}

/** Readers for one operation. @param scope counts the reads, and decides when batches are sent. */
export function createObjectReaders(store: EntityStore, scope: Scope): ObjectReaders {
  return bindReaders(createObjectReads(store, scope), scope);
}

function bindReaders(reads: ObjectReads, scope: Scope): ObjectReaders {
  const all = Object.entries<{ within(scope: Scope): unknown; clearAll(): void }>(reads);
  const readers = all.map(([name, shared]) => [name, shared.within(scope)]);
  return {
    // `Object.fromEntries` does not keep which name has which type.
    ...(Object.fromEntries(readers) as Readers),
    within: (child) => bindReaders(reads, child),
    clear: () => {
      for (const [, shared] of all) shared.clearAll();
    },
  };
}

function createObjectReads(store: EntityStore, schedule: Scope) {
  return {
    ...commentReads(store, schedule),
    ...checkReads(store, schedule),
    ...textReads(),
    ...namedReads(store),
    ...patchListReads(),
  };
}

function commentReads(store: EntityStore, schedule: Scope) {
  return {
    /** Comments of a patch or cover, as they arrived; null below API 1.1, which has none. */
    comments: SharedReads.once((parent: MailEntity, scope) => readComments(parent, store, scope)),
    /** Number of comments of patches, of many at once if events report them; null below API 1.1. */
    patchCommentCounts: SharedReads.batched(
      (client, parents: readonly PatchEntity[], scope) => readCommentCounts(client, parents, scope),
      countComments,
      schedule,
    ),
    /** Number of comments of covers, of many at once if events report them; null below API 1.1. */
    coverCommentCounts: SharedReads.batched(
      (client, parents: readonly CoverEntity[], scope) => readCommentCounts(client, parents, scope),
      countComments,
      schedule,
    ),
  };
}

async function readComments(
  parent: MailEntity,
  store: EntityStore,
  scope: Scope,
): Promise<readonly CommentEntity[] | null> {
  const { patchComments } = capabilitiesOf(await parent.client.version(scope));
  if (!patchComments) return null;
  const answer = await parent.client.lists.all(comments, { under: parent.address }, scope);
  refuseUnreadable(answer.unreadable);
  return answer.rows.map((row) => store.comments.addDetail(parent, row));
}

async function countComments(parent: MailEntity, scope: Scope): Promise<number | null> {
  const { client } = parent;
  if (!capabilitiesOf(await client.version()).patchComments) return null;
  return (await client.lists.count(comments, [], scope, parent.address)).count;
}

function checkReads(store: EntityStore, schedule: Scope) {
  const ofPatch = SharedReads.once(async (patch: PatchEntity, scope) => {
    const answer = await patch.client.lists.all(checks, { under: patch.address }, scope);
    refuseUnreadable(answer.unreadable);
    return answer.rows.map((row) => store.checks.addDetail(patch, row));
  });
  return {
    /** Checks of a patch, in the order in which they were created. */
    checks: ofPatch,
    /**
     * Checks of patches as events report them, of many patches at once: without description and user.
     * Where events do not suffice, the patch's own list is read.
     */
    checkSummaries: SharedReads.batched(
      (client, parents: readonly PatchEntity[], scope) =>
        readChecksByEvents(client, parents, store, scope),
      (patch, scope) => ofPatch.load(patch, scope),
      schedule,
    ),
  };
}

function textReads() {
  const text = SharedReads.once(
    ({ client, path, landing }: Text, scope) => client.text(path, scope, landing),
    ({ client, path }) => `${client.name} ${path}`,
  );
  return {
    /** A page that is text, such as an mbox; null when absent or hidden. */
    text,
    /**
     * Numbers of a bundle's patches in its own order, which only its mbox has. Those that it lacks are
     * missing; none where it cannot be read.
     */
    bundleOrder: SharedReads.once(
      async (bundle: BundleEntity, scope): Promise<readonly number[]> => {
        const { client } = bundle;
        const data = bundle.at('basic');
        const path = data === undefined ? null : bundleMboxPath(data);
        if (path === null) return [];
        try {
          return idsInMbox((await text.load({ client, path }, scope)) ?? '');
        } catch (error) {
          // The bundle is known, and so are its patches: only their order is not.
          if (error instanceof GatewayError) return [];
          throw error;
        }
      },
    ),
  };
}

function namedReads(store: EntityStore) {
  const keyOf = ({ client, name }: Named): string => `${client.name} ${name}`;
  return {
    /** A project by its link name; see `findProject`. */
    projectByName: SharedReads.once(async ({ client, name }: Named, scope) => {
      // As parts of a path these two lead elsewhere.
      if (name === '.' || name === '..') return null;
      const found = await findProject(client, name, scope);
      return found === null ? null : store.projects.addDetail(client, found);
    }, keyOf),
    /** A user by login name; needs a token. */
    userByName: SharedReads.once(async ({ client, name }: Named, scope) => {
      const found = await findUser(client, name, scope);
      return found === null ? null : store.users.addEmbedded(client, found);
    }, keyOf),
    /** Addresses of the people who match some words; see `findAddresses`. Needs a token. */
    addressesByWords: SharedReads.once(
      ({ client, name }: Named, scope) => findAddresses(client, name, scope),
      keyOf,
    ),
    /** Owner of the caller's token; null without one. */
    tokenOwner: SharedReads.once((client: PatchworkClient, scope) => findTokenOwner(client, scope)),
    /** Every project of an instance. */
    projects: SharedReads.once(async (client: PatchworkClient, scope) => {
      const answer = await client.lists.all(projects, {}, scope);
      refuseUnreadable(answer.unreadable);
      return answer.rows.map((row) => store.projects.addDetail(client, row));
    }),
  };
}

function patchListReads() {
  const keyOf = ({ client, request: { params = [], page = 1, perPage } }: PatchList): string =>
    `${client.name} ${String(page)} ${String(perPage)} ${toQuery(params)}`;
  return {
    /** A page of patches. */
    patchPages: SharedReads.once(
      ({ client, request }: PatchList, scope) => client.lists.page(patches, request, scope),
      keyOf,
    ),
    /** Number of patches of a list. */
    patchTotals: SharedReads.once(
      ({ client, request: { params = [] } }: PatchList, scope) =>
        client.lists.count(patches, params, scope),
      keyOf,
    ),
  };
}
