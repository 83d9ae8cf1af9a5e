import DataLoader from 'dataloader';
import { UpstreamError } from '../../errors.js';
import { asError } from '../../catalog/reads/asError.js';
import { batchSchedule } from '../../catalog/reads/batchSchedule.js';
import type { EntityStore } from '../../catalog/kinds/kinds.js';
import type { FacetLoaders } from '../../catalog/operation/FacetLoaders.js';
import type { ObjectReaders } from '../../catalog/operation/ObjectReaders.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { parseDiff } from '../../mail/diff/parseDiff.js';
import { MailHeaders } from '../../mail/headers.js';
import { displayMessageId } from '../../mail/messageId.js';
import { splitSeriesMbox, type MboxMail } from '../../mail/splitSeriesMbox.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import { read } from '../../patchwork/shape.js';
import { groupBy } from '../../groupBy.js';
import type { ReplyLedger } from './ReplyLedger.js';
import {
  fits,
  KINDS,
  nameOf,
  readDiff,
  readMboxMessage,
  readMessage,
  readPlace,
  textOfMail,
  toDiffText,
  type DiffFacts,
  type DiffText,
  type Kind,
  type MessageFacts,
  type PlaceFacts,
  type TextFacts,
} from './textFacts.js';

/** A longer mbox takes long to be taken apart; its patches are read one by one. */
const MAX_MBOX_LENGTH = 32 * 1024 * 1024;

/**
 * Reads the texts of patches: of several of one series by the series' mbox, 1 request, else by each
 * patch's own address. A value derived from a text is cached as long as the text, so that it is not
 * read again.
 */
export class PatchTexts {
  readonly #messages: DataLoader<PatchEntity, MessageFacts | null>;
  readonly #diffs: DataLoader<PatchEntity, DiffFacts | null>;
  readonly #places: DataLoader<PatchEntity, PlaceFacts | null>;
  readonly #diffTexts: DataLoader<PatchEntity, DiffText | null>;
  readonly #mboxes = new Map<SeriesEntity, Promise<ReadonlyMap<number, MboxMail> | null>>();

  readonly #store: EntityStore;
  readonly #facets: FacetLoaders;
  readonly #readers: ObjectReaders;
  readonly #ledger: ReplyLedger;
  readonly #scope: Scope;

  constructor(
    store: EntityStore,
    facets: FacetLoaders,
    readers: ObjectReaders,
    ledger: ReplyLedger,
    scope: Scope,
  ) {
    this.#store = store;
    this.#facets = facets;
    this.#readers = readers;
    this.#ledger = ledger;
    this.#scope = scope;
    this.#messages = new DataLoader(
      (patches) => this.#readAll('message', patches),
      batchSchedule(scope),
    );
    this.#diffTexts = new DataLoader(
      (patches) => this.#readDiffTexts(patches),
      batchSchedule(scope),
    );
    this.#diffs = new DataLoader((patches) => this.#readAll('diff', patches), batchSchedule(scope));
    this.#places = new DataLoader(
      (patches) => this.#readAll('place', patches),
      batchSchedule(scope),
    );
  }

  /** The message of a patch; null when it is absent or hidden. @throws UpstreamError */
  message(patch: PatchEntity): Promise<MessageFacts | null> {
    return this.#messages.load(patch);
  }

  /**
   * The mail to which a patch replies, and its metadata; null when it is absent or hidden. Unlike
   * {@link PatchTexts.message} it never needs replies. @throws UpstreamError
   */
  place(patch: PatchEntity): Promise<PlaceFacts | null> {
    return this.#places.load(patch);
  }

  /** Changes of a patch; null when it is absent or hidden. @throws UpstreamError */
  diff(patch: PatchEntity): Promise<DiffFacts | null> {
    return this.#diffs.load(patch);
  }

  /** The same with hunks; fetched again where only the derived values are cached. @throws UpstreamError */
  diffText(patch: PatchEntity): Promise<DiffText | null> {
    return this.#diffTexts.load(patch);
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#messages.clearAll();
    this.#diffs.clearAll();
    this.#places.clearAll();
    this.#diffTexts.clearAll();
    this.#mboxes.clear();
  }

  async #readAll<Facts>(
    kind: Kind,
    patches: readonly PatchEntity[],
  ): Promise<(Facts | null | Error)[]> {
    const found = new Map<PatchEntity, Facts | null | Error>();
    await Promise.all(
      Array.from(
        groupBy(patches, ({ client }) => client),
        async ([client, own]) => {
          const names = own.map((patch) => nameOf(kind, patch.id));
          const kept = await client.derived.read<Facts>(names, fits[kind], this.#scope);
          const missing = own.filter((patch) => {
            const facts = kept.get(nameOf(kind, patch.id));
            if (facts !== undefined) found.set(patch, facts);
            return facts === undefined;
          });
          await this.#readMissing(client, kind, missing, found);
        },
      ),
    );
    return patches.map((patch) => found.get(patch) ?? null);
  }

  async #readMissing(
    client: PatchworkClient,
    kind: Kind,
    patches: readonly PatchEntity[],
    found: Map<PatchEntity, unknown>,
  ): Promise<void> {
    const fresh = new Map<string, unknown>();
    const keep = client.derived.begin(this.#scope);
    await this.#eachWithMail(patches, found, async (patch, mail) => {
      const text = mail === undefined ? null : await this.#textOf(patch, mail, kind);
      const facts = text ?? (await this.#detailOf(patch));
      for (const one of KINDS) {
        if (facts?.[one] != null) fresh.set(nameOf(one, patch.id), facts[one]);
      }
      return facts?.[kind] ?? null;
    });
    await keep(fresh);
  }

  async #readDiffTexts(patches: readonly PatchEntity[]): Promise<(DiffText | null | Error)[]> {
    const found = new Map<PatchEntity, DiffText | null | Error>();
    await this.#eachWithMail(patches, found, (patch, mail) => this.#diffTextOf(patch, mail));
    return patches.map((patch) => found.get(patch) ?? null);
  }

  /**
   * Reads something of each patch, with its mail out of the series' mbox where several of a series are
   * asked for. A failure is that of its patch alone.
   */
  async #eachWithMail<T>(
    patches: readonly PatchEntity[],
    found: Map<PatchEntity, T | Error>,
    readOne: (patch: PatchEntity, mail: MboxMail | undefined) => Promise<T>,
  ): Promise<void> {
    const groups = groupBy(patches, (patch) =>
      patch.detail === undefined ? this.#seriesOf(patch) : null,
    );
    const reads = Array.from(groups, ([series, own]) =>
      own.map(async (patch) => {
        try {
          const mails = series !== null && own.length > 1 ? await this.mbox(series) : null;
          found.set(patch, await readOne(patch, mails?.get(patch.id)));
        } catch (error) {
          found.set(patch, asError(error));
        }
      }),
    );
    await Promise.all(reads.flat());
  }

  async #diffTextOf(patch: PatchEntity, mail: MboxMail | undefined): Promise<DiffText | null> {
    if (mail !== undefined) {
      const diff = mail.diff ?? '';
      const parsed = parseDiff(diff, mail.text);
      if (parsed.problems.length === 0) return toDiffText(mail.diff, parsed);
    }
    await this.#facets.load(patch, 'detail');
    const { detail } = patch;
    if (detail === undefined) return null;
    const diff = read(detail, 'diff');
    return toDiffText(diff, parseDiff(diff ?? '', read(detail, 'content') ?? ''));
  }

  #seriesOf(patch: PatchEntity): SeriesEntity | null {
    const { client, seriesId } = patch;
    if (seriesId !== undefined) return this.#store.series.get(client, seriesId);
    const [series] = patch.summary?.series ?? [];
    return series === undefined
      ? null
      : this.#store.series.addEmbedded(client, series, patch.summary?.project?.id);
  }

  /**
   * The mails of a series' mbox, by number of the patch, with what Patchwork adds to them. Costs 1.
   *
   * @returns null where it does not hold exactly the series' patches.
   * @throws UpstreamError
   */
  mbox(series: SeriesEntity): Promise<ReadonlyMap<number, MboxMail> | null> {
    let reading = this.#mboxes.get(series);
    if (reading === undefined) this.#mboxes.set(series, (reading = this.#readMbox(series)));
    return reading;
  }

  async #readMbox(series: SeriesEntity): Promise<ReadonlyMap<number, MboxMail> | null> {
    const { client, id } = series;
    try {
      const path = `/series/${String(id)}/mbox/`;
      const [mbox] = await Promise.all([
        this.#readers.text.load({ client, path }),
        this.#facets.load(series, 'summary'),
      ]);
      const expected = series.at('summary')?.patches?.map((patch) => patch.id);
      return mbox === null || expected === undefined || mbox.length > MAX_MBOX_LENGTH
        ? null
        : splitSeriesMbox(mbox, expected);
    } catch (error) {
      // A page that is answered by a failure says nothing about the API: this one is the heaviest that there
      // is, and front ends give it up (504). A server that is away, or a budget, does.
      if (error instanceof UpstreamError && isOfThisPage(error)) return null;
      throw error;
    }
  }

  /** Facts out of an mbox; null where it does not give the requested one beyond doubt. */
  async #textOf(patch: PatchEntity, mail: MboxMail, kind: Kind): Promise<TextFacts | null> {
    const text = textOfMail(mail);
    const place = readPlace(messageIdOf(patch), text);
    if (kind === 'place') return { message: null, diff: null, place };
    const diff = readDiff(text);
    // Line ends are those of Python's mailbox there; a diff that does not fit is read as it was sent.
    if (diff.problems.length > 0) return null;
    if (kind === 'diff') return { message: null, diff, place };
    const replies = await this.#ledger.load(patch);
    const texts = (replies ?? []).map(({ id, summary }) => {
      return { id, date: summary?.date ?? null, text: summary?.content ?? '' };
    });
    const message = readMboxMessage(messageIdOf(patch), text, texts);
    return message && { message, diff, place };
  }

  async #detailOf(patch: PatchEntity): Promise<TextFacts | null> {
    await this.#facets.load(patch, 'detail');
    const { detail } = patch;
    if (detail === undefined) return null;
    const text = {
      content: read(detail, 'content') ?? '',
      diff: read(detail, 'diff'),
      headers: new MailHeaders(read(detail, 'headers')),
      submitter: null,
    };
    return {
      message: readMessage(messageIdOf(patch), text),
      diff: readDiff(text),
      place: readPlace(messageIdOf(patch), text),
    };
  }
}

function messageIdOf(patch: PatchEntity): string {
  return displayMessageId(patch.at('basic')?.msgid ?? '');
}

function isOfThisPage({ code, status }: UpstreamError): boolean {
  if (code === 'UPSTREAM_BAD_RESPONSE') return true;
  return code === 'UPSTREAM_UNAVAILABLE' && status !== undefined;
}
