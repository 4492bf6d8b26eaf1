PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE journal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL,
    last_number INTEGER NOT NULL DEFAULT 0 CHECK (last_number >= 0),
    recording INTEGER,                   -- the operation under way; null at rest
    bulk INTEGER NOT NULL DEFAULT 0 CHECK (bulk IN (0, 1)),  -- its inserts are noted as ranges
    replaying INTEGER NOT NULL DEFAULT 0 CHECK (replaying IN (0, 1)),  -- undo restores every row
    created_at TEXT NOT NULL
, typical_low REAL, typical_high REAL) STRICT;
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
CREATE TABLE retired_slug (
    slug TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE alias (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    key TEXT NOT NULL,                   -- before name: else integrity_check of 3.40 misreads it
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200 AND instr(name, char(0)) = 0),
    PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE contact_point (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 200),
    key TEXT NOT NULL,                   -- the value as compared: lower case, digits, no scheme
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 2000),
    label TEXT CHECK (length(label) BETWEEN 1 AND 200),
    position INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (person_id, kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE circle (
    name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
    cadence_days INTEGER CHECK (cadence_days > 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE circle_member (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    circle TEXT NOT NULL REFERENCES circle (name) ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY (person_id, circle)
) STRICT, WITHOUT ROWID;
CREATE TABLE person_tag (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
    PRIMARY KEY (person_id, tag)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE participant (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    contact INTEGER NOT NULL CHECK (contact IN (0, 1) AND contact <= present),
    PRIMARY KEY (person_id, day, interaction_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE rhythm (
    person_id INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    last_day INTEGER,                    -- the latest contact day; null: never in contact
    gaps INTEGER NOT NULL,               -- how many gaps were looked at, 64 at most
    sum_log REAL NOT NULL,
    sum_log_squared REAL NOT NULL,       -- of their logarithms, the recent weighing more
    median_gap REAL NOT NULL,
    usual_days REAL NOT NULL             -- the median of the latest nine
, due_after REAL NOT NULL DEFAULT 0) STRICT;
CREATE TABLE stale_rhythm (
    person_id INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE
) STRICT;
CREATE TABLE interaction_tag (
    interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
    PRIMARY KEY (interaction_id, tag)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE fact_tag (
    fact_id INTEGER NOT NULL REFERENCES fact (id) ON DELETE CASCADE,
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
    PRIMARY KEY (fact_id, tag)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE occasion_closing (
    occasion_id INTEGER NOT NULL REFERENCES occasion (id) ON DELETE CASCADE,
    occurs_on TEXT NOT NULL CHECK (date(occurs_on, '+0 days') IS occurs_on),
    closed_on TEXT NOT NULL CHECK (date(closed_on, '+0 days') IS closed_on),
    PRIMARY KEY (occasion_id, occurs_on)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE tombstone (
    uid TEXT PRIMARY KEY,
    deleted_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE origin (
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    uid TEXT NOT NULL,
    PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    command TEXT NOT NULL,
    summary TEXT NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone'))
) STRICT;
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    table_name TEXT NOT NULL,
    key TEXT,
    row TEXT,
    CHECK (key IS NOT NULL OR row IS NOT NULL)
) STRICT;
INSERT INTO journal (id, uid, last_number, recording, bulk, replaying, created_at, typical_low, typical_high) VALUES (1, '01a20340-b2a0-7fe4-8cab-b4d13f9b3e13', 19, NULL, 0, 0, '2026-01-05T09:30:00Z', 30.0, 30.0);
INSERT INTO person (id, uid, slug, name, key, status, added_on, active_on, cadence_days, company, title, city, met_on, how_met, introduced_by, created_at, updated_at) VALUES (1, '01a20340-b2d0-7fe2-9abe-877b47329c42', 'marta-oliveira', 'Marta Oliveira', 'marta oliveira', 'active', '2026-01-05', '2026-01-05', 42, NULL, NULL, 'Porto', '2019-05-02', 'on the night train', NULL, '2026-01-05T09:30:00Z', '2026-01-05T09:30:00Z');
INSERT INTO person (id, uid, slug, name, key, status, added_on, active_on, cadence_days, company, title, city, met_on, how_met, introduced_by, created_at, updated_at) VALUES (3, '01a20340-b381-72f1-b45b-4a52895cfff4', 'soren-lindblom', 'Sören Lindblom', 'soren lindblom', 'active', '2026-01-06', '2026-01-06', NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-01-06T09:30:00Z', '2026-03-07T09:30:00Z');
INSERT INTO person (id, uid, slug, name, key, status, added_on, active_on, cadence_days, company, title, city, met_on, how_met, introduced_by, created_at, updated_at) VALUES (16, '01a20340-b5d1-7333-ae12-391848ccde1c', 'ilse-vos', 'Ilse Vos', 'ilse vos', 'active', '2026-03-09', '2026-03-09', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-09T09:30:00Z', '2026-03-09T09:30:00Z');
INSERT INTO retired_slug (slug, person_id) VALUES ('soren-blom', 3);
INSERT INTO alias (person_id, key, name) VALUES (1, 'tita', 'Tita');
INSERT INTO alias (person_id, key, name) VALUES (3, 'soren blom', 'Sören Blom');
INSERT INTO contact_point (person_id, kind, key, value, label, position) VALUES (1, 'email', 'marta@harbour.example', 'marta@harbour.example', NULL, 0);
INSERT INTO contact_point (person_id, kind, key, value, label, position) VALUES (3, 'phone', '+461', '+46 1', NULL, 0);
INSERT INTO circle (name, cadence_days) VALUES ('mentor', 30);
INSERT INTO circle_member (person_id, circle) VALUES (1, 'mentor');
INSERT INTO person_tag (person_id, tag) VALUES (1, 'music');
INSERT INTO interaction (id, uid, date, time, via, place, text, initiated, mark, broadcast, source, created_at, updated_at) VALUES (4, '01a20340-b3b6-720c-9089-7d60e503e033', '2026-01-07', NULL, 'coffee', 'Café Farol', 'Coffee with Marta at the harbour #sailing', NULL, NULL, 0, 'typed', '2026-01-07T09:30:00Z', '2026-01-07T09:30:00Z');
INSERT INTO interaction (id, uid, date, time, via, place, text, initiated, mark, broadcast, source, created_at, updated_at) VALUES (7, '01a20340-b3e6-7817-a142-2dab2af2b8e0', '2026-02-01', NULL, 'call', NULL, 'called Sören about the boat', NULL, 'gave', 0, 'typed', '2026-02-01T09:30:00Z', '2026-02-01T09:30:00Z');
INSERT INTO interaction (id, uid, date, time, via, place, text, initiated, mark, broadcast, source, created_at, updated_at) VALUES (8, '01a20340-b40e-7528-ab0c-bebe09d12cfa', '2026-02-20', NULL, 'email', NULL, 'he asks for a price', 'them', NULL, 0, 'typed', '2026-02-20T09:30:00Z', '2026-02-20T09:30:00Z');
INSERT INTO interaction (id, uid, date, time, via, place, text, initiated, mark, broadcast, source, created_at, updated_at) VALUES (10, '01a20340-b43a-7023-b097-d01b3b9b225c', '2026-03-02', NULL, NULL, NULL, 'a post about the harbour #sailing', NULL, NULL, 1, 'typed', '2026-03-02T09:30:00Z', '2026-03-02T09:30:00Z');
INSERT INTO interaction (id, uid, date, time, via, place, text, initiated, mark, broadcast, source, created_at, updated_at) VALUES (17, '01a20340-b5d2-7dfe-a6f8-04c91a808e26', '2026-03-01', NULL, NULL, NULL, 'lunch', NULL, NULL, 0, 'batch', '2026-03-09T09:30:00Z', '2026-03-09T09:30:00Z');
INSERT INTO interaction (id, uid, date, time, via, place, text, initiated, mark, broadcast, source, created_at, updated_at) VALUES (19, '01a20340-b626-7ed7-acf6-085a749408f8', '2026-03-15', NULL, 'meeting', NULL, 'met Ilse by chance', NULL, NULL, 0, 'typed', '2026-03-15T09:30:00Z', '2026-03-15T09:30:00Z');
INSERT INTO participant (person_id, day, interaction_id, present, contact) VALUES (1, 739623, 4, 1, 1);
INSERT INTO participant (person_id, day, interaction_id, present, contact) VALUES (3, 739648, 7, 1, 1);
INSERT INTO participant (person_id, day, interaction_id, present, contact) VALUES (3, 739667, 8, 1, 1);
INSERT INTO participant (person_id, day, interaction_id, present, contact) VALUES (16, 739676, 17, 1, 1);
INSERT INTO participant (person_id, day, interaction_id, present, contact) VALUES (16, 739690, 19, 1, 1);
INSERT INTO rhythm (person_id, last_day, gaps, sum_log, sum_log_squared, median_gap, usual_days, due_after) VALUES (1, 739623, 0, 0.0, 0.0, 0.0, 0.0, 1.36466256871948417024e+02);
INSERT INTO rhythm (person_id, last_day, gaps, sum_log, sum_log_squared, median_gap, usual_days, due_after) VALUES (3, 739667, 1, 2.94443897916644026224e+00, 8.66972090203470813207e+00, 19.0, 19.0, 7.02870482464437316147e+01);
INSERT INTO rhythm (person_id, last_day, gaps, sum_log, sum_log_squared, median_gap, usual_days, due_after) VALUES (16, 739690, 1, 2.63905732961525840707e+00, 6.96462358899601863271e+00, 14.0, 14.0, 6.12553354661999094332e+01);
INSERT INTO interaction_tag (interaction_id, tag) VALUES (4, 'sailing');
INSERT INTO interaction_tag (interaction_id, tag) VALUES (10, 'sailing');
INSERT INTO fact (id, uid, person_id, text, heard_on, interaction_id, created_at, updated_at) VALUES (5, '01a20340-b3b7-71bc-ac1b-18252422acc3', 1, 'two dogs, Pico and Nau', '2026-01-07', 4, '2026-01-07T09:30:00Z', '2026-01-07T09:30:00Z');
INSERT INTO fact (id, uid, person_id, text, heard_on, interaction_id, created_at, updated_at) VALUES (11, '01a20340-b46e-7ebb-b4bd-11d3afc63a75', 3, 'builds boats of oak #craft', '2026-03-03', NULL, '2026-03-03T09:30:00Z', '2026-03-03T09:30:00Z');
INSERT INTO fact_tag (fact_id, tag) VALUES (11, 'craft');
INSERT INTO follow_up (id, uid, kind, person_id, text, due_on, opened_on, done_on, interaction_id, automatic, created_at, updated_at) VALUES (6, '01a20340-b3b7-758d-ac4b-0518e0041acc', 'promise', 1, 'the book on knots', '2026-01-09', '2026-01-07', NULL, 4, 0, '2026-01-07T09:30:00Z', '2026-01-07T09:30:00Z');
INSERT INTO follow_up (id, uid, kind, person_id, text, due_on, opened_on, done_on, interaction_id, automatic, created_at, updated_at) VALUES (9, '01a20340-b40e-7771-a5a9-2f7ab86e95f7', 'reply', 3, '', NULL, '2026-02-20', NULL, 8, 1, '2026-02-20T09:30:00Z', '2026-02-20T09:30:00Z');
INSERT INTO follow_up (id, uid, kind, person_id, text, due_on, opened_on, done_on, interaction_id, automatic, created_at, updated_at) VALUES (12, '01a20340-b4a9-7bc8-a85c-e876697d0f55', 'waiting', 1, 'the address of the sailmaker', NULL, '2026-03-04', NULL, NULL, 0, '2026-03-04T09:30:00Z', '2026-03-04T09:30:00Z');
INSERT INTO follow_up (id, uid, kind, person_id, text, due_on, opened_on, done_on, interaction_id, automatic, created_at, updated_at) VALUES (13, '01a20340-b4c7-7182-8775-17d8dbcb33ab', 'plan', 3, 'see the boat', '2026-04-01', '2026-03-05', NULL, NULL, 0, '2026-03-05T09:30:00Z', '2026-03-05T09:30:00Z');
INSERT INTO occasion (id, uid, person_id, kind, label, year, month, day, lead_days, interaction_id, created_at, updated_at) VALUES (2, '01a20340-b325-7dd2-815b-c65dd1e7e6a1', 1, 'birthday', NULL, NULL, 3, 14, NULL, NULL, '2026-01-05T09:30:00Z', '2026-01-05T09:30:00Z');
INSERT INTO occasion_closing (occasion_id, occurs_on, closed_on) VALUES (2, '2026-03-14', '2026-03-14');
INSERT INTO introduction (id, uid, introducer_id, person_id, other_id, why, proposed_on, made_on, met_on, thanked_on, created_at, updated_at) VALUES (18, 'uid-18', 1, 16, NULL, 'sail', '2026-03-14', NULL, NULL, NULL, '2026-11-20T09:30:00Z', '2026-11-20T09:30:00Z');
INSERT INTO skip (id, uid, person_id, skipped_on, until_on, reason, created_at, updated_at) VALUES (14, '01a20340-b4f5-719b-bea4-dfb90cbfd0fe', 1, '2026-03-06', '2026-03-20', 'busy', '2026-03-06T09:30:00Z', '2026-03-06T09:30:00Z');
INSERT INTO tombstone (uid, deleted_at) VALUES ('01a20340-b576-7868-849f-4f1afa2f02bb', '2026-03-08T09:30:00Z');
INSERT INTO origin (source, key, uid) VALUES ('batch', 'f55ff16f66f43360266b95db6f8fec01', '01a20340-b5d2-7dfe-a6f8-04c91a808e26');
INSERT INTO operation (id, command, summary, at, state) VALUES (1, 'add', 'add Marta Oliveira', '2026-01-05T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (2, 'edit', 'edit Marta Oliveira', '2026-01-05T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (3, 'edit', 'edit Marta Oliveira', '2026-01-05T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (4, 'circle', 'circle mentor', '2026-01-05T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (5, 'add', 'add Sören Blom', '2026-01-06T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (6, 'log', 'log #4 with Marta Oliveira', '2026-01-07T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (7, 'log', 'log #7 with Sören Blom', '2026-02-01T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (8, 'log', 'log #8 with Sören Blom', '2026-02-20T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (9, 'log', 'log #10', '2026-03-02T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (10, 'note', 'note #11 about Sören Blom', '2026-03-03T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (11, 'waiting', 'waiting #12 (Marta Oliveira)', '2026-03-04T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (12, 'plan', 'plan #13 (Sören Blom)', '2026-03-05T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (13, 'skip', 'skip Marta Oliveira until Fri 20 Mar 2026', '2026-03-06T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (14, 'rename', 'rename Sören Blom to Sören Lindblom', '2026-03-07T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (15, 'log', 'log #15 with Sören Lindblom', '2026-03-08T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (16, 'delete', 'delete entry #15', '2026-03-08T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (17, 'log --batch', 'log --batch: 1 entry', '2026-03-09T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (18, 'test', '', '2026-11-20T00:00:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (19, 'test', '', '2026-11-20T00:00:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (20, 'log', 'log #19 with Ilse Vos', '2026-03-15T09:30:00Z', 'done');
INSERT INTO operation (id, command, summary, at, state) VALUES (21, 'archive', 'archive Ilse Vos', '2026-03-16T09:30:00Z', 'undone');
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (1, 1, 'person', '{"id":1}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (2, 1, 'person', '{"id":1}', '{"id":1,"uid":"01a20340-b2d0-7fe2-9abe-877b47329c42","slug":"marta-oliveira","name":"Marta Oliveira","key":"marta oliveira","status":"active","added_on":"2026-01-05","active_on":"2026-01-05","cadence_days":null,"company":null,"title":null,"city":null,"met_on":null,"how_met":null,"introduced_by":null,"created_at":"2026-01-05T09:30:00Z","updated_at":"2026-01-05T09:30:00Z"}');
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (3, 1, 'circle', '{"name":"mentor"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (4, 1, 'circle_member', '{"person_id":1,"circle":"mentor"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (5, 1, 'person_tag', '{"person_id":1,"tag":"music"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (6, 1, 'alias', '{"person_id":1,"key":"tita"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (7, 2, 'person', '{"id":1}', '{"id":1,"uid":"01a20340-b2d0-7fe2-9abe-877b47329c42","slug":"marta-oliveira","name":"Marta Oliveira","key":"marta oliveira","status":"active","added_on":"2026-01-05","active_on":"2026-01-05","cadence_days":null,"company":null,"title":null,"city":"Porto","met_on":null,"how_met":null,"introduced_by":null,"created_at":"2026-01-05T09:30:00Z","updated_at":"2026-01-05T09:30:00Z"}');
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (8, 2, 'contact_point', '{"person_id":1,"kind":"email","key":"marta@harbour.example"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (9, 2, 'occasion', '{"id":2}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (10, 3, 'person', '{"id":1}', '{"id":1,"uid":"01a20340-b2d0-7fe2-9abe-877b47329c42","slug":"marta-oliveira","name":"Marta Oliveira","key":"marta oliveira","status":"active","added_on":"2026-01-05","active_on":"2026-01-05","cadence_days":42,"company":null,"title":null,"city":"Porto","met_on":null,"how_met":null,"introduced_by":null,"created_at":"2026-01-05T09:30:00Z","updated_at":"2026-01-05T09:30:00Z"}');
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (11, 4, 'circle', '{"name":"mentor"}', '{"name":"mentor","cadence_days":null}');
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (12, 5, 'person', '{"id":3}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (13, 5, 'person', '{"id":3}', '{"id":3,"uid":"01a20340-b381-72f1-b45b-4a52895cfff4","slug":"soren-blom","name":"Sören Blom","key":"soren blom","status":"active","added_on":"2026-01-06","active_on":"2026-01-06","cadence_days":null,"company":null,"title":null,"city":null,"met_on":null,"how_met":null,"introduced_by":null,"created_at":"2026-01-06T09:30:00Z","updated_at":"2026-01-06T09:30:00Z"}');
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (14, 5, 'contact_point', '{"person_id":3,"kind":"phone","key":"+461"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (15, 6, 'interaction', '{"id":4}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (16, 6, 'participant', '{"person_id":1,"day":739623,"interaction_id":4}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (17, 6, 'interaction_tag', '{"interaction_id":4,"tag":"sailing"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (18, 6, 'fact', '{"id":5}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (19, 6, 'follow_up', '{"id":6}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (20, 7, 'interaction', '{"id":7}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (21, 7, 'participant', '{"person_id":3,"day":739648,"interaction_id":7}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (22, 8, 'interaction', '{"id":8}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (23, 8, 'participant', '{"person_id":3,"day":739667,"interaction_id":8}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (24, 8, 'follow_up', '{"id":9}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (25, 9, 'interaction', '{"id":10}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (26, 9, 'interaction_tag', '{"interaction_id":10,"tag":"sailing"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (27, 10, 'fact', '{"id":11}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (28, 10, 'fact_tag', '{"fact_id":11,"tag":"craft"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (29, 11, 'follow_up', '{"id":12}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (30, 12, 'follow_up', '{"id":13}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (31, 13, 'skip', '{"id":14}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (32, 14, 'person', '{"id":3}', '{"id":3,"uid":"01a20340-b381-72f1-b45b-4a52895cfff4","slug":"soren-blom","name":"Sören Blom","key":"soren blom","status":"active","added_on":"2026-01-06","active_on":"2026-01-06","cadence_days":null,"company":null,"title":null,"city":null,"met_on":null,"how_met":null,"introduced_by":1,"created_at":"2026-01-06T09:30:00Z","updated_at":"2026-01-06T09:30:00Z"}');
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (33, 14, 'retired_slug', '{"slug":"soren-blom"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (34, 14, 'alias', '{"person_id":3,"key":"soren blom"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (35, 15, 'interaction', '{"id":15}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (36, 15, 'participant', '{"person_id":3,"day":739683,"interaction_id":15}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (37, 16, 'tombstone', '{"uid":"01a20340-b576-7868-849f-4f1afa2f02bb"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (38, 16, 'participant', NULL, '{"person_id":3,"day":739683,"interaction_id":15,"present":1,"contact":1}');
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (39, 16, 'interaction', NULL, '{"id":15,"uid":"01a20340-b576-7868-849f-4f1afa2f02bb","date":"2026-03-08","time":null,"via":null,"place":null,"text":"a slip of the pen about @soren-lindblom","initiated":null,"mark":null,"broadcast":0,"source":"typed","created_at":"2026-03-08T09:30:00Z","updated_at":"2026-03-08T09:30:00Z"}');
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (40, 17, 'person', '{"id":16}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (41, 17, 'origin', '{"source":"batch","key":"f55ff16f66f43360266b95db6f8fec01"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (42, 17, 'interaction', '{"first":17,"last":17}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (43, 18, 'introduction', '{"id":18}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (44, 19, 'occasion_closing', '{"occasion_id":2,"occurs_on":"2026-03-14"}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (45, 20, 'interaction', '{"id":19}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (46, 20, 'participant', '{"person_id":16,"day":739690,"interaction_id":19}', NULL);
INSERT INTO change (id, operation_id, table_name, key, row) VALUES (48, 21, 'person', '{"id":16}', '{"id":16,"uid":"01a20340-b5d1-7333-ae12-391848ccde1c","slug":"ilse-vos","name":"Ilse Vos","key":"ilse vos","status":"archived","added_on":"2026-03-09","active_on":"2026-03-09","cadence_days":null,"company":null,"title":null,"city":null,"met_on":null,"how_met":null,"introduced_by":null,"created_at":"2026-03-09T09:30:00Z","updated_at":"2026-03-16T09:30:00Z"}');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES ('operation', 21);
INSERT INTO sqlite_sequence VALUES ('change', 48);
CREATE VIEW searchable AS
SELECT id,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
        body,
        'ø', 'o'), 'Ø', 'o'), 'ł', 'l'), 'Ł', 'l'), 'đ', 'd'), 'Đ', 'd'), 'ð', 'd'), 'Ð', 'd'),
        'þ', 'th'), 'Þ', 'th'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'ı', 'i'),
        'ħ', 'h'), 'ß', 'ss'), 'ẞ', 'ss') AS body
FROM (
    SELECT id, text || coalesce(' ' || place, '') AS body FROM interaction
    UNION ALL
    SELECT id, text AS body FROM fact
    UNION ALL
    SELECT id, text AS body FROM follow_up WHERE text <> ''
);
CREATE INDEX person_key ON person (key);
CREATE INDEX person_introduced_by ON person (introduced_by) WHERE introduced_by IS NOT NULL;
CREATE INDEX retired_slug_person ON retired_slug (person_id);
CREATE INDEX alias_key ON alias (key);
CREATE INDEX contact_point_key ON contact_point (kind, key);
CREATE INDEX circle_member_circle ON circle_member (circle);
CREATE INDEX person_tag_tag ON person_tag (tag);
CREATE INDEX interaction_date ON interaction (date, time, id);
CREATE INDEX interaction_via ON interaction (via, date);
CREATE UNIQUE INDEX participant_interaction ON participant (interaction_id, person_id);
CREATE INDEX interaction_tag_tag ON interaction_tag (tag);
CREATE INDEX fact_person ON fact (person_id, heard_on);
CREATE INDEX fact_interaction ON fact (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX fact_tag_tag ON fact_tag (tag);
CREATE INDEX follow_up_person ON follow_up (person_id, opened_on);
CREATE INDEX follow_up_interaction ON follow_up (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX occasion_person ON occasion (person_id);
CREATE UNIQUE INDEX occasion_one_birthday ON occasion (person_id) WHERE kind = 'birthday';
CREATE INDEX occasion_interaction ON occasion (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX introduction_person ON introduction (person_id);
CREATE INDEX introduction_other ON introduction (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX introduction_introducer ON introduction (introducer_id)
    WHERE introducer_id IS NOT NULL;
CREATE INDEX skip_person ON skip (person_id, skipped_on);
CREATE INDEX origin_uid ON origin (uid);
CREATE INDEX change_operation ON change (operation_id, id);
CREATE INDEX person_new ON person (id) WHERE status = 'new';
CREATE VIRTUAL TABLE search USING fts5 (
    body,
    content = 'searchable',
    content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER interaction_search_before_update BEFORE UPDATE OF id, text, place ON interaction
BEGIN
    INSERT INTO search (search, rowid, body)
        SELECT 'delete', id, body FROM searchable WHERE id = old.id;
END;
CREATE TRIGGER interaction_search_update AFTER UPDATE OF id, text, place ON interaction BEGIN
    INSERT INTO search (rowid, body) SELECT id, body FROM searchable WHERE id = new.id;
END;
CREATE TRIGGER interaction_search_delete BEFORE DELETE ON interaction BEGIN
    INSERT INTO search (search, rowid, body)
        SELECT 'delete', id, body FROM searchable WHERE id = old.id;
END;
CREATE TRIGGER fact_search_insert AFTER INSERT ON fact BEGIN
    INSERT INTO search (rowid, body) SELECT id, body FROM searchable WHERE id = new.id;
END;
CREATE TRIGGER fact_search_before_update BEFORE UPDATE OF id, text ON fact BEGIN
    INSERT INTO search (search, rowid, body)
        SELECT 'delete', id, body FROM searchable WHERE id = old.id;
END;
CREATE TRIGGER fact_search_update AFTER UPDATE OF id, text ON fact BEGIN
    INSERT INTO search (rowid, body) SELECT id, body FROM searchable WHERE id = new.id;
END;
CREATE TRIGGER fact_search_delete BEFORE DELETE ON fact BEGIN
    INSERT INTO search (search, rowid, body)
        SELECT 'delete', id, body FROM searchable WHERE id = old.id;
END;
CREATE TRIGGER follow_up_search_insert AFTER INSERT ON follow_up BEGIN
    INSERT INTO search (rowid, body) SELECT id, body FROM searchable WHERE id = new.id;
END;
CREATE TRIGGER follow_up_search_before_update BEFORE UPDATE OF id, text ON follow_up BEGIN
    INSERT INTO search (search, rowid, body)
        SELECT 'delete', id, body FROM searchable WHERE id = old.id;
END;
CREATE TRIGGER follow_up_search_update AFTER UPDATE OF id, text ON follow_up BEGIN
    INSERT INTO search (rowid, body) SELECT id, body FROM searchable WHERE id = new.id;
END;
CREATE TRIGGER follow_up_search_delete BEFORE DELETE ON follow_up BEGIN
    INSERT INTO search (search, rowid, body)
        SELECT 'delete', id, body FROM searchable WHERE id = old.id;
END;
CREATE TRIGGER person_rhythm AFTER INSERT ON person BEGIN
    INSERT OR IGNORE INTO stale_rhythm (person_id) VALUES (new.id);
END;
CREATE TRIGGER person_typical_update AFTER UPDATE OF status ON person
WHEN new.status <> old.status AND 'active' IN (old.status, new.status)
    AND EXISTS (SELECT 1 FROM rhythm WHERE person_id = new.id AND gaps > 0)
BEGIN
    UPDATE journal SET typical_low = NULL, typical_high = NULL;
END;
CREATE TRIGGER person_typical_delete BEFORE DELETE ON person
WHEN old.status = 'active'
    AND EXISTS (SELECT 1 FROM rhythm WHERE person_id = old.id AND gaps > 0)
BEGIN
    UPDATE journal SET typical_low = NULL, typical_high = NULL;
END;
CREATE TRIGGER participant_rhythm_insert AFTER INSERT ON participant WHEN new.contact BEGIN
    INSERT OR IGNORE INTO stale_rhythm (person_id) VALUES (new.person_id);
END;
CREATE TRIGGER participant_rhythm_update AFTER UPDATE ON participant
WHEN new.contact OR old.contact BEGIN
    INSERT OR IGNORE INTO stale_rhythm (person_id) VALUES (new.person_id);
    INSERT OR IGNORE INTO stale_rhythm (person_id) VALUES (old.person_id);
END;
CREATE TRIGGER participant_rhythm_delete AFTER DELETE ON participant WHEN old.contact BEGIN
    INSERT OR IGNORE INTO stale_rhythm (person_id)
        SELECT id FROM person WHERE id = old.person_id;
END;
CREATE TRIGGER interaction_participant AFTER UPDATE OF date, via, broadcast ON interaction
WHEN NOT (SELECT replaying FROM journal) BEGIN
    UPDATE participant
    SET day = CAST(julianday(new.date) - 1721424.5 AS INTEGER),
        contact = present AND NOT new.broadcast AND new.via IS NOT 'touch'
    WHERE interaction_id = new.id;
    UPDATE fact SET heard_on = new.date
    WHERE interaction_id = new.id AND heard_on = old.date AND old.date <> new.date;
    UPDATE follow_up SET opened_on = new.date
    WHERE interaction_id = new.id AND opened_on = old.date AND old.date <> new.date;
END;
CREATE TRIGGER record_alias_insert AFTER insert ON alias WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'alias', json_object('person_id', new.person_id, 'key', new.key), NULL FROM journal; END;
CREATE TRIGGER record_alias_update AFTER update ON alias WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'alias', json_object('person_id', new.person_id, 'key', new.key), json_object('person_id', old.person_id, 'key', old.key, 'name', old.name) FROM journal; END;
CREATE TRIGGER record_alias_delete AFTER delete ON alias WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'alias', NULL, json_object('person_id', old.person_id, 'key', old.key, 'name', old.name) FROM journal; END;
CREATE TRIGGER record_circle_insert AFTER insert ON circle WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'circle', json_object('name', new.name), NULL FROM journal; END;
CREATE TRIGGER record_circle_update AFTER update ON circle WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'circle', json_object('name', new.name), json_object('name', old.name, 'cadence_days', old.cadence_days) FROM journal; END;
CREATE TRIGGER record_circle_delete AFTER delete ON circle WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'circle', NULL, json_object('name', old.name, 'cadence_days', old.cadence_days) FROM journal; END;
CREATE TRIGGER record_circle_member_insert AFTER insert ON circle_member WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'circle_member', json_object('person_id', new.person_id, 'circle', new.circle), NULL FROM journal; END;
CREATE TRIGGER record_circle_member_update AFTER update ON circle_member WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'circle_member', json_object('person_id', new.person_id, 'circle', new.circle), json_object('person_id', old.person_id, 'circle', old.circle) FROM journal; END;
CREATE TRIGGER record_circle_member_delete AFTER delete ON circle_member WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'circle_member', NULL, json_object('person_id', old.person_id, 'circle', old.circle) FROM journal; END;
CREATE TRIGGER record_contact_point_insert AFTER insert ON contact_point WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'contact_point', json_object('person_id', new.person_id, 'kind', new.kind, 'key', new.key), NULL FROM journal; END;
CREATE TRIGGER record_contact_point_update AFTER update ON contact_point WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'contact_point', json_object('person_id', new.person_id, 'kind', new.kind, 'key', new.key), json_object('person_id', old.person_id, 'kind', old.kind, 'key', old.key, 'value', old.value, 'label', old.label, 'position', old.position) FROM journal; END;
CREATE TRIGGER record_contact_point_delete AFTER delete ON contact_point WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'contact_point', NULL, json_object('person_id', old.person_id, 'kind', old.kind, 'key', old.key, 'value', old.value, 'label', old.label, 'position', old.position) FROM journal; END;
CREATE TRIGGER record_fact_insert AFTER insert ON fact WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'fact', json_object('id', new.id), NULL FROM journal; END;
CREATE TRIGGER record_fact_update AFTER update ON fact WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'fact', json_object('id', new.id), json_object('id', old.id, 'uid', old.uid, 'person_id', old.person_id, 'text', old.text, 'heard_on', old.heard_on, 'interaction_id', old.interaction_id, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_fact_delete AFTER delete ON fact WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'fact', NULL, json_object('id', old.id, 'uid', old.uid, 'person_id', old.person_id, 'text', old.text, 'heard_on', old.heard_on, 'interaction_id', old.interaction_id, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_fact_tag_insert AFTER insert ON fact_tag WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'fact_tag', json_object('fact_id', new.fact_id, 'tag', new.tag), NULL FROM journal; END;
CREATE TRIGGER record_fact_tag_update AFTER update ON fact_tag WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'fact_tag', json_object('fact_id', new.fact_id, 'tag', new.tag), json_object('fact_id', old.fact_id, 'tag', old.tag) FROM journal; END;
CREATE TRIGGER record_fact_tag_delete AFTER delete ON fact_tag WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'fact_tag', NULL, json_object('fact_id', old.fact_id, 'tag', old.tag) FROM journal; END;
CREATE TRIGGER record_follow_up_insert AFTER insert ON follow_up WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'follow_up', json_object('id', new.id), NULL FROM journal; END;
CREATE TRIGGER record_follow_up_update AFTER update ON follow_up WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'follow_up', json_object('id', new.id), json_object('id', old.id, 'uid', old.uid, 'kind', old.kind, 'person_id', old.person_id, 'text', old.text, 'due_on', old.due_on, 'opened_on', old.opened_on, 'done_on', old.done_on, 'interaction_id', old.interaction_id, 'automatic', old.automatic, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_follow_up_delete AFTER delete ON follow_up WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'follow_up', NULL, json_object('id', old.id, 'uid', old.uid, 'kind', old.kind, 'person_id', old.person_id, 'text', old.text, 'due_on', old.due_on, 'opened_on', old.opened_on, 'done_on', old.done_on, 'interaction_id', old.interaction_id, 'automatic', old.automatic, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_interaction_insert AFTER insert ON interaction WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL AND NOT bulk) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'interaction', json_object('id', new.id), NULL FROM journal; END;
CREATE TRIGGER record_interaction_update AFTER update ON interaction WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'interaction', json_object('id', new.id), json_object('id', old.id, 'uid', old.uid, 'date', old.date, 'time', old.time, 'via', old.via, 'place', old.place, 'text', old.text, 'initiated', old.initiated, 'mark', old.mark, 'broadcast', old.broadcast, 'source', old.source, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_interaction_delete AFTER delete ON interaction WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'interaction', NULL, json_object('id', old.id, 'uid', old.uid, 'date', old.date, 'time', old.time, 'via', old.via, 'place', old.place, 'text', old.text, 'initiated', old.initiated, 'mark', old.mark, 'broadcast', old.broadcast, 'source', old.source, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_interaction_tag_insert AFTER insert ON interaction_tag WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL AND NOT bulk) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'interaction_tag', json_object('interaction_id', new.interaction_id, 'tag', new.tag), NULL FROM journal; END;
CREATE TRIGGER record_interaction_tag_update AFTER update ON interaction_tag WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'interaction_tag', json_object('interaction_id', new.interaction_id, 'tag', new.tag), json_object('interaction_id', old.interaction_id, 'tag', old.tag) FROM journal; END;
CREATE TRIGGER record_interaction_tag_delete AFTER delete ON interaction_tag WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'interaction_tag', NULL, json_object('interaction_id', old.interaction_id, 'tag', old.tag) FROM journal; END;
CREATE TRIGGER record_introduction_insert AFTER insert ON introduction WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'introduction', json_object('id', new.id), NULL FROM journal; END;
CREATE TRIGGER record_introduction_update AFTER update ON introduction WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'introduction', json_object('id', new.id), json_object('id', old.id, 'uid', old.uid, 'introducer_id', old.introducer_id, 'person_id', old.person_id, 'other_id', old.other_id, 'why', old.why, 'proposed_on', old.proposed_on, 'made_on', old.made_on, 'met_on', old.met_on, 'thanked_on', old.thanked_on, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_introduction_delete AFTER delete ON introduction WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'introduction', NULL, json_object('id', old.id, 'uid', old.uid, 'introducer_id', old.introducer_id, 'person_id', old.person_id, 'other_id', old.other_id, 'why', old.why, 'proposed_on', old.proposed_on, 'made_on', old.made_on, 'met_on', old.met_on, 'thanked_on', old.thanked_on, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_occasion_insert AFTER insert ON occasion WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'occasion', json_object('id', new.id), NULL FROM journal; END;
CREATE TRIGGER record_occasion_update AFTER update ON occasion WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'occasion', json_object('id', new.id), json_object('id', old.id, 'uid', old.uid, 'person_id', old.person_id, 'kind', old.kind, 'label', old.label, 'year', old.year, 'month', old.month, 'day', old.day, 'lead_days', old.lead_days, 'interaction_id', old.interaction_id, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_occasion_delete AFTER delete ON occasion WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'occasion', NULL, json_object('id', old.id, 'uid', old.uid, 'person_id', old.person_id, 'kind', old.kind, 'label', old.label, 'year', old.year, 'month', old.month, 'day', old.day, 'lead_days', old.lead_days, 'interaction_id', old.interaction_id, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_occasion_closing_insert AFTER insert ON occasion_closing WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'occasion_closing', json_object('occasion_id', new.occasion_id, 'occurs_on', new.occurs_on), NULL FROM journal; END;
CREATE TRIGGER record_occasion_closing_update AFTER update ON occasion_closing WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'occasion_closing', json_object('occasion_id', new.occasion_id, 'occurs_on', new.occurs_on), json_object('occasion_id', old.occasion_id, 'occurs_on', old.occurs_on, 'closed_on', old.closed_on) FROM journal; END;
CREATE TRIGGER record_occasion_closing_delete AFTER delete ON occasion_closing WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'occasion_closing', NULL, json_object('occasion_id', old.occasion_id, 'occurs_on', old.occurs_on, 'closed_on', old.closed_on) FROM journal; END;
CREATE TRIGGER record_origin_insert AFTER insert ON origin WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'origin', json_object('source', new.source, 'key', new.key), NULL FROM journal; END;
CREATE TRIGGER record_origin_update AFTER update ON origin WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'origin', json_object('source', new.source, 'key', new.key), json_object('source', old.source, 'key', old.key, 'uid', old.uid) FROM journal; END;
CREATE TRIGGER record_origin_delete AFTER delete ON origin WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'origin', NULL, json_object('source', old.source, 'key', old.key, 'uid', old.uid) FROM journal; END;
CREATE TRIGGER record_participant_insert AFTER insert ON participant WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL AND NOT bulk) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'participant', json_object('person_id', new.person_id, 'day', new.day, 'interaction_id', new.interaction_id), NULL FROM journal; END;
CREATE TRIGGER record_participant_update AFTER update ON participant WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'participant', json_object('person_id', new.person_id, 'day', new.day, 'interaction_id', new.interaction_id), json_object('person_id', old.person_id, 'day', old.day, 'interaction_id', old.interaction_id, 'present', old.present, 'contact', old.contact) FROM journal; END;
CREATE TRIGGER record_participant_delete AFTER delete ON participant WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'participant', NULL, json_object('person_id', old.person_id, 'day', old.day, 'interaction_id', old.interaction_id, 'present', old.present, 'contact', old.contact) FROM journal; END;
CREATE TRIGGER record_person_insert AFTER insert ON person WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'person', json_object('id', new.id), NULL FROM journal; END;
CREATE TRIGGER record_person_update AFTER update ON person WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'person', json_object('id', new.id), json_object('id', old.id, 'uid', old.uid, 'slug', old.slug, 'name', old.name, 'key', old.key, 'status', old.status, 'added_on', old.added_on, 'active_on', old.active_on, 'cadence_days', old.cadence_days, 'company', old.company, 'title', old.title, 'city', old.city, 'met_on', old.met_on, 'how_met', old.how_met, 'introduced_by', old.introduced_by, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_person_delete AFTER delete ON person WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'person', NULL, json_object('id', old.id, 'uid', old.uid, 'slug', old.slug, 'name', old.name, 'key', old.key, 'status', old.status, 'added_on', old.added_on, 'active_on', old.active_on, 'cadence_days', old.cadence_days, 'company', old.company, 'title', old.title, 'city', old.city, 'met_on', old.met_on, 'how_met', old.how_met, 'introduced_by', old.introduced_by, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_person_tag_insert AFTER insert ON person_tag WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'person_tag', json_object('person_id', new.person_id, 'tag', new.tag), NULL FROM journal; END;
CREATE TRIGGER record_person_tag_update AFTER update ON person_tag WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'person_tag', json_object('person_id', new.person_id, 'tag', new.tag), json_object('person_id', old.person_id, 'tag', old.tag) FROM journal; END;
CREATE TRIGGER record_person_tag_delete AFTER delete ON person_tag WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'person_tag', NULL, json_object('person_id', old.person_id, 'tag', old.tag) FROM journal; END;
CREATE TRIGGER record_retired_slug_insert AFTER insert ON retired_slug WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'retired_slug', json_object('slug', new.slug), NULL FROM journal; END;
CREATE TRIGGER record_retired_slug_update AFTER update ON retired_slug WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'retired_slug', json_object('slug', new.slug), json_object('slug', old.slug, 'person_id', old.person_id) FROM journal; END;
CREATE TRIGGER record_retired_slug_delete AFTER delete ON retired_slug WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'retired_slug', NULL, json_object('slug', old.slug, 'person_id', old.person_id) FROM journal; END;
CREATE TRIGGER record_skip_insert AFTER insert ON skip WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'skip', json_object('id', new.id), NULL FROM journal; END;
CREATE TRIGGER record_skip_update AFTER update ON skip WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'skip', json_object('id', new.id), json_object('id', old.id, 'uid', old.uid, 'person_id', old.person_id, 'skipped_on', old.skipped_on, 'until_on', old.until_on, 'reason', old.reason, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_skip_delete AFTER delete ON skip WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'skip', NULL, json_object('id', old.id, 'uid', old.uid, 'person_id', old.person_id, 'skipped_on', old.skipped_on, 'until_on', old.until_on, 'reason', old.reason, 'created_at', old.created_at, 'updated_at', old.updated_at) FROM journal; END;
CREATE TRIGGER record_tombstone_insert AFTER insert ON tombstone WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'tombstone', json_object('uid', new.uid), NULL FROM journal; END;
CREATE TRIGGER record_tombstone_update AFTER update ON tombstone WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'tombstone', json_object('uid', new.uid), json_object('uid', old.uid, 'deleted_at', old.deleted_at) FROM journal; END;
CREATE TRIGGER record_tombstone_delete AFTER delete ON tombstone WHEN EXISTS (SELECT 1 FROM journal WHERE recording IS NOT NULL) BEGIN INSERT INTO change (operation_id, table_name, key, row) SELECT recording, 'tombstone', NULL, json_object('uid', old.uid, 'deleted_at', old.deleted_at) FROM journal; END;
CREATE TRIGGER interaction_search_insert AFTER INSERT ON interaction BEGIN
    INSERT INTO search (rowid, body) SELECT id, body FROM searchable WHERE id = new.id;
END;
INSERT INTO search (search) VALUES ('rebuild');
PRAGMA application_id = 1380734027;
PRAGMA user_version = 2;
COMMIT;
