-- When the chair wrote the name on the roster, before anybody came in under it; NULL for who typed their own.
ALTER TABLE members ADD COLUMN listed_at INTEGER;
