-- The journal. Dates are local civil days (YYYY-MM-DD), times HH:MM, *_at instants in UTC.
-- Only arithmetic makes SQLite turn 2026-02-30 into March, so each day is compared with itself + 0.
-- Every record has one number, unique in the journal and never reused: journal.last_number.

CREATE TABLE journal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL,
    last_number INTEGER NOT NULL DEFAULT 0 CHECK (last_number >= 0),
    recording INTEGER,                   -- the operation under way; null at rest
    bulk INTEGER NOT NULL DEFAULT 0 CHECK (bulk IN (0, 1)),  -- its inserts are noted as ranges
    replaying INTEGER NOT NULL DEFAULT 0 CHECK (replaying IN (0, 1)),  -- undo restores every row
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200 AND instr(name, char(0)) = 0),
    key TEXT NOT NULL,                   -- the name folded for comparison
    status TEXT NOT NULL CHECK (status IN ('active', 'new', 'archived')),
    added_on TEXT NOT NULL CHECK (date(added_on, '+0 days') IS added_on),
    active_on TEXT CHECK (active_on IS NULL OR date(active_on, '+0 days') IS active_on),
    cadence_days INTEGER CHECK (cadence_days > 0),
    company TEXT CHECK (length(company) BETWEEN 1 AND 200),
    title TEXT CHECK (length(title) BETWEEN 1 AND 200),
    city TEXT CHECK (length(city) BETWEEN 1 AND 200),
    met_on TEXT CHECK (met_on IS NULL OR date(met_on, '+0 days') IS met_on),
    how_met TEXT CHECK (length(how_met) BETWEEN 1 AND 65536),
    introduced_by INTEGER REFERENCES person (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (status <> 'active' OR active_on IS NOT NULL)
) STRICT;
CREATE INDEX person_key ON person (key);
CREATE INDEX person_introduced_by ON person (introduced_by) WHERE introduced_by IS NOT NULL;

-- Handles given up by a rename or a merge; they still lead to the person.
CREATE TABLE retired_slug (
    slug TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX retired_slug_person ON retired_slug (person_id);

CREATE TABLE alias (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    key TEXT NOT NULL,                   -- before name: else integrity_check of 3.40 misreads it
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200 AND instr(name, char(0)) = 0),
    PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_key ON alias (key);

CREATE TABLE contact_point (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 200),
    key TEXT NOT NULL,                   -- the value as compared: lower case, digits, no scheme
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 2000),
    label TEXT CHECK (length(label) BETWEEN 1 AND 200),
    position INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (person_id, kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_point_key ON contact_point (kind, key);

CREATE TABLE circle (
    name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
    cadence_days INTEGER CHECK (cadence_days > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE circle_member (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    circle TEXT NOT NULL REFERENCES circle (name) ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY (person_id, circle)
) STRICT, WITHOUT ROWID;
CREATE INDEX circle_member_circle ON circle_member (circle);

CREATE TABLE person_tag (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
    PRIMARY KEY (person_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_tag_tag ON person_tag (tag);

CREATE TABLE interaction (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    date TEXT NOT NULL CHECK (date(date, '+0 days') IS date),
    time TEXT CHECK (time GLOB '[01][0-9]:[0-5][0-9]' OR time GLOB '2[0-3]:[0-5][0-9]'),
    via TEXT CHECK (length(via) BETWEEN 1 AND 200),
    place TEXT CHECK (length(place) BETWEEN 1 AND 200),
    text TEXT NOT NULL CHECK (length(text) <= 65536 AND instr(text, char(0)) = 0),
    initiated TEXT CHECK (initiated IN ('me', 'them')),
    mark TEXT CHECK (mark IN ('gave', 'asked', 'promoted')),
    broadcast INTEGER NOT NULL DEFAULT 0 CHECK (broadcast IN (0, 1)),
    source TEXT NOT NULL CHECK (source IN ('typed', 'batch') OR source GLOB 'import:?*'),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX interaction_date ON interaction (date, time, id);
CREATE INDEX interaction_via ON interaction (via, date);

-- Who an entry is about. `day` (1 = 0001-01-01, as Python's toordinal) and `contact` are copies of
-- facts of the entry, so that a person's contact days are one range of the key; triggers in
-- views.sql keep them so.
CREATE TABLE participant (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    contact INTEGER NOT NULL CHECK (contact IN (0, 1) AND contact <= present),
    PRIMARY KEY (person_id, day, interaction_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX participant_interaction ON participant (interaction_id, person_id);

-- What a rhythm is learned from, worked out once per change instead of at every question: derived
-- from participant, refilled in the transaction of the change itself (database/rhythms.py) for the
-- people whom triggers have marked stale. A reader works out for itself what is stale.
CREATE TABLE rhythm (
    person_id INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    last_day INTEGER,                    -- the latest contact day; null: never in contact
    gaps INTEGER NOT NULL,               -- how many gaps were looked at, 64 at most
    sum_log REAL NOT NULL,
    sum_log_squared REAL NOT NULL,       -- of their logarithms, the recent weighing more
    median_gap REAL NOT NULL,
    usual_days REAL NOT NULL             -- the median of the latest nine
) STRICT;

CREATE TABLE stale_rhythm (
    person_id INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE interaction_tag (
    interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
    PRIMARY KEY (interaction_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_tag_tag ON interaction_tag (tag);

-- The back of the card. A fact heard in an entry lives and dies with it.
CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 65536 AND instr(text, char(0)) = 0),
    heard_on TEXT NOT NULL CHECK (date(heard_on, '+0 days') IS heard_on),
    interaction_id INTEGER REFERENCES interaction (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX fact_person ON fact (person_id, heard_on);
CREATE INDEX fact_interaction ON fact (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE TABLE fact_tag (
    fact_id INTEGER NOT NULL REFERENCES fact (id) ON DELETE CASCADE,
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
    PRIMARY KEY (fact_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_tag_tag ON fact_tag (tag);

-- Open loops. `done_on` is what somebody said; contact closes replies and plans by itself, at read
-- time. `automatic`: opened by a message that came in, so it follows the entry when that changes.
CREATE TABLE follow_up (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('promise', 'reply', 'waiting', 'plan')),
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (length(text) <= 65536 AND instr(text, char(0)) = 0),
    due_on TEXT CHECK (due_on IS NULL OR date(due_on, '+0 days') IS due_on),
    opened_on TEXT NOT NULL CHECK (date(opened_on, '+0 days') IS opened_on),
    done_on TEXT CHECK (done_on IS NULL OR date(done_on, '+0 days') IS done_on),
    interaction_id INTEGER REFERENCES interaction (id) ON DELETE CASCADE,
    automatic INTEGER NOT NULL DEFAULT 0 CHECK (automatic IN (0, 1)),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (automatic = 0 OR (kind = 'reply' AND interaction_id IS NOT NULL))
) STRICT;
CREATE INDEX follow_up_person ON follow_up (person_id, opened_on);
CREATE INDEX follow_up_interaction ON follow_up (interaction_id) WHERE interaction_id IS NOT NULL;

-- Birthdays and other yearly dates (a year or a day may be unknown), and one-off milestones.
CREATE TABLE occasion (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('birthday', 'anniversary', 'milestone', 'other')),
    label TEXT CHECK (length(label) BETWEEN 1 AND 200),
    year INTEGER CHECK (year BETWEEN 1 AND 9999),
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    day INTEGER CHECK (day BETWEEN 1 AND 31),
    lead_days INTEGER CHECK (lead_days BETWEEN 1 AND 365),
    interaction_id INTEGER REFERENCES interaction (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (kind <> 'milestone' OR (year IS NOT NULL AND day IS NOT NULL)),
    CHECK (
        day IS NULL
        OR date(printf('%04d-%02d-%02d', coalesce(year, 2000), month, day), '+0 days')
            IS printf('%04d-%02d-%02d', coalesce(year, 2000), month, day)
    )
) STRICT;
CREATE INDEX occasion_person ON occasion (person_id);
CREATE UNIQUE INDEX occasion_one_birthday ON occasion (person_id) WHERE kind = 'birthday';
CREATE INDEX occasion_interaction ON occasion (interaction_id) WHERE interaction_id IS NOT NULL;

-- Said to be done; contact around the day closes an occurrence by itself, at read time.
CREATE TABLE occasion_closing (
    occasion_id INTEGER NOT NULL REFERENCES occasion (id) ON DELETE CASCADE,
    occurs_on TEXT NOT NULL CHECK (date(occurs_on, '+0 days') IS occurs_on),
    closed_on TEXT NOT NULL CHECK (date(closed_on, '+0 days') IS closed_on),
    PRIMARY KEY (occasion_id, occurs_on)
) STRICT, WITHOUT ROWID;

-- Somebody introduced somebody to somebody; a null introducer or other is me.
CREATE TABLE introduction (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    introducer_id INTEGER REFERENCES person (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    other_id INTEGER REFERENCES person (id) ON DELETE CASCADE,
    why TEXT CHECK (length(why) BETWEEN 1 AND 65536),
    proposed_on TEXT NOT NULL CHECK (date(proposed_on, '+0 days') IS proposed_on),
    made_on TEXT CHECK (made_on IS NULL OR date(made_on, '+0 days') IS made_on),
    met_on TEXT CHECK (met_on IS NULL OR date(met_on, '+0 days') IS met_on),
    thanked_on TEXT CHECK (thanked_on IS NULL OR date(thanked_on, '+0 days') IS thanked_on),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (introducer_id IS NOT NULL OR other_id IS NOT NULL),
    CHECK (person_id IS NOT other_id AND person_id IS NOT introducer_id
        AND (introducer_id IS NULL OR introducer_id IS NOT other_id))
) STRICT;
CREATE INDEX introduction_person ON introduction (person_id);
CREATE INDEX introduction_other ON introduction (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX introduction_introducer ON introduction (introducer_id)
    WHERE introducer_id IS NOT NULL;

-- "Not now."
CREATE TABLE skip (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    skipped_on TEXT NOT NULL CHECK (date(skipped_on, '+0 days') IS skipped_on),
    until_on TEXT NOT NULL CHECK (date(until_on, '+0 days') IS until_on),
    reason TEXT CHECK (
        reason IN ('busy', 'awkward', 'nothing-to-say', 'not-important', 'other')
    ),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX skip_person ON skip (person_id, skipped_on);

-- What was deleted, and nothing else about it, so that no import brings it back.
CREATE TABLE tombstone (
    uid TEXT PRIMARY KEY,
    deleted_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which record of which source became which record here. `key` is a digest, never the text itself.
CREATE TABLE origin (
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    uid TEXT NOT NULL,
    PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX origin_uid ON origin (uid);

-- The undo log: one operation per command that wrote, and for each row it touched how to turn the
-- row back. Filled by triggers (database/recording.py), played back by write/undo.py.
CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    command TEXT NOT NULL,
    summary TEXT NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone'))
) STRICT;

-- `key`: the row's primary key as it stands now (null: the row is gone). `row`: what it was before
-- (null: it did not exist). A key with first and last stands for a whole range of inserted numbers.
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    table_name TEXT NOT NULL,
    key TEXT,
    row TEXT,
    CHECK (key IS NOT NULL OR row IS NOT NULL)
) STRICT;
CREATE INDEX change_operation ON change (operation_id, id);

-- Full text of entries and facts; the row number is the record's number.
CREATE VIRTUAL TABLE search USING fts5 (
    body,
    content = 'searchable',
    content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2"
);
