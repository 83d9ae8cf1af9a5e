import { TEXT_FIELDS, type IndexedMail, type MailSummary } from '../IndexedMail.js';
import type { MailRef } from '../SearchIndex.js';
import { indexedTexts } from '../indexedTexts.js';
import { endRowOf, firstRowOf } from '../rows.js';
import type { Places } from './Places.js';
import type { SqlDatabase, SqlStatement, SqlValue } from './openDatabase.js';
import { PLACE_COLUMN } from './tables.js';

const COLUMNS =
  'row, instance, project, kind, number, messageId, series, parentKind, parentNumber, submitter, version, patchId, truncated, state, delegate, archived, checked';

/** Writes mails to the tables; the caller has started a transaction. */
export class MailWriter {
  readonly #places: Places;
  readonly #find: SqlStatement;
  readonly #findReplies: SqlStatement;
  readonly #lastRow: SqlStatement;
  readonly #insertMail: SqlStatement;
  readonly #insertWords: SqlStatement;
  readonly #insertBlob: SqlStatement;
  readonly #deletions: readonly SqlStatement[];
  readonly #update: SqlStatement;

  constructor(database: SqlDatabase, places: Places) {
    this.#places = places;
    const prepare = (sql: string): SqlStatement => database.prepare(sql);
    this.#find = prepare('SELECT row FROM mail WHERE instance = ? AND kind = ? AND number = ?');
    this.#findReplies = prepare(
      'SELECT row FROM mail WHERE instance = ? AND parentKind = ? AND parentNumber = ?',
    );
    this.#lastRow = prepare('SELECT max(row) AS row FROM mail WHERE row >= ? AND row < ?');
    this.#insertMail = prepare(`INSERT INTO mail (${COLUMNS}) VALUES (${marks(COLUMNS)})`);
    const words = ['rowid', ...TEXT_FIELDS, PLACE_COLUMN].join(', ');
    this.#insertWords = prepare(`INSERT INTO words (${words}) VALUES (${marks(words)})`);
    this.#insertBlob = prepare('INSERT OR IGNORE INTO blob VALUES (?, ?, ?)');
    this.#deletions = [
      prepare('DELETE FROM words WHERE rowid = ?'),
      prepare('DELETE FROM blob WHERE row = ?'),
      prepare('DELETE FROM mail WHERE row = ?'),
    ];
    this.#update = prepare(
      `UPDATE mail SET state = coalesce(?, state), delegate = coalesce(?, delegate),
       archived = coalesce(?, archived), checked = coalesce(?, checked) WHERE row = ?`,
    );
  }

  /** Rows of the comments of a patch or cover. */
  repliesTo({ instance, kind, number }: MailRef): readonly number[] {
    const id = this.#places.findInstance(instance);
    if (id === null) return [];
    return this.#findReplies.all(id, kind, number).map(({ row }) => Number(row));
  }

  /** The row of a mail; null if it is not indexed. */
  rowOf({ instance, kind, number }: MailRef): number | null {
    const id = this.#places.findInstance(instance);
    const row = id === null ? null : this.#find.get(id, kind, number)?.['row'];
    return row == null ? null : Number(row);
  }

  put(mail: IndexedMail): void {
    const instance = this.#places.instance(mail.instance);
    const project = this.#places.project(mail);
    const known = this.rowOf(mail);
    const row = this.#rowFor(mail, known);
    this.remove(known);
    const { summary, parent, fields } = mail;
    this.#insertMail.run(
      row,
      instance,
      project,
      mail.kind,
      mail.number,
      mail.messageId,
      mail.series,
      parent?.kind ?? null,
      parent?.number ?? null,
      mail.submitter,
      mail.version,
      fields.patchId,
      fields.truncated ? 1 : 0,
      summary?.state ?? null,
      summary?.delegate ?? null,
      bit(summary?.archived),
      summary?.check ?? null,
    );
    const place = `i${String(instance)} p${String(project)} k${mail.kind.toLowerCase()}`;
    this.#insertWords.run(row, ...indexedTexts(fields), place);
    for (const id of fields.preBlobs) this.#insertBlob.run(id, 'pre', row);
    for (const id of fields.postBlobs) this.#insertBlob.run(id, 'post', row);
  }

  updateSummary(ref: MailRef, summary: Partial<MailSummary>): void {
    const row = this.rowOf(ref);
    if (row === null) return;
    const { state, delegate, archived, check } = summary;
    this.#update.run(state ?? null, delegate ?? null, bit(archived), check ?? null, row);
  }

  /** @returns whether there was something to remove. */
  remove(row: number | null): boolean {
    if (row === null) return false;
    for (const deletion of this.#deletions) deletion.run(row);
    return true;
  }

  /** A mail that is replaced keeps its row, so that pages do not shift. */
  #rowFor({ date }: IndexedMail, known: number | null): number {
    const first = firstRowOf(date);
    const end = endRowOf(date);
    if (known !== null && known >= first && known < end) return known;
    const last = this.#lastRow.get(first, end)?.['row'];
    const row = last == null ? first : Number(last) + 1;
    if (row >= end) throw new Error(`more mails of second ${String(date)} than an index can hold`);
    return row;
  }
}

function marks(columns: string): string {
  return columns
    .split(',')
    .map(() => '?')
    .join(', ');
}

function bit(value: boolean | null | undefined): SqlValue {
  return value == null ? null : value ? 1 : 0;
}
