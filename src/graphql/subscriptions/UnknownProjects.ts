import { isShown } from '../../patchwork/lists/shownProjects.js';
import { unknownValueWarning } from '../../patchwork/lists/PlanBuilder.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Event } from '../../patchwork/resources/event.js';
import { projects } from '../../patchwork/resources/project.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { SourceWarning } from '../../orderedList.js';
import { rest } from '../../rest.js';
import { fold } from './matchEvent.js';

/** How long the first delivery waits for the lists of projects. */
const PATIENCE_MS = 1_000;

/**
 * Finds projects of a filter that no server has: a subscription that has only these would never deliver anything.
 * Costs 1 cached request per instance and 250 projects.
 */
export class UnknownProjects {
  /** The projects that are requested from each server. */
  readonly #asked: ReadonlyMap<PatchworkClient, readonly string[]>;
  readonly #scope: Scope;
  readonly #unknown = new Set<string>();
  #checking: Promise<void> | undefined;

  /** @param scope of the requests; its signal ends the waiting. */
  constructor(asked: ReadonlyMap<PatchworkClient, readonly string[]>, scope: Scope) {
    this.#asked = asked;
    this.#scope = scope;
  }

  /** Checks the projects, once. Resolves when they are known, and after a second at the latest. */
  async check(): Promise<void> {
    if (this.#asked.size === 0) return;
    this.#checking ??= this.#check();
    await Promise.race([this.#checking, rest(PATIENCE_MS, this.#scope.signal)]);
  }

  /** Warnings about one server, as far as they are known. */
  warningsOf(client: PatchworkClient): readonly SourceWarning[] {
    const names = this.#asked.get(client)?.filter((name) => this.#unknown.has(fold(name))) ?? [];
    return names.map((name) => unknownValueWarning(client, 'events', 'project', name));
  }

  /** A project that was added since then is known by its events. */
  note(events: readonly Event[]): void {
    for (const { project } of events) {
      if (project == null) continue;
      this.#unknown.delete(fold(project.id));
      this.#unknown.delete(fold(project.link_name ?? ''));
    }
  }

  /** Never rejects. A server that cannot be read may have any project. */
  async #check(): Promise<void> {
    const found = await Promise.all(
      [...this.#asked].map(async ([client, names]) => {
        const known = await this.#projectsOf(client).catch(() => null);
        return names.map(fold).map((name) => ({ name, isKnown: known?.has(name) ?? true }));
      }),
    );
    for (const { name } of found.flat()) this.#unknown.add(name);
    for (const { name, isKnown } of found.flat()) if (isKnown) this.#unknown.delete(name);
  }

  /** @returns null where some of them cannot be read. */
  async #projectsOf(client: PatchworkClient): Promise<ReadonlySet<string> | null> {
    const { rows, unreadable } = await client.lists.all(projects, {}, this.#scope);
    if (unreadable.length > 0 || rows.some(({ link_name: name }) => name == null)) return null;
    const shown = rows.filter((row) => isShown(client, row));
    return new Set(shown.flatMap((row) => [fold(row.id), fold(row.link_name ?? '')]));
  }
}
