-- When each Yjs client id was first written with: new ones are counted per person and day. 0 is before this was kept.
ALTER TABLE client_ids ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX client_ids_user ON client_ids(user, at);
