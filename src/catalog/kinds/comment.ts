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
import { refuseUnreadable } from '../../patchwork/shape.js';
import { atLeast } from '../../patchwork/versions.js';
import { readDetail, readEach } from '../reads/readDetails.js';
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
  read: (batch) => readEach(batch, readComment),
} as const satisfies EntityKind<
  CommentEntity,
  CommentMap,
  {
    readonly comments: CommentMap;
    readonly covers: CoverMap;
    readonly patches: PatchMap;
  }
>;

/** A comment has its own URL from API 1.3 on; before, its list contains all its fields. */
async function readComment(entity: CommentEntity, scope: Scope): Promise<void> {
  const version = await entity.client.version(scope);
  if (atLeast(version, '1.3')) {
    await readDetail(entity, comment, scope);
    return;
  }
  if (!atLeast(version, '1.1')) {
    entity.absent = true;
    return;
  }
  const under = entity.parent.address;
  const { rows, unreadable } = await entity.client.lists.all(comments, { under }, scope);
  const found = rows.find((row) => row.id === entity.id);
  if (found === undefined) {
    refuseUnreadable(unreadable);
    entity.absent = true;
  } else entity.summary = entity.detail = found;
}
