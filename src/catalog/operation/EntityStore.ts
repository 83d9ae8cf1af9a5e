import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Bundle } from '../../patchwork/resources/bundle.js';
import type { Check, EmbeddedCheck } from '../../patchwork/resources/check.js';
import type {
  Comment,
  CommentContent,
  EmbeddedComment,
} from '../../patchwork/resources/comment.js';
import type { CoverSummary } from '../../patchwork/resources/cover.js';
import type { EmbeddedMail } from '../../patchwork/resources/embeddedMail.js';
import type { PatchSummary } from '../../patchwork/resources/patch.js';
import type { EmbeddedPerson, Person } from '../../patchwork/resources/person.js';
import type { EmbeddedProject, Project } from '../../patchwork/resources/project.js';
import type { EmbeddedSeries, Series } from '../../patchwork/resources/series.js';
import type { User } from '../../patchwork/resources/user.js';
import {
  BundleEntity,
  CheckEntity,
  CommentEntity,
  CoverEntity,
  PatchEntity,
  PersonEntity,
  ProjectEntity,
  SeriesEntity,
  UserEntity,
} from './entities.js';

/** Objects of one kind, by instance and number. Numbers are unique per server and kind only. */
class Shelf<E> {
  readonly #byClient = new Map<PatchworkClient, Map<number, E>>();

  take(client: PatchworkClient, id: number, create: () => E): E {
    let byId = this.#byClient.get(client);
    if (byId === undefined) this.#byClient.set(client, (byId = new Map<number, E>()));
    let entity = byId.get(id);
    if (entity === undefined) byId.set(id, (entity = create()));
    return entity;
  }

  clear(): void {
    this.#byClient.clear();
  }
}

/** Every object that one operation has met, each once. */
export class EntityStore {
  readonly #projects = new Shelf<ProjectEntity>();
  readonly #people = new Shelf<PersonEntity>();
  readonly #users = new Shelf<UserEntity>();
  readonly #series = new Shelf<SeriesEntity>();
  readonly #covers = new Shelf<CoverEntity>();
  readonly #patches = new Shelf<PatchEntity>();
  readonly #bundles = new Shelf<BundleEntity>();
  readonly #checks = new Shelf<CheckEntity>();
  readonly #patchComments = new Shelf<CommentEntity>();
  readonly #coverComments = new Shelf<CommentEntity>();

  /** Forgets every object: what a write has changed shows in many of them. */
  clear(): void {
    const shelves = [
      this.#projects,
      this.#people,
      this.#users,
      this.#series,
      this.#covers,
      this.#patches,
      this.#bundles,
      this.#checks,
      this.#patchComments,
      this.#coverComments,
    ];
    for (const shelf of shelves) shelf.clear();
  }

  projectById(client: PatchworkClient, id: number): ProjectEntity {
    return this.#projects.take(client, id, () => new ProjectEntity(client, id));
  }
  personById(client: PatchworkClient, id: number): PersonEntity {
    return this.#people.take(client, id, () => new PersonEntity(client, id));
  }
  userById(client: PatchworkClient, id: number): UserEntity {
    return this.#users.take(client, id, () => new UserEntity(client, id));
  }
  seriesById(client: PatchworkClient, id: number): SeriesEntity {
    return this.#series.take(client, id, () => new SeriesEntity(client, id));
  }
  coverById(client: PatchworkClient, id: number): CoverEntity {
    return this.#covers.take(client, id, () => new CoverEntity(client, id));
  }
  patchById(client: PatchworkClient, id: number): PatchEntity {
    return this.#patches.take(client, id, () => new PatchEntity(client, id));
  }
  bundleById(client: PatchworkClient, id: number): BundleEntity {
    return this.#bundles.take(client, id, () => new BundleEntity(client, id));
  }
  checkById(patch: PatchEntity, id: number): CheckEntity {
    return this.#checks.take(patch.client, id, () => new CheckEntity(patch.client, id, patch));
  }
  commentById(parent: PatchEntity | CoverEntity, id: number): CommentEntity {
    // Comments of patches and of covers are numbered apart since Patchwork 3.0.
    const shelf = parent.kind === 'Patch' ? this.#patchComments : this.#coverComments;
    return shelf.take(parent.client, id, () => new CommentEntity(parent.client, id, parent));
  }

  project(client: PatchworkClient, data: EmbeddedProject): ProjectEntity {
    const entity = this.projectById(client, data.id);
    entity.basic ??= data;
    return entity;
  }
  fullProject(client: PatchworkClient, data: Project): ProjectEntity {
    const entity = this.projectById(client, data.id);
    entity.summary = data;
    entity.detail = data;
    return entity;
  }
  person(client: PatchworkClient, data: EmbeddedPerson): PersonEntity {
    const entity = this.personById(client, data.id);
    entity.basic ??= data;
    return entity;
  }
  fullPerson(client: PatchworkClient, data: Person): PersonEntity {
    const entity = this.personById(client, data.id);
    entity.summary = data;
    entity.detail = data;
    return entity;
  }
  user(client: PatchworkClient, data: User): UserEntity {
    const entity = this.userById(client, data.id);
    entity.basic ??= data;
    return entity;
  }
  fullUser(client: PatchworkClient, data: User): UserEntity {
    const entity = this.userById(client, data.id);
    entity.summary = data;
    entity.detail = data;
    return entity;
  }
  series(client: PatchworkClient, data: EmbeddedSeries, projectId?: number): SeriesEntity {
    const entity = this.seriesById(client, data.id);
    entity.basic ??= data;
    entity.projectId ??= projectId;
    return entity;
  }
  /** A series out of a list: all of it but its dependencies, which lists lose. */
  listedSeries(client: PatchworkClient, data: Series): SeriesEntity {
    const entity = this.seriesById(client, data.id);
    entity.summary = data;
    return entity;
  }
  cover(client: PatchworkClient, data: EmbeddedMail, projectId?: number): CoverEntity {
    const entity = this.coverById(client, data.id);
    entity.basic ??= data;
    entity.projectId ??= projectId;
    return entity;
  }
  listedCover(client: PatchworkClient, data: CoverSummary): CoverEntity {
    const entity = this.coverById(client, data.id);
    entity.summary = data;
    return entity;
  }
  patch(
    client: PatchworkClient,
    data: EmbeddedMail,
    seriesId?: number,
    projectId?: number,
  ): PatchEntity {
    const entity = this.patchById(client, data.id);
    entity.basic ??= data;
    entity.seriesId ??= seriesId;
    entity.projectId ??= projectId;
    return entity;
  }
  listedPatch(client: PatchworkClient, data: PatchSummary): PatchEntity {
    const entity = this.patchById(client, data.id);
    entity.summary = data;
    return entity;
  }
  bundle(client: PatchworkClient, data: Bundle): BundleEntity {
    const entity = this.bundleById(client, data.id);
    entity.summary = data;
    entity.detail = data;
    return entity;
  }
  check(patch: PatchEntity, data: EmbeddedCheck): CheckEntity {
    const entity = this.checkById(patch, data.id);
    entity.basic ??= data;
    return entity;
  }
  fullCheck(patch: PatchEntity, data: Check): CheckEntity {
    const entity = this.checkById(patch, data.id);
    entity.summary = data;
    entity.detail = data;
    return entity;
  }
  comment(parent: PatchEntity | CoverEntity, data: EmbeddedComment): CommentEntity {
    const entity = this.commentById(parent, data.id);
    entity.basic ??= data;
    return entity;
  }
  /** A comment without what may change: whether somebody has dealt with it. */
  keptComment(parent: PatchEntity | CoverEntity, data: CommentContent): CommentEntity {
    const entity = this.commentById(parent, data.id);
    entity.summary ??= data;
    return entity;
  }
  fullComment(parent: PatchEntity | CoverEntity, data: Comment): CommentEntity {
    const entity = this.commentById(parent, data.id);
    entity.summary = data;
    entity.detail = data;
    return entity;
  }
}
