import { GatewayError } from '../errors.js';
import DataLoader from 'dataloader';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { checks } from '../patchwork/resources/check.js';
import { comments } from '../patchwork/resources/comment.js';
import { project, projects } from '../patchwork/resources/project.js';
import { users } from '../patchwork/resources/user.js';
import { badField, type UnreadableRow } from '../patchwork/shape.js';
import { findTokenOwner } from '../patchwork/findTokenOwner.js';
import type { Scope } from '../patchwork/Scope.js';
import type { TokenOwner } from '../patchwork/TokenOwners.js';
import { capabilitiesOf } from '../patchwork/versions.js';
import type { EntityStore } from './EntityStore.js';
import { readChecksByEvents } from './readChecksByEvents.js';
import type {
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

/** Reads of what hangs on one object and has no depth of its own: lists, texts and look-ups by name. */
export class ObjectReaders {
  /** Comments of a patch or cover, oldest first; null below API 1.1, which has none. */
  readonly comments: DataLoader<PatchEntity | CoverEntity, readonly CommentEntity[] | null>;
  /** Checks of a patch, oldest first; null when the patch is gone. */
  readonly checks: DataLoader<PatchEntity, readonly CheckEntity[]>;
  /**
   * Checks of patches as events tell them, of many patches at once: without description and user.
   * Where events do not suffice, the patch's own list is read.
   */
  readonly checkGists: DataLoader<PatchEntity, readonly CheckEntity[]>;
  /** A page that is text, such as an mbox; null when absent or hidden. */
  readonly text: DataLoader<Text, string | null, string>;
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
      const { patchComments } = capabilitiesOf(await parent.client.version());
      if (!patchComments) return null;
      const under = `${parent.kind === 'Patch' ? 'patches' : 'covers'}/${String(parent.id)}`;
      const answer = await parent.client.all(comments, { under }, scope);
      refuseUnreadable(answer.unreadable);
      return answer.rows.map((row) => store.fullComment(parent, row));
    });
    this.checks = once(async (patch: PatchEntity) => {
      const under = `patches/${String(patch.id)}`;
      const answer = await patch.client.all(checks, { under }, scope);
      refuseUnreadable(answer.unreadable);
      return answer.rows.map((row) => store.fullCheck(patch, row));
    });
    this.checkGists = new DataLoader<PatchEntity, readonly CheckEntity[]>(async (asked) => {
      const byClient = new Map<PatchworkClient, PatchEntity[]>();
      for (const patch of asked) {
        const known = byClient.get(patch.client);
        if (known === undefined) byClient.set(patch.client, [patch]);
        else known.push(patch);
      }
      const found = new Map<PatchEntity, readonly CheckEntity[] | GatewayError>();
      await Promise.all(
        Array.from(byClient, async ([client, patches]) => {
          try {
            const byPatch = await readChecksByEvents(client, patches, store, scope);
            for (const [patch, checks] of byPatch) found.set(patch, checks);
          } catch (error) {
            if (!(error instanceof GatewayError)) throw error;
            // Asking a server that fails for every single patch would only make it worse.
            for (const patch of patches) found.set(patch, error);
          }
        }),
      );
      const outcomes = await Promise.allSettled(
        asked.map(async (patch) => found.get(patch) ?? (await this.checks.load(patch))),
      );
      return outcomes.map((one) =>
        one.status === 'fulfilled' ? one.value : (one.reason as Error),
      );
    });
    this.text = once(
      ({ client, path }: Text) => client.text(path, scope),
      ({ client, path }) => `${client.name} ${path}`,
    );
    this.projectByName = once(
      async ({ client, name }: Named) => {
        const found = await client.detail(`projects/${encodeURIComponent(name)}`, project, scope);
        return found === null ? null : store.fullProject(client, found);
      },
      ({ client, name }) => `${client.name} ${name}`,
    );
    this.userByName = once(
      async ({ client, name }: Named) => {
        // `q` finds parts of names and addresses too; there is no filter by the very name.
        const { rows } = await client.all(users, { params: [['q', name]] }, scope);
        const found = rows.find((row) => row.username === name);
        return found === undefined ? null : store.user(client, found);
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
    this.text.clearAll();
    this.projectByName.clearAll();
    this.userByName.clearAll();
    this.projects.clearAll();
    this.tokenOwner.clearAll();
  }
}

/**
 * A list that has to be complete is not answered with a row missing.
 *
 * @throws the first row's error.
 */
function refuseUnreadable(unreadable: readonly UnreadableRow[]): void {
  const [first] = unreadable;
  if (first !== undefined) throw badField(first.origin, first.field);
}
