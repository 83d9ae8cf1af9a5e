import type { PoolClient } from 'pg';
import type { IndexedMail, MailSummary } from '../IndexedMail.js';
import type { MailRef, ProjectRef } from '../SearchIndex.js';
import { firstRowOf, SEQUENCES } from '../rows.js';
import type { EngineRow } from '../storedRows.js';
import { metadataWords } from './metadataWords.js';
import { textParts } from './textParts.js';

/** Adds the words of new mails to their index, which only its owner may do; otherwise, PostgreSQL does so by and by. */
const ADD_PENDING_WORDS = `SELECT gin_clean_pending_list(oid) FROM pg_class
  WHERE oid = 'words_lexemes'::regclass AND pg_has_role(relowner, 'USAGE')`;

/** Writes mails to the tables; the caller has started a transaction and holds the writers' lock. */
export class PostgresWriter {
  readonly #client: PoolClient;
  /** Ids of instances by name, and of projects by `instance/project`. */
  readonly #ids = new Map<string, number>();

  constructor(client: PoolClient) {
    this.#client = client;
  }

  /** The row of a mail; null if it is not indexed. */
  async rowOf({ instance, kind, number }: MailRef): Promise<number | null> {
    return await this.#number(
      `SELECT m.row AS value FROM mail m JOIN instance i ON i.id = m.instance
       WHERE i.name = $1 AND m.kind = $2 AND m.number = $3`,
      [instance, kind, number],
    );
  }

  async projectOf({ instance, project }: ProjectRef): Promise<number> {
    const key = `${instance}/${project}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const owner = await this.#instanceOf(instance);
    const { rows } = await this.#client.query<{ readonly id: number }>(
      `INSERT INTO project (instance, name) VALUES ($1, $2)
       ON CONFLICT (instance, name) DO UPDATE SET name = excluded.name RETURNING id`,
      [owner, project],
    );
    const id = rows[0]?.id ?? 0;
    this.#ids.set(key, id);
    return id;
  }

  /** Adds or replaces mails; of several with one number, the last one is stored. */
  async put(mails: readonly IndexedMail[]): Promise<void> {
    const byKey = new Map(mails.map((mail) => [keyOf(mail), mail]));
    const known = await this.#rowsOf([...byKey.values()]);
    await this.remove([...known.values()]);
    const rows = await this.#rowsFor(byKey, known);
    const texts: Readonly<Record<string, unknown>>[] = [];
    const blobs: Readonly<Record<string, unknown>>[] = [];
    const records: Readonly<Record<string, unknown>>[] = [];
    for (const [key, mail] of byKey) {
      const row = rows.get(key) ?? 0;
      const instance = await this.#instanceOf(mail.instance);
      const project = await this.projectOf(mail);
      records.push({ row, instance, project, ...recordOf(mail) });
      const { fields, kind } = mail;
      const metadata = metadataWords(row, { instance, project, kind });
      textParts(fields, metadata).forEach((tokens, part) => texts.push({ row, part, tokens }));
      blobs.push(
        ...fields.preBlobs.map((id) => ({ id, side: 'pre', row })),
        ...fields.postBlobs.map((id) => ({ id, side: 'post', row })),
      );
    }
    await this.#insert('mail', 'SELECT * FROM json_populate_recordset(NULL::mail, $1)', records);
    await this.#insert('words', 'SELECT * FROM json_populate_recordset(NULL::words, $1)', texts);
    await this.#insert(
      'blob',
      'SELECT DISTINCT * FROM json_populate_recordset(NULL::blob, $1)',
      blobs,
    );
    if (texts.length > 0) await this.#client.query(ADD_PENDING_WORDS);
  }

  async updateSummary(ref: MailRef, summary: Partial<MailSummary>): Promise<void> {
    const row = await this.rowOf(ref);
    if (row === null) return;
    const { state, delegate, archived, check } = summary;
    await this.#client.query(
      `UPDATE mail SET state = coalesce($1, state), delegate = coalesce($2, delegate),
       archived = coalesce($3, archived), checked = coalesce($4, checked) WHERE row = $5`,
      [state ?? null, delegate ?? null, bit(archived), check ?? null, row],
    );
  }

  /** Rows of the comments of a patch or cover. */
  async repliesTo({ instance, kind, number }: MailRef): Promise<readonly number[]> {
    const { rows } = await this.#client.query<{ readonly row: unknown }>(
      `SELECT m.row FROM mail m JOIN instance i ON i.id = m.instance
       WHERE i.name = $1 AND m.parentKind = $2 AND m.parentNumber = $3`,
      [instance, kind, number],
    );
    return rows.map(({ row }) => Number(row));
  }

  async remove(rows: readonly number[]): Promise<void> {
    if (rows.length === 0) return;
    for (const table of ['words', 'blob', 'mail']) {
      await this.#client.query(`DELETE FROM ${table} WHERE row = ANY($1::bigint[])`, [[...rows]]);
    }
  }

  async #insert(table: string, select: string, records: readonly unknown[]): Promise<void> {
    if (records.length === 0) return;
    await this.#client.query(`INSERT INTO ${table} ${select}`, [JSON.stringify(records)]);
  }

  /** Rows of the mails that are already indexed. */
  async #rowsOf(mails: readonly IndexedMail[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.#client.query<EngineRow>(
      `SELECT i.name AS instance, m.kind, m.number, m.row
       FROM unnest($1::text[], $2::text[], $3::bigint[]) AS a (instance, kind, number)
       JOIN instance i ON i.name = a.instance
       JOIN mail m ON m.instance = i.id AND m.kind = a.kind AND m.number = a.number`,
      [
        mails.map(({ instance }) => instance),
        mails.map(({ kind }) => kind),
        mails.map(({ number }) => number),
      ],
    );
    return new Map(
      rows.map((row) => [
        `${String(row['instance'])} ${String(row['kind'])} ${String(row['number'])}`,
        Number(row['row']),
      ]),
    );
  }

  /** A mail that is replaced keeps its row, so that pages do not shift. */
  async #rowsFor(
    byKey: ReadonlyMap<string, IndexedMail>,
    known: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, number>> {
    const firsts = [...new Set([...byKey.values()].map(({ date }) => firstRowOf(date)))];
    const { rows } = await this.#client.query<EngineRow>(
      `SELECT first, (SELECT max(row) FROM mail WHERE row >= first AND row < first + $2) AS last
       FROM unnest($1::bigint[]) first`,
      [firsts, SEQUENCES],
    );
    const next = new Map(
      rows.map(({ first, last }) => [
        Number(first),
        last == null ? Number(first) : Number(last) + 1,
      ]),
    );
    const found = new Map<string, number>();
    for (const [key, { date }] of byKey) {
      const first = firstRowOf(date);
      const old = known.get(key);
      if (old !== undefined && old >= first && old < first + SEQUENCES) {
        found.set(key, old);
        next.set(first, Math.max(next.get(first) ?? first, old + 1));
      }
    }
    for (const [key, { date }] of byKey) {
      if (found.has(key)) continue;
      const first = firstRowOf(date);
      const row = next.get(first) ?? first;
      found.set(key, row);
      next.set(first, row + 1);
    }
    return found;
  }

  async #instanceOf(name: string): Promise<number> {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const { rows } = await this.#client.query<{ readonly id: number }>(
      `INSERT INTO instance (name) VALUES ($1)
       ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`,
      [name],
    );
    const id = rows[0]?.id ?? 0;
    this.#ids.set(name, id);
    return id;
  }

  async #number(sql: string, values: readonly unknown[]): Promise<number | null> {
    const { rows } = await this.#client.query<{ readonly value: unknown }>(sql, [...values]);
    const value = rows[0]?.value;
    return value == null ? null : Number(value);
  }
}

function keyOf({ instance, kind, number }: MailRef): string {
  return `${instance} ${kind} ${String(number)}`;
}

/** By the names of columns, which PostgreSQL writes in lower case. */
function recordOf(mail: IndexedMail): Readonly<Record<string, unknown>> {
  const { fields, parent, summary } = mail;
  return {
    kind: mail.kind,
    number: mail.number,
    messageid: storable(mail.messageId),
    series: mail.series,
    parentkind: parent?.kind ?? null,
    parentnumber: parent?.number ?? null,
    submitter: mail.submitter,
    version: mail.version,
    patchid: fields.patchId,
    truncated: fields.truncated ? 1 : 0,
    state: storable(summary?.state),
    delegate: storable(summary?.delegate),
    archived: bit(summary?.archived),
    checked: storable(summary?.check),
  };
}

/** PostgreSQL refuses NUL and halves of surrogate pairs, and with them the whole batch. */
function storable(text: string | null | undefined): string | null {
  return text?.replace(/[\0\p{Cs}]/gu, '\ufffd') ?? null;
}

function bit(value: boolean | null | undefined): number | null {
  return value == null ? null : value ? 1 : 0;
}
