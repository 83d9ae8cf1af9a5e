import { z } from 'zod';
import { findPostings } from '../../catalog/lookups/findPostings.js';
import type { EntityStore } from '../../catalog/kinds/kinds.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import { storedAs } from '../../patchwork/storedShape.js';
import { atLeast } from '../../patchwork/versions.js';

const place = z.object({
  isKnown: z.boolean(),
  patch: z.int().nullable(),
  series: z.int().nullable(),
});
const fitsPlace = storedAs(place);

/** A mail that is in another series of the instance. */
export interface OtherMail {
  /** Whether the instance has it as a patch or cover. */
  readonly isKnown: boolean;
  /** The patch, to which Patchwork may have filed replies of this series. */
  readonly patch: PatchEntity | null;
  /** The series of that patch or cover. */
  readonly series: SeriesEntity | null;
}

const NOWHERE: OtherMail = { isKnown: false, patch: null, series: null };

/** Looks mails up that those of a series name, and that are not part of it. */
export class MailLookup {
  readonly #store: EntityStore;
  readonly #scope: Scope;

  constructor(store: EntityStore, scope: Scope) {
    this.#store = store;
    this.#scope = scope;
  }

  /**
   * A patch or cover by Message-ID. Costs 2 requests the first time; below API 1.2 nothing is found,
   * for covers alone can be requested there.
   *
   * @param isSettled whether mails that the instance does not have by now will not come any more.
   * @throws UpstreamError when the server does not say.
   */
  async find(client: PatchworkClient, messageId: string, isSettled: boolean): Promise<OtherMail> {
    if (!atLeast(await client.version(this.#scope), '1.2')) return NOWHERE;
    const name = `elsewhere 2 ${messageId}`;
    const kept = await client.derived.read<z.infer<typeof place>>([name], fitsPlace, this.#scope);
    const known = kept.get(name);
    if (known !== undefined) return this.#otherMail(client, known);
    const keep = client.derived.begin(this.#scope);
    const [found] = await findPostings([client], [messageId], this.#store, this.#scope, () => true);
    if (found?.error !== undefined) throw found.error;
    const postings = found?.value ?? [];
    const patch = postings.find((posting): posting is PatchEntity => posting.kind === 'Patch');
    const series = (patch ?? postings[0])?.summary?.series?.[0];
    const isKnown = postings.length > 0;
    const other = { isKnown, patch: patch?.id ?? null, series: series?.id ?? null };
    if (isKnown || isSettled) await keep(new Map([[name, other]]));
    return this.#otherMail(client, other);
  }

  #otherMail(
    client: PatchworkClient,
    { isKnown, patch, series }: z.infer<typeof place>,
  ): OtherMail {
    return {
      isKnown,
      patch: patch === null ? null : this.#store.patches.get(client, patch),
      series: series === null ? null : this.#store.series.get(client, series),
    };
  }
}
