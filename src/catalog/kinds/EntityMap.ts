import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Entity } from './Entity.js';

/** Data of one object. */
type DataOf<E extends Entity, F extends 'basic' | 'summary' | 'detail'> = NonNullable<E[F]> & {
  readonly id: number;
};

/**
 * Objects of one kind that an operation has loaded, each once, by server and number. Numbers are unique per
 * server and kind only.
 */
export abstract class EntityMap<E extends Entity, Owner> {
  readonly #byClient = new Map<PatchworkClient, Map<number, E>>();

  /** The object of a number. @param owner its server, or the object that it belongs to. */
  abstract get(owner: Owner, id: number): E;

  protected abstract create(owner: Owner, id: number): E;

  protected getOrCreate(client: PatchworkClient, owner: Owner, id: number): E {
    let byId = this.#byClient.get(client);
    if (byId === undefined) this.#byClient.set(client, (byId = new Map<number, E>()));
    let entity = byId.get(id);
    if (entity === undefined) byId.set(id, (entity = this.create(owner, id)));
    return entity;
  }

  /** Keeps an object as another one shows it. */
  addEmbedded(owner: Owner, data: DataOf<E, 'basic'>): E {
    const entity = this.get(owner, data.id);
    entity.basic ??= data;
    return entity;
  }

  /** Keeps an object as a list shows it. */
  addListed(owner: Owner, data: DataOf<E, 'summary'>): E {
    const entity = this.get(owner, data.id);
    entity.summary = data;
    return entity;
  }

  /** Keeps an object of which all is known. */
  addDetail(owner: Owner, data: DataOf<E, 'summary'> & DataOf<E, 'detail'>): E {
    const entity = this.get(owner, data.id);
    entity.summary = data;
    entity.detail = data;
    return entity;
  }

  /** Forgets every object. */
  clear(): void {
    this.#byClient.clear();
  }
}

/** A map of objects that belong directly to their server. */
export abstract class ServerEntityMap<E extends Entity> extends EntityMap<E, PatchworkClient> {
  get(client: PatchworkClient, id: number): E {
    return this.getOrCreate(client, client, id);
  }
}

/** A map of objects that are read by lists of the project through which they were reached. */
export abstract class ProjectEntityMap<
  E extends Entity & { projectId: number | undefined },
> extends ServerEntityMap<E> {
  /** @param projectId the project through which it was reached. */
  override addEmbedded(client: PatchworkClient, data: DataOf<E, 'basic'>, projectId?: number): E {
    const entity = super.addEmbedded(client, data);
    entity.projectId ??= projectId;
    return entity;
  }
}
