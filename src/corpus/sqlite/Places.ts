import type { ProjectRef } from '../SearchIndex.js';
import type { SqlDatabase, SqlStatement, SqlValue } from './openDatabase.js';

/** The ids of instances and projects in the tables. */
export class Places {
  readonly #database: SqlDatabase;
  readonly #instances = new Map<string, number>();
  readonly #projects = new Map<string, number>();
  readonly #readVersion: SqlStatement;
  #version: SqlValue | undefined;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#readVersion = database.prepare('PRAGMA data_version');
  }

  /**
   * Checks whether another process has written: it may have removed a project whose id is cached
   * here.
   */
  refresh(): void {
    const version = this.#readVersion.get()?.['data_version'];
    if (version !== this.#version) this.forgetAll();
    this.#version = version;
  }

  /** Creates it if it does not exist. */
  instance(name: string): number {
    const known = this.findInstance(name);
    if (known !== null) return known;
    this.#database.prepare('INSERT INTO instance (name) VALUES (?)').run(name);
    return this.findInstance(name) ?? missing(name);
  }

  /** Creates it if it does not exist. */
  project(project: ProjectRef): number {
    const known = this.findProject(project);
    if (known !== null) return known;
    this.#database
      .prepare('INSERT INTO project (instance, name) VALUES (?, ?)')
      .run(this.instance(project.instance), project.project);
    return this.findProject(project) ?? missing(project.project);
  }

  findInstance(name: string): number | null {
    const known = this.#instances.get(name);
    if (known !== undefined) return known;
    const id = this.#id('SELECT id FROM instance WHERE name = ?', name);
    if (id !== null) this.#instances.set(name, id);
    return id;
  }

  findProject({ instance, project }: ProjectRef): number | null {
    const key = `${instance}/${project}`;
    const known = this.#projects.get(key);
    if (known !== undefined) return known;
    const owner = this.findInstance(instance);
    if (owner === null) return null;
    const id = this.#id('SELECT id FROM project WHERE instance = ? AND name = ?', owner, project);
    if (id !== null) this.#projects.set(key, id);
    return id;
  }

  remove(project: number): void {
    this.#database.prepare('DELETE FROM kind_count WHERE project = ?').run(project);
    this.#database.prepare('DELETE FROM project WHERE id = ?').run(project);
    this.forgetAll();
  }

  /** To be called after a rollback, because the ids that the transaction created do not exist. */
  forgetAll(): void {
    this.#instances.clear();
    this.#projects.clear();
  }

  #id(sql: string, ...values: readonly SqlValue[]): number | null {
    const id = this.#database.prepare(sql).get(...values)?.['id'];
    return id == null ? null : Number(id);
  }
}

function missing(name: string): never {
  throw new Error(`"${name}" was inserted and cannot be found`);
}
