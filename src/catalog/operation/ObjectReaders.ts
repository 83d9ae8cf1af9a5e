import { GatewayError } from '../../errors.js';
import DataLoader from 'dataloader';
import { bundleMboxPath, idsInMbox } from '../../patchwork/bundleMbox.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { checks } from '../../patchwork/resources/check.js';
import { comments } from '../../patchwork/resources/comment.js';
import { project, projects } from '../../patchwork/resources/project.js';
import { findUser } from '../lookups/findUser.js';
import { refuseUnreadable } from '../../patchwork/shape.js';
import { findTokenOwner } from '../../patchwork/findTokenOwner.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { TokenOwner } from '../../patchwork/TokenOwners.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import type { EntityStore } from './EntityStore.js';
import { batchSchedule } from './batchSchedule.js';
import { readChecksByEvents } from './readChecksByEvents.js';
import { readCommentCounts } from './readCommentCounts.js';
import type {
  BundleEntity,
  CheckEntity,
  CommentEntity,
  CoverEntity,
  PatchEntity,
  ProjectEntity,
  UserEntity,
} from './entities.js';

interface Text {
  readonly client: PatchworkClient;
  readonly path: string;
}
interface Named {
  readonly client: PatchworkClient;
  readonly name: string;
}

/** Runs `read` for each key once per operation. */
function once<K, V, C = K>(
  read: (key: K) => Promise<V>,
  cacheKeyFn?: (key: K) => C,
): DataLoader<K, V, C> {
  return new DataLoader<K, V, C>(
    async (keys) => {
      const outcomes = await Promise.allSettled(keys.map(read));
      return outcomes.map((one) =>
        one.status === 'fulfilled' ? one.value : (one.reason as Error),
      );
    },
    { batch: false, ...(cacheKeyFn === undefined ? {} : { cacheKeyFn }) },
  );
}

/**
 * Reads many objects of one server together, and alone those that this leaves out. A failure of the
 * whole is everybody's: asking a server that fails for every single object would make it worse.
 */
function together<E extends { readonly client: PatchworkClient }, V>(
  readMany: (client: PatchworkClient, entities: readonly E[]) => Promise<ReadonlyMap<E, V>>,
  readOne: (entity: E) => Promise<V>,
  scope: Scope,
): DataLoader<E, V> {
  return new DataLoader<E, V>(async (asked) => {
    const byClient = new Map<PatchworkClient, E[]>();
    for (const entity of asked) {
      const known = byClient.get(entity.client);
      if (known === undefined) byClient.set(entity.client, [entity]);
      else known.push(entity);
    }
    const found = new Map<E, V | GatewayError>();
    await Promise.all(
      Array.from(byClient, async ([client, entities]) => {
        try {
          for (const [entity, value] of await readMany(client, entities)) found.set(entity, value);
        } catch (error) {
          if (!(error instanceof GatewayError)) throw error;
          for (const entity of entities) found.set(entity, error);
        }
      }),
    );
    const outcomes = await Promise.allSettled(
      asked.map(async (entity) => found.get(entity) ?? (await readOne(entity))),
    );
    return outcomes.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error)));
  }, batchSchedule(scope));
}

function pathOf({ kind, id }: PatchEntity | CoverEntity): string {
  return `${kind === 'Patch' ? 'patches' : 'covers'}/${String(id)}`;
}

/** Reads of what hangs on one object and has no depth of its own: lists, texts and look-ups by name. */
export class ObjectReaders {
  /** Comments of a patch or cover, as they arrived; null below API 1.1, which has none. */
  readonly comments: DataLoader<PatchEntity | CoverEntity, readonly CommentEntity[] | null>;
  /** Checks of a patch, as they were made; null when the patch is gone. */
  readonly checks: DataLoader<PatchEntity, readonly CheckEntity[]>;
  /**
   * Checks of patches as events tell them, of many patches at once: without description and user.
   * Where events do not suffice, the patch's own list is read.
   */
  readonly checkGists: DataLoader<PatchEntity, readonly CheckEntity[]>;
  /** How many comments patches have, of many at once where events tell; null below API 1.1. */
  readonly patchCommentCounts: DataLoader<PatchEntity, number | null>;
  /** How many comments covers have, of many at once where events tell; null below API 1.1. */
  readonly coverCommentCounts: DataLoader<CoverEntity, number | null>;
  /** A page that is text, such as an mbox; null when absent or hidden. */
  readonly text: DataLoader<Text, string | null, string>;
  /**
   * Numbers of a bundle's patches in its own order, which only its mbox has. Those that it lacks are
   * missing; none where it cannot be read.
   */
  readonly bundleOrder: DataLoader<BundleEntity, readonly number[]>;
  /** A project by its link name. */
  readonly projectByName: DataLoader<Named, ProjectEntity | null, string>;
  /** A user by login name; needs a token. */
  readonly userByName: DataLoader<Named, UserEntity | null, string>;
  /** Every project of an instance. */
  readonly projects: DataLoader<PatchworkClient, readonly ProjectEntity[]>;
  /** Whose the caller's token is; null without one. */
  readonly tokenOwner: DataLoader<PatchworkClient, TokenOwner | null>;

  constructor(store: EntityStore, scope: Scope) {
    this.comments = once(async (parent: PatchEntity | CoverEntity) => {
      const { patchComments } = capabilitiesOf(await parent.client.version(scope));
      if (!patchComments) return null;
      const answer = await parent.client.all(comments, { under: pathOf(parent) }, scope);
      refuseUnreadable(answer.unreadable);
      return answer.rows.map((row) => store.fullComment(parent, row));
    });
    this.checks = once(async (patch: PatchEntity) => {
      const under = `patches/${String(patch.id)}`;
      const answer = await patch.client.all(checks, { under }, scope);
      refuseUnreadable(answer.unreadable);
      return answer.rows.map((row) => store.fullCheck(patch, row));
    });
    this.checkGists = together(
      (client, patches: readonly PatchEntity[]) =>
        readChecksByEvents(client, patches, store, scope),
      (patch) => this.checks.load(patch),
      scope,
    );
    const countAlone = async (parent: PatchEntity | CoverEntity): Promise<number | null> => {
      const { client } = parent;
      if (!capabilitiesOf(await client.version()).patchComments) return null;
      return (await client.count(comments, [], scope, pathOf(parent))).count;
    };
    this.patchCommentCounts = together(
      (client, patches: readonly PatchEntity[]) => readCommentCounts(client, patches, scope),
      countAlone,
      scope,
    );
    this.coverCommentCounts = together(
      (client, covers: readonly CoverEntity[]) => readCommentCounts(client, covers, scope),
      countAlone,
      scope,
    );
    this.text = once(
      ({ client, path }: Text) => client.text(path, scope),
      ({ client, path }) => `${client.name} ${path}`,
    );
    this.bundleOrder = once(async (bundle: BundleEntity) => {
      const { client } = bundle;
      const data = bundle.at('basic');
      const path = data === undefined ? null : bundleMboxPath(data);
      if (path === null) return [];
      try {
        return idsInMbox((await this.text.load({ client, path })) ?? '');
      } catch (error) {
        // The bundle is known, and so are its patches: only their order is not.
        if (error instanceof GatewayError) return [];
        throw error;
      }
    });
    this.projectByName = once(
      async ({ client, name }: Named) => {
        // As parts of an address these two lead elsewhere.
        if (name === '.' || name === '..') return null;
        const found = await client.detail(`projects/${encodeURIComponent(name)}`, project, scope);
        if (found === null) return null;
        // Digits alone are taken for the number of a project, whatever it is called.
        const isOther = found.link_name != null && found.link_name !== name;
        return isOther && /^\d+$/.test(name) ? null : store.fullProject(client, found);
      },
      ({ client, name }) => `${client.name} ${name}`,
    );
    this.userByName = once(
      async ({ client, name }: Named) => {
        const found = await findUser(client, name, scope);
        return found === null ? null : store.user(client, found);
      },
      ({ client, name }) => `${client.name} ${name}`,
    );
    this.tokenOwner = once((client: PatchworkClient) => findTokenOwner(client, scope));
    this.projects = once(async (client: PatchworkClient) => {
      const answer = await client.all(projects, {}, scope);
      refuseUnreadable(answer.unreadable);
      return answer.rows.map((row) => store.fullProject(client, row));
    });
  }

  /** Forgets what was read, so that it is read again. */
  clear(): void {
    this.comments.clearAll();
    this.checks.clearAll();
    this.checkGists.clearAll();
    this.patchCommentCounts.clearAll();
    this.coverCommentCounts.clearAll();
    this.text.clearAll();
    this.bundleOrder.clearAll();
    this.projectByName.clearAll();
    this.userByName.clearAll();
    this.projects.clearAll();
    this.tokenOwner.clearAll();
  }
}
