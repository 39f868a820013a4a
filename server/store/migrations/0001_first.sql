-- Everything that one committee's server keeps. Times are milliseconds since 1970, server's clock.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE committees (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL) WITHOUT ROWID;

-- A removed person keeps the row and the user id, with removed_at set.
CREATE TABLE members (
  committee TEXT NOT NULL REFERENCES committees(id),
  user TEXT NOT NULL REFERENCES users(id),
  role TEXT NOT NULL,
  joined_at INTEGER,
  removed_at INTEGER,
  PRIMARY KEY (committee, user)
) WITHOUT ROWID;

-- Sessions, invitations and the chair's link are found by the SHA-256 of their secret; the secret is not kept.
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  user TEXT NOT NULL REFERENCES users(id),
  committee TEXT NOT NULL REFERENCES committees(id),
  created_at INTEGER NOT NULL,
  expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions(user);

CREATE TABLE start_links (hash TEXT PRIMARY KEY, created_at INTEGER NOT NULL, used_at INTEGER) WITHOUT ROWID;

CREATE TABLE invites (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  committee TEXT NOT NULL REFERENCES committees(id),
  role TEXT NOT NULL,
  plan TEXT,
  created_by TEXT NOT NULL REFERENCES users(id),
  created_at INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  uses INTEGER NOT NULL DEFAULT 0,
  revoked_at INTEGER
) WITHOUT ROWID;

CREATE TABLE plans (
  id TEXT PRIMARY KEY,
  committee TEXT NOT NULL REFERENCES committees(id),
  stage TEXT NOT NULL DEFAULT 'draft',
  created_by TEXT NOT NULL REFERENCES users(id),
  created_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL,
  deleted_at INTEGER
) WITHOUT ROWID;

-- The text's log: rows are appended by rowid, and found by (plan, seq). Every row stays, with its update in
-- `body`, who wrote it and when; a snapshot only spares reading what came before it.
CREATE TABLE log (
  row INTEGER PRIMARY KEY,
  plan TEXT NOT NULL,
  seq INTEGER NOT NULL,
  body BLOB,
  author TEXT NOT NULL,
  session TEXT,
  at INTEGER NOT NULL
);
CREATE UNIQUE INDEX log_plan_seq ON log(plan, seq);

-- States of the text at a log position. The newest opens a plan; older ones are history.
CREATE TABLE snapshots (
  plan TEXT NOT NULL,
  upto INTEGER NOT NULL,
  state BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (plan, upto)
);

-- A Yjs client id belongs to the person who first wrote with it.
CREATE TABLE client_ids (
  plan TEXT NOT NULL,
  client INTEGER NOT NULL,
  user TEXT NOT NULL,
  PRIMARY KEY (plan, client)
) WITHOUT ROWID;

-- The record: one journal per scope ('plan:ID', 'committee:ID'). body and salt are NULL once erased.
CREATE TABLE journal (
  scope TEXT NOT NULL,
  seq INTEGER NOT NULL,
  event TEXT NOT NULL,
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT,
  salt TEXT,
  payload_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (scope, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX journal_event ON journal(scope, event);
