-- What the schema derives: recreated after every migration.

-- The text that is searched, folded where the tokenizer does not: letters no decomposition takes
-- apart. Case and accents are the tokenizer's work.
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

CREATE TRIGGER interaction_search_insert AFTER INSERT ON interaction BEGIN
    INSERT INTO search (rowid, body) SELECT id, body FROM searchable WHERE id = new.id;
END;
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

-- Whose rhythm has to be worked out again.
CREATE TRIGGER person_rhythm AFTER INSERT ON person BEGIN
    INSERT OR IGNORE INTO stale_rhythm (person_id) VALUES (new.id);
END;
-- Of those with gaps, who is active decides what gap is typical.
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

-- The copies in participant follow the entry, and so does the day of what was heard or opened in it;
-- but undo and redo restore each of these rows by itself, and must not move others.
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
