-- An invitation lets in so many people and no more; links from before this file keep a generous bound.
ALTER TABLE invites ADD COLUMN max_uses INTEGER NOT NULL DEFAULT 1000;

-- One-time links that open one person's session on another device, found by the SHA-256 of their secret.
-- Using one deletes its row; the committee's journal tells who made it for whom.
CREATE TABLE login_links (
  hash TEXT PRIMARY KEY,
  user TEXT NOT NULL REFERENCES users(id),
  committee TEXT NOT NULL REFERENCES committees(id),
  created_by TEXT NOT NULL REFERENCES users(id),
  expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX login_links_user ON login_links(user);
