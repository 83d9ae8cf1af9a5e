import type { CoverContent, PatchContent } from '../../patchwork/MailHalves.js';
import { names, type ObjectName } from '../../patchwork/names.js';
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

/**
 * How much of an object a field needs. Patchwork shows an object inside others (`basic`), in lists
 * (`summary`), and some fields at its own address only (`detail`). Addresses of mails (`address`) are
 * shown wherever a mail is, but a project's settings change them, so they are not kept with its text.
 */
export type Facet = 'basic' | 'address' | 'summary' | 'detail';

/**
 * One object of one instance as far as this operation knows it. There is one per object and
 * operation, so what one path through the query has read serves all others.
 */
abstract class Entity<Basic extends object, Summary extends Basic, Detail extends Basic> {
  // An operation makes thousands: to declare fields and assign them in the constructor takes a
  // fraction of the time of class fields.
  /** Name of the GraphQL type. */
  abstract get kind(): string;
  /** Where the server has it. */
  abstract get address(): ObjectName;
  declare readonly client: PatchworkClient;
  /** The number the instance uses. */
  declare readonly id: number;
  declare basic: Basic | undefined;
  declare summary: Summary | undefined;
  declare detail: Detail | undefined;
  /** The server said that there is no such object, or that the caller may not see it. */
  declare absent: boolean;

  constructor(client: PatchworkClient, id: number) {
    this.client = client;
    this.id = id;
    this.basic = undefined;
    this.summary = undefined;
    this.detail = undefined;
    this.absent = false;
  }

  /** What is known of a facet. */
  at(facet: 'summary'): Summary | undefined;
  at(facet: 'detail'): Detail | undefined;
  at(facet: Facet): Basic | undefined;
  at(facet: Facet): Basic | undefined {
    if (facet === 'detail') return this.detail;
    if (facet === 'summary') return this.summary;
    if (facet === 'address') return this.summary ?? this.basic;
    return this.summary ?? this.basic ?? this.detail;
  }
}

/* eslint-disable @typescript-eslint/class-literal-property-style -- a field is made per object */
export class ProjectEntity extends Entity<EmbeddedProject, Project, Project> {
  get kind(): 'Project' {
    return 'Project';
  }
  get address(): ObjectName {
    return names.of('projects', this.id);
  }
}
export class PersonEntity extends Entity<EmbeddedPerson, Person, Person> {
  get kind(): 'Person' {
    return 'Person';
  }
  get address(): ObjectName {
    return names.of('people', this.id);
  }
}
export class UserEntity extends Entity<User, User, User> {
  get kind(): 'User' {
    return 'User';
  }
  get address(): ObjectName {
    return names.of('users', this.id);
  }
}
export class SeriesEntity extends Entity<EmbeddedSeries, Series, Series> {
  get kind(): 'Series' {
    return 'Series';
  }
  get address(): ObjectName {
    return names.of('series', this.id);
  }
  /** The project of the patch or cover through which it was reached: lets one list read many. */
  declare projectId: number | undefined;
}
export class CoverEntity extends Entity<EmbeddedMail, CoverSummary, CoverContent> {
  get kind(): 'Cover' {
    return 'Cover';
  }
  get address(): ObjectName {
    return names.of('covers', this.id);
  }
  /** The project of the event or series through which it was reached. */
  declare projectId: number | undefined;
}
export class PatchEntity extends Entity<EmbeddedMail, PatchSummary, PatchContent> {
  get kind(): 'Patch' {
    return 'Patch';
  }
  get address(): ObjectName {
    return names.of('patches', this.id);
  }
  /** The series through which it was reached: lets many patches be read by one list. */
  declare seriesId: number | undefined;
  /** The project of the event or bundle through which it was reached: lets a span of time be read. */
  declare projectId: number | undefined;
}
export class BundleEntity extends Entity<Bundle, Bundle, Bundle> {
  get kind(): 'Bundle' {
    return 'Bundle';
  }
  get address(): ObjectName {
    return names.of('bundles', this.id);
  }
}
export class CheckEntity extends Entity<EmbeddedCheck, Check, Check> {
  get kind(): 'Check' {
    return 'Check';
  }
  get address(): ObjectName {
    return names.of('checks', this.id, this.patch.address);
  }
  declare readonly patch: PatchEntity;
  /** Number of the user who sent it, where an event says so. */
  declare actorId: number | undefined;

  constructor(client: PatchworkClient, id: number, patch: PatchEntity) {
    super(client, id);
    this.patch = patch;
    this.actorId = undefined;
  }
}
/** Its summary is the half that never changes. */
export class CommentEntity extends Entity<EmbeddedComment, CommentContent, Comment> {
  get kind(): 'Comment' {
    return 'Comment';
  }
  get address(): ObjectName {
    return names.of('comments', this.id, this.parent.address);
  }
  /** What it replies to. */
  declare readonly parent: PatchEntity | CoverEntity;

  constructor(client: PatchworkClient, id: number, parent: PatchEntity | CoverEntity) {
    super(client, id);
    this.parent = parent;
  }
}

export type AnyEntity =
  | ProjectEntity
  | PersonEntity
  | UserEntity
  | SeriesEntity
  | CoverEntity
  | PatchEntity
  | BundleEntity
  | CheckEntity
  | CommentEntity;
