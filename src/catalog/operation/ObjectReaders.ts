import { GatewayError } from '../../errors.js';
import { bundleMboxPath, idsInMbox } from '../../patchwork/bundleMbox.js';
import { names } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { checks } from '../../patchwork/resources/check.js';
import type { Count, Page, PageRequest } from '../../patchwork/page.js';
import { toQuery } from '../../patchwork/query.js';
import { comments } from '../../patchwork/resources/comment.js';
import { patches, type PatchSummary } from '../../patchwork/resources/patch.js';
import { project, projects } from '../../patchwork/resources/project.js';
import { findAddresses } from '../lookups/findAddresses.js';
import { findUser } from '../lookups/findUser.js';
import { refuseUnreadable } from '../../patchwork/shape.js';
import { findTokenOwner } from '../../patchwork/findTokenOwner.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { TokenOwner } from '../../patchwork/TokenOwners.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import type { EntityStore } from './EntityStore.js';
import { readChecksByEvents } from './readChecksByEvents.js';
import { readCommentCounts } from './readCommentCounts.js';
import { SharedReads, Reader } from '../reads/SharedReads.js';
import type { BundleEntity } from '../kinds/bundle.js';
import type { CheckEntity } from '../kinds/check.js';
import type { CommentEntity } from '../kinds/comment.js';
import type { CoverEntity } from '../kinds/cover.js';
import type { PatchEntity } from '../kinds/patch.js';
import type { ProjectEntity } from '../kinds/project.js';
import type { UserEntity } from '../kinds/user.js';

interface Text {
  readonly client: PatchworkClient;
  readonly path: string;
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
class ObjectReads {
  readonly comments: SharedReads<PatchEntity | CoverEntity, readonly CommentEntity[] | null>;
  readonly checks: SharedReads<PatchEntity, readonly CheckEntity[]>;
  readonly checkSummaries: SharedReads<PatchEntity, readonly CheckEntity[]>;
  readonly patchCommentCounts: SharedReads<PatchEntity, number | null>;
  readonly coverCommentCounts: SharedReads<CoverEntity, number | null>;
  readonly text: SharedReads<Text, string | null>;
  readonly bundleOrder: SharedReads<BundleEntity, readonly number[]>;
  readonly projectByName: SharedReads<Named, ProjectEntity | null>;
  readonly userByName: SharedReads<Named, UserEntity | null>;
  readonly projects: SharedReads<PatchworkClient, readonly ProjectEntity[]>;
  readonly addressesByWords: SharedReads<Named, readonly string[] | undefined>;
  readonly tokenOwner: SharedReads<PatchworkClient, TokenOwner | null>;
  readonly patchPages: SharedReads<PatchList, Page<PatchSummary>>;
  readonly patchTotals: SharedReads<PatchList, Count>;

  constructor(store: EntityStore, schedule: Scope) {
    this.comments = SharedReads.once(async (parent: PatchEntity | CoverEntity, scope) => {
      const { patchComments } = capabilitiesOf(await parent.client.version(scope));
      if (!patchComments) return null;
      const answer = await parent.client.all(comments, { under: parent.address }, scope);
      refuseUnreadable(answer.unreadable);
      return answer.rows.map((row) => store.comments.addDetail(parent, row));
    });
    this.checks = SharedReads.once(async (patch: PatchEntity, scope) => {
      const answer = await patch.client.all(checks, { under: patch.address }, scope);
      refuseUnreadable(answer.unreadable);
      return answer.rows.map((row) => store.checks.addDetail(patch, row));
    });
    this.checkSummaries = SharedReads.batched(
      (client, patches: readonly PatchEntity[], scope) =>
        readChecksByEvents(client, patches, store, scope),
      (patch, scope) => this.checks.load(patch, scope),
      schedule,
    );
    this.patchCommentCounts = SharedReads.batched(
      (client, patches: readonly PatchEntity[], scope) => readCommentCounts(client, patches, scope),
      countAlone,
      schedule,
    );
    this.coverCommentCounts = SharedReads.batched(
      (client, covers: readonly CoverEntity[], scope) => readCommentCounts(client, covers, scope),
      countAlone,
      schedule,
    );
    this.text = SharedReads.once(
      ({ client, path }: Text, scope) => client.text(path, scope),
      ({ client, path }) => `${client.name} ${path}`,
    );
    this.bundleOrder = SharedReads.once(async (bundle: BundleEntity, scope) => {
      const { client } = bundle;
      const data = bundle.at('basic');
      const path = data === undefined ? null : bundleMboxPath(data);
      if (path === null) return [];
      try {
        return idsInMbox((await this.text.load({ client, path }, scope)) ?? '');
      } catch (error) {
        // The bundle is known, and so are its patches: only their order is not.
        if (error instanceof GatewayError) return [];
        throw error;
      }
    });
    this.projectByName = SharedReads.once(
      async ({ client, name }: Named, scope) => {
        // As parts of an address these two lead elsewhere.
        if (name === '.' || name === '..') return null;
        const found = await client.detail(names.of('projects', name), project, scope);
        if (found === null) return null;
        // Digits alone are taken for the number of a project, whatever it is called.
        const isOther = found.link_name != null && found.link_name !== name;
        return isOther && /^\d+$/.test(name) ? null : store.projects.addDetail(client, found);
      },
      ({ client, name }) => `${client.name} ${name}`,
    );
    this.userByName = SharedReads.once(
      async ({ client, name }: Named, scope) => {
        const found = await findUser(client, name, scope);
        return found === null ? null : store.users.addEmbedded(client, found);
      },
      ({ client, name }) => `${client.name} ${name}`,
    );
    this.addressesByWords = SharedReads.once(
      ({ client, name }: Named, scope) => findAddresses(client, name, scope),
      ({ client, name }) => `${client.name} ${name}`,
    );
    this.tokenOwner = SharedReads.once((client: PatchworkClient, scope) =>
      findTokenOwner(client, scope),
    );
    this.patchPages = SharedReads.once(
      ({ client, request }: PatchList, scope) => client.page(patches, request, scope),
      textOfList,
    );
    this.patchTotals = SharedReads.once(
      ({ client, request: { params = [] } }: PatchList, scope) =>
        client.count(patches, params, scope),
      textOfList,
    );
    this.projects = SharedReads.once(async (client: PatchworkClient, scope) => {
      const answer = await client.all(projects, {}, scope);
      refuseUnreadable(answer.unreadable);
      return answer.rows.map((row) => store.projects.addDetail(client, row));
    });
  }
}

function textOfList({ client, request: { params = [], page = 1, perPage } }: PatchList): string {
  return `${client.name} ${String(page)} ${String(perPage)} ${toQuery(params)}`;
}

async function countAlone(parent: PatchEntity | CoverEntity, scope: Scope): Promise<number | null> {
  const { client } = parent;
  if (!capabilitiesOf(await client.version()).patchComments) return null;
  return (await client.count(comments, [], scope, parent.address)).count;
}

/** Reads of what belongs to one object and has no depth of its own: lists, texts and look-ups by name. */
export class ObjectReaders {
  /** Comments of a patch or cover, as they arrived; null below API 1.1, which has none. */
  readonly comments: Reader<PatchEntity | CoverEntity, readonly CommentEntity[] | null>;
  /** Checks of a patch, as they were made; null when the patch is gone. */
  readonly checks: Reader<PatchEntity, readonly CheckEntity[]>;
  /**
   * Checks of patches as events report them, of many patches at once: without description and user.
   * Where events do not suffice, the patch's own list is read.
   */
  readonly checkSummaries: Reader<PatchEntity, readonly CheckEntity[]>;
  /** How many comments patches have, of many at once if events report them; null below API 1.1. */
  readonly patchCommentCounts: Reader<PatchEntity, number | null>;
  /** How many comments covers have, of many at once if events report them; null below API 1.1. */
  readonly coverCommentCounts: Reader<CoverEntity, number | null>;
  /** A page that is text, such as an mbox; null when absent or hidden. */
  readonly text: Reader<Text, string | null>;
  /**
   * Numbers of a bundle's patches in its own order, which only its mbox has. Those that it lacks are
   * missing; none where it cannot be read.
   */
  readonly bundleOrder: Reader<BundleEntity, readonly number[]>;
  /** A project by its link name. */
  readonly projectByName: Reader<Named, ProjectEntity | null>;
  /** A user by login name; needs a token. */
  readonly userByName: Reader<Named, UserEntity | null>;
  /** Addresses of the people who go by some words; see `findAddresses`. Needs a token. */
  readonly addressesByWords: Reader<Named, readonly string[] | undefined>;
  /** Every project of an instance. */
  readonly projects: Reader<PatchworkClient, readonly ProjectEntity[]>;
  /** Whose the caller's token is; null without one. */
  readonly tokenOwner: Reader<PatchworkClient, TokenOwner | null>;
  /** A page of patches. */
  readonly patchPages: Reader<PatchList, Page<PatchSummary>>;
  /** How many patches a list has. */
  readonly patchTotals: Reader<PatchList, Count>;

  readonly #store: EntityStore;
  readonly #reads: ObjectReads;

  /** @param reads those that other sources of the operation make; by default new ones. */
  constructor(
    store: EntityStore,
    scope: Scope,
    reads: ObjectReads = new ObjectReads(store, scope),
  ) {
    this.#store = store;
    this.#reads = reads;
    const bind = <K, V>(shared: SharedReads<K, V>): Reader<K, V> => new Reader(shared, scope);
    this.comments = bind(reads.comments);
    this.checks = bind(reads.checks);
    this.checkSummaries = bind(reads.checkSummaries);
    this.patchCommentCounts = bind(reads.patchCommentCounts);
    this.coverCommentCounts = bind(reads.coverCommentCounts);
    this.text = bind(reads.text);
    this.bundleOrder = bind(reads.bundleOrder);
    this.projectByName = bind(reads.projectByName);
    this.userByName = bind(reads.userByName);
    this.addressesByWords = bind(reads.addressesByWords);
    this.projects = bind(reads.projects);
    this.tokenOwner = bind(reads.tokenOwner);
    this.patchPages = bind(reads.patchPages);
    this.patchTotals = bind(reads.patchTotals);
  }

  /** The same reads for one source of the operation, whose scope counts them. */
  within(scope: Scope): ObjectReaders {
    return new ObjectReaders(this.#store, scope, this.#reads);
  }

  /** Forgets what was read, so that it is read again. */
  clear(): void {
    for (const name of Object.keys(this.#reads) as (keyof ObjectReads)[]) {
      this.#reads[name].clearAll();
    }
  }
}
