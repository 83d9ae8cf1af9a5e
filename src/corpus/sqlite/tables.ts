import { TEXT_FIELDS } from '../IndexedMail.js';

/** Column of `words` with the mail's project and kind as tokens. */
export const PLACE_COLUMN = 'place';

/**
 * The tables, one script per version of the file; a script that was released is never changed.
 *
 * A mail's row is its date in seconds times 2^20 and a sequence: the engine walks rows backwards,
 * so that the newest hits come first without sorting. `words` keeps no text. The tokenizer treats
 * every character beyond ASCII as part of a word, because `tokenText` has split such texts before.
 */
export const TABLES: readonly string[] = [
  `
CREATE TABLE instance (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE project (
  id INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL REFERENCES instance (id),
  name TEXT NOT NULL,
  coverage TEXT,
  holes TEXT NOT NULL DEFAULT '[]',
  UNIQUE (instance, name)
);
CREATE TABLE mail (
  row INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL,
  project INTEGER NOT NULL,
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  messageId TEXT,
  series INTEGER,
  parentKind TEXT,
  parentNumber INTEGER,
  submitter INTEGER,
  version INTEGER,
  patchId TEXT,
  truncated INTEGER NOT NULL,
  state TEXT,
  delegate TEXT,
  archived INTEGER,
  checked TEXT,
  UNIQUE (instance, kind, number)
);
CREATE INDEX mail_message ON mail (messageId);
CREATE INDEX mail_patch_id ON mail (patchId) WHERE patchId IS NOT NULL;
CREATE INDEX mail_series ON mail (instance, series) WHERE series IS NOT NULL;
CREATE INDEX mail_project ON mail (project, kind, row);
CREATE TABLE kind_count (
  project INTEGER NOT NULL, kind TEXT NOT NULL,
  mails INTEGER NOT NULL DEFAULT 0, truncated INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (project, kind)
) WITHOUT ROWID;
CREATE TRIGGER mail_added AFTER INSERT ON mail BEGIN
  INSERT INTO kind_count VALUES (new.project, new.kind, 1, new.truncated)
  ON CONFLICT DO UPDATE SET mails = mails + 1, truncated = truncated + new.truncated;
END;
CREATE TRIGGER mail_removed AFTER DELETE ON mail BEGIN
  UPDATE kind_count SET mails = mails - 1, truncated = truncated - old.truncated
  WHERE project = old.project AND kind = old.kind;
END;
CREATE TABLE blob (
  id TEXT NOT NULL, side TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (id, side, row)
) WITHOUT ROWID;
CREATE INDEX blob_row ON blob (row);
CREATE TABLE progress (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  ${[...TEXT_FIELDS, PLACE_COLUMN].join(', ')},
  content = '', contentless_delete = 1, tokenize = "ascii tokenchars '_'"
);
`,
  `
CREATE INDEX mail_parent ON mail (instance, parentKind, parentNumber) WHERE parentNumber IS NOT NULL;
`,
];
