-- When a plan was last edited is the time of its newest log row: a turn of the relay has one row less to write.
ALTER TABLE plans DROP COLUMN edited_at;
