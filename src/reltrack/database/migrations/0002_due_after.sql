-- What `due` asks of everybody, worked out once per change instead of at every question: derived
-- from rhythm and kept with it (database/rhythms.py).

-- The days after which a person is late, going by their gaps and the typical gap below; the
-- settings are put to it when it is read.
ALTER TABLE rhythm ADD COLUMN due_after REAL NOT NULL DEFAULT 0;

-- The middle two of the median gaps of active people, whose mean is the journal's typical gap;
-- null: to be worked out again.
ALTER TABLE journal ADD COLUMN typical_low REAL;
ALTER TABLE journal ADD COLUMN typical_high REAL;

-- Those who wait for triage, one of whom `due` brings up a day.
CREATE INDEX person_new ON person (id) WHERE status = 'new';
