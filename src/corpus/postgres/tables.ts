import { TEXT_FIELDS } from '../IndexedMail.js';
import {
  BUCKET_BITS,
  INSTANCE_PREFIX,
  METADATA_FIELD,
  PARTS_WORD,
  PROJECT_PREFIX,
} from './metadataWords.js';

/** The words of a text of `words`, each with its field. Parts of the text are fields, in the order of `TEXT_FIELDS`; the last is the metadata. */
const LEXEMES = [...TEXT_FIELDS, METADATA_FIELD]
  .map(
    (field, at) => `replace(rtrim(split_part(tokens, '|', ${String(at + 1)})), ' ', ' ${field}.')`,
  )
  .join(' || ');
/** The largest tsvector, in bytes, with some room: PostgreSQL allows 1 MB. */
const MAX_BYTES = 1_000_000;

/**
 * The tables, one script per version; a script that was released is never changed.
 *
 * `words` holds the words of all fields of a mail in their order, in one or more parts: PostgreSQL limits a
 * tsvector to 1 MB. The tsvector itself is not stored, only its index: it would take more space than all else. Its
 * positions are not used, since it keeps 255 of a word at most: phrases are looked for in the text.
 */
export const TABLES: readonly string[] = [
  `
CREATE TABLE instance (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE project (
  id serial PRIMARY KEY,
  instance integer NOT NULL REFERENCES instance (id),
  name text NOT NULL,
  coverage text,
  holes text NOT NULL DEFAULT '[]',
  UNIQUE (instance, name)
);
CREATE TABLE mail (
  row bigint PRIMARY KEY,
  instance integer NOT NULL,
  project integer NOT NULL,
  kind text NOT NULL,
  number bigint NOT NULL,
  messageId text,
  series bigint,
  parentKind text,
  parentNumber bigint,
  submitter bigint,
  version bigint,
  patchId text,
  truncated integer NOT NULL,
  state text,
  delegate text,
  archived integer,
  checked text,
  UNIQUE (instance, kind, number)
);
CREATE INDEX mail_message ON mail (messageId);
CREATE INDEX mail_patch_id ON mail (patchId) WHERE patchId IS NOT NULL;
CREATE INDEX mail_series ON mail (instance, series) WHERE series IS NOT NULL;
CREATE INDEX mail_project ON mail (project, kind, row);
CREATE TABLE kind_count (
  project integer NOT NULL, kind text NOT NULL,
  mails integer NOT NULL DEFAULT 0, truncated integer NOT NULL DEFAULT 0,
  PRIMARY KEY (project, kind)
);
CREATE FUNCTION count_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO kind_count VALUES (new.project, new.kind, 1, new.truncated)
    ON CONFLICT (project, kind) DO UPDATE
    SET mails = kind_count.mails + 1, truncated = kind_count.truncated + new.truncated;
  ELSE
    UPDATE kind_count SET mails = mails - 1, truncated = truncated - old.truncated
    WHERE project = old.project AND kind = old.kind;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER mail_counted AFTER INSERT OR DELETE ON mail
  FOR EACH ROW EXECUTE FUNCTION count_mail();
CREATE TABLE blob (
  id text COLLATE "C" NOT NULL, side text NOT NULL, row bigint NOT NULL, PRIMARY KEY (id, side, row)
);
CREATE INDEX blob_row ON blob (row);
CREATE TABLE progress (key text PRIMARY KEY, value text NOT NULL);
CREATE TABLE words (row bigint NOT NULL, part integer NOT NULL, lexemes tsvector NOT NULL, PRIMARY KEY (row, part));
CREATE INDEX words_lexemes ON words USING gin (lexemes) WITH (fastupdate = off);
CREATE TABLE texts (row bigint NOT NULL, field text NOT NULL, tokens text NOT NULL, PRIMARY KEY (row, field));
`,
  `
CREATE INDEX mail_parent ON mail (instance, parentKind, parentNumber) WHERE parentNumber IS NOT NULL;
`,
  `
-- Not inlined: it takes longer than it seems to the planner.
CREATE FUNCTION mail_lexemes(tokens text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 5000 AS $$
BEGIN RETURN (${LEXEMES})::tsvector; END $$;
DROP TABLE words;
CREATE TABLE words (row bigint NOT NULL, part integer NOT NULL, tokens text NOT NULL, PRIMARY KEY (row, part));
INSERT INTO words SELECT m.row, 0, (
    SELECT string_agg(coalesce(t.tokens, ''), '|' ORDER BY f.place)
    FROM unnest(ARRAY['${TEXT_FIELDS.join("','")}']) WITH ORDINALITY f (name, place)
    LEFT JOIN texts t ON t.row = m.row AND t.field = f.name
  ) || '| ' || (m.row >> ${String(BUCKET_BITS)}) || ' ' FROM mail m ORDER BY m.row;
DROP TABLE texts;
-- Mails that would need several parts are cut, and counted as such.
WITH cut AS (
  UPDATE words SET tokens = rtrim(left(tokens, 100000)) || ' ' || repeat('|',
    ${String(TEXT_FIELDS.length)} - (length(left(tokens, 100000)) - length(replace(left(tokens, 100000), '|', '')))
  ) || ' ' || (row >> ${String(BUCKET_BITS)}) || ' '
  WHERE octet_length(tokens) + 6 * (length(tokens) - length(replace(tokens, ' ', ''))) > ${String(MAX_BYTES)}
  RETURNING row
) UPDATE mail SET truncated = 1 FROM cut WHERE mail.row = cut.row;
UPDATE kind_count SET truncated = (
  SELECT count(*) FROM mail WHERE mail.project = kind_count.project AND mail.kind = kind_count.kind AND mail.truncated = 1
);
CREATE INDEX words_lexemes ON words USING gin (mail_lexemes(tokens)) WITH (fastupdate = off);
`,
  `
UPDATE words SET tokens = tokens || '${PARTS_WORD} ' WHERE row IN (SELECT row FROM words WHERE part > 0);
`,
  `
CREATE TABLE placed (row bigint NOT NULL, part integer NOT NULL, tokens text NOT NULL);
INSERT INTO placed SELECT w.row, w.part, w.tokens
    || '${INSTANCE_PREFIX}' || m.instance || lower(m.kind) || ' ${PROJECT_PREFIX}' || m.project || lower(m.kind) || ' '
  FROM words w JOIN mail m ON m.row = w.row ORDER BY w.row, w.part;
DROP TABLE words;
ALTER TABLE placed RENAME TO words;
ALTER TABLE words ADD PRIMARY KEY (row, part);
-- Words of several mails are added together; the writer does so after each batch, so that no query waits for it.
CREATE INDEX words_lexemes ON words USING gin (mail_lexemes(tokens)) WITH (fastupdate = on, gin_pending_list_limit = 256);
`,
];
