-- A checksum over each row of the log and of the snapshots, so that a byte that turned on the disk is found and named.
-- Rows from before this file have none.
ALTER TABLE log ADD COLUMN sum INTEGER;
ALTER TABLE snapshots ADD COLUMN sum INTEGER;
