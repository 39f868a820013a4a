-- Tokens for scripts, found by the SHA-256 of their secret; the secret is not kept. A token acts under a user id of
-- its own that is no member, with one role, in the plans that token_plans names and nowhere else.
CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  user TEXT NOT NULL REFERENCES users(id),
  committee TEXT NOT NULL REFERENCES committees(id),
  role TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) WITHOUT ROWID;

CREATE TABLE token_plans (
  token TEXT NOT NULL REFERENCES api_tokens(id),
  plan TEXT NOT NULL,
  PRIMARY KEY (token, plan)
) WITHOUT ROWID;
