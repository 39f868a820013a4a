-- History: states of the text that people may go back to. `upto` is the log position, `at` the time of the update
-- there; `author` is who named it, imported, restored or deleted; `writers` are the people who wrote since the
-- version before, as JSON, NULL until a worker has settled the row. Without a state it is read from the log.
CREATE TABLE versions (
  plan TEXT NOT NULL,
  upto INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT,
  author TEXT,
  writers TEXT,
  at INTEGER NOT NULL,
  state BLOB,
  sum INTEGER,
  PRIMARY KEY (plan, upto)
);
CREATE INDEX versions_unsettled ON versions(plan) WHERE writers IS NULL;

-- Snapshots that only told the past are history from here on.
INSERT INTO versions (plan, upto, kind, at, state)
  SELECT s.plan, s.upto, 'hourly', l.at, s.state FROM snapshots s JOIN log l ON l.plan = s.plan AND l.seq = s.upto
  WHERE s.upto < (SELECT max(upto) FROM snapshots n WHERE n.plan = s.plan);
DELETE FROM snapshots WHERE upto < (SELECT max(upto) FROM snapshots n WHERE n.plan = snapshots.plan);
