import { groupBy, type Group } from '../../groupBy.js';
import { names, type ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import {
  comment,
  comments,
  type Comment,
  type CommentContent,
  type EmbeddedComment,
} from '../../patchwork/resources/comment.js';
import type { Scope } from '../../patchwork/Scope.js';
import { badField } from '../../patchwork/shape.js';
import { atLeast } from '../../patchwork/versions.js';
import type { Batch } from '../reads/LoadRequest.js';
import { readDetail } from '../reads/readDetails.js';
import type { CoverEntity, CoverMap } from './cover.js';
import { Entity } from './Entity.js';
import type { EntityKind } from './EntityKind.js';
import type { PatchEntity, PatchMap } from './patch.js';
import { EntityMap } from './EntityMap.js';

type Parent = PatchEntity | CoverEntity;

/* eslint-disable @typescript-eslint/class-literal-property-style -- a field is made per object */
/** A reply to a patch or cover. Its summary is the half that never changes. */
export class CommentEntity extends Entity<EmbeddedComment, CommentContent, Comment> {
  get kind(): 'Comment' {
    return 'Comment';
  }
  get address(): ObjectName {
    return names.of('comments', this.id, this.parent.address);
  }
  /** The patch or cover it replies to. */
  declare readonly parent: Parent;

  constructor(client: PatchworkClient, id: number, parent: Parent) {
    super(client, id);
    this.parent = parent;
  }
}

class ParentMap extends EntityMap<CommentEntity, Parent> {
  get(parent: Parent, id: number): CommentEntity {
    return this.getOrCreate(parent.client, parent, id);
  }

  protected create(parent: Parent, id: number): CommentEntity {
    return new CommentEntity(parent.client, id, parent);
  }
}

/** Comments of patches and of covers are numbered apart since Patchwork 3.0. */
export class CommentMap extends ParentMap {
  readonly #ofCovers = new ParentMap();

  override get(parent: Parent, id: number): CommentEntity {
    return parent.kind === 'Patch' ? super.get(parent, id) : this.#ofCovers.get(parent, id);
  }

  /** Stores a comment without `addressed`, which may change. */
  addContent(parent: Parent, data: CommentContent): CommentEntity {
    const entity = this.get(parent, data.id);
    entity.summary ??= data;
    return entity;
  }

  override clear(): void {
    super.clear();
    this.#ofCovers.clear();
  }
}

export const commentKind = {
  type: 'Comment',
  ids: { PatchComment: 'patches', CoverComment: 'covers' },
  createMap: () => new CommentMap(),
  find: (store, client, { id, parent }) => {
    const owners = parent?.resource === 'covers' ? store.covers : store.patches;
    return store.comments.get(owners.get(client, Number(parent?.id)), Number(id));
  },
  read: readComments,
} as const satisfies EntityKind<
  CommentEntity,
  CommentMap,
  {
    readonly comments: CommentMap;
    readonly covers: CoverMap;
    readonly patches: PatchMap;
  }
>;

/** Several comments of one patch or cover are read by its list of them, which has all their fields. */
async function readComments(batch: Batch<CommentEntity>): Promise<void> {
  const byParent = groupBy(batch.entities, ({ parent }) => parent);
  await Promise.all(
    Array.from(byParent.values(), async (wanted) => {
      const scope = batch.scopeOf(wanted);
      try {
        await readReplies(wanted, batch, scope);
      } catch (error) {
        for (const entity of wanted) batch.fail(entity, error);
      }
    }),
  );
}

/** A comment has its own URL from API 1.3 on, a list of them from 1.1 on. */
async function readReplies(
  wanted: Group<CommentEntity>,
  batch: Batch<CommentEntity>,
  scope: Scope,
): Promise<void> {
  const [first, ...others] = wanted;
  const { client, parent } = first;
  const version = await client.version(scope);
  if (others.length === 0 && atLeast(version, '1.3')) {
    await readDetail(first, comment, scope);
    return;
  }
  if (!atLeast(version, '1.1')) {
    for (const entity of wanted) entity.absent = true;
    return;
  }
  const { rows, unreadable } = await client.lists.all(comments, { under: parent.address }, scope);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const entity of wanted) {
    const found = byId.get(entity.id);
    if (found !== undefined) entity.summary = entity.detail = found;
    else if (unreadable[0] !== undefined)
      batch.fail(entity, badField(unreadable[0].origin, unreadable[0].field));
    else entity.absent = true;
  }
}
