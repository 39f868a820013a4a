-- Counts whatever may change what an open connection may do, so that the relay is woken by that and not by every
-- write of another process. What makes a standing is in server/store/standings.ts; a new person or session has no
-- connection yet. Snapshots are stored compressed from here on (server/store/snapshot.ts); older rows stay readable.
INSERT INTO meta VALUES ('standings', '0');

CREATE TRIGGER standing_member AFTER UPDATE OF role, removed_at ON members
  BEGIN UPDATE meta SET value = value + 1 WHERE key = 'standings'; END;
CREATE TRIGGER standing_member_gone AFTER DELETE ON members
  BEGIN UPDATE meta SET value = value + 1 WHERE key = 'standings'; END;
CREATE TRIGGER standing_session AFTER UPDATE ON sessions
  BEGIN UPDATE meta SET value = value + 1 WHERE key = 'standings'; END;
CREATE TRIGGER standing_session_gone AFTER DELETE ON sessions
  BEGIN UPDATE meta SET value = value + 1 WHERE key = 'standings'; END;
CREATE TRIGGER standing_plan AFTER UPDATE OF stage, deleted_at, committee ON plans
  BEGIN UPDATE meta SET value = value + 1 WHERE key = 'standings'; END;
CREATE TRIGGER standing_token AFTER UPDATE ON api_tokens
  BEGIN UPDATE meta SET value = value + 1 WHERE key = 'standings'; END;
CREATE TRIGGER standing_token_gone AFTER DELETE ON api_tokens
  BEGIN UPDATE meta SET value = value + 1 WHERE key = 'standings'; END;
CREATE TRIGGER standing_token_plan_gone AFTER DELETE ON token_plans
  BEGIN UPDATE meta SET value = value + 1 WHERE key = 'standings'; END;
