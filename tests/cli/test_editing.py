"""Texts written in an editor: what comes of them, and that none is ever lost."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from pathlib import Path

import pytest

from cli.editors import drafts, editor_in
from running import ask, done, invoke


@pytest.fixture
def editor(tmp_path, monkeypatch):
    return editor_in(tmp_path, monkeypatch)


def test_an_entry_of_several_lines(db, editor, tmp_path):
    seen = editor("file.write_text('Coffee with Bob Stone\\r\\n\\r\\n#tag and more\\n')")
    entry = ask("log", "-e", db=db)
    assert entry["text"] == "Coffee with Bob Stone\n\n#tag and more"
    assert (entry["tags"], entry["via"]) == (["tag"], "coffee")
    if sys.platform != "win32":
        assert seen.read_text().endswith("0o600")
    assert drafts(tmp_path) == []


def test_the_text_so_far_stands_in_the_editor(db, editor):
    seen = editor("file.write_text(file.read_text().replace('\\n', ' about sailing\\n', 1))")
    assert ask("log", "Coffee with Bob Stone", "-e", db=db)["text"].endswith("about sailing")
    assert seen.read_text().startswith("Coffee with Bob Stone\n")


@pytest.mark.parametrize("does", ["pass", "file.write_text('')", "file.write_text('  \\n ')"])
def test_nothing_written_is_nothing_logged(does, db, editor, tmp_path):
    editor(does)
    result = invoke("log", "Coffee with Bob Stone", "--edit", db=db)
    assert (result.code, result.out) == (130, "")
    assert ask("history", db=db) == []
    assert drafts(tmp_path) == []


@pytest.mark.parametrize(
    ("does", "code", "said"),
    [
        ("file.write_text('Coffee with Zoe Unknown')", 3, "Zoe Unknown"),
        ("file.write_text('Coffee with Bob Stone'); sys.exit(3)", 2, "ended with code 3"),
        ("file.write_bytes(b'Coffee \\xff')", 2, "not UTF-8"),
    ],
)
def test_what_could_not_be_saved_is_kept(does, code, said, db, editor, tmp_path):
    editor(does)
    result = invoke("log", "-e", db=db)
    assert (result.code, said in result.err) == (code, True)
    (draft,) = drafts(tmp_path)
    assert str(draft) in result.err
    assert b"Coffee" in draft.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(draft.parent.stat().st_mode) == 0o700
    assert ask("history", db=db) == []


def test_what_a_dry_run_does_not_save_is_kept(db, editor, tmp_path):
    editor("file.write_text('Coffee with Bob Stone')")
    result = done("log", "-e", "--dry-run", db=db)
    (draft,) = drafts(tmp_path)
    assert f"your text is kept in {draft}" in result.err
    assert (draft.read_text(), ask("history", db=db)) == ("Coffee with Bob Stone", [])


def test_an_editor_that_takes_the_file_away(db, editor, tmp_path):
    editor("file.unlink()")
    result = invoke("log", "-e", db=db)
    assert (result.code, "the editor left no text" in result.err) == (2, True)
    assert drafts(tmp_path) == []


INTERRUPTED = """
import signal, time
file.write_text('Coffee with Bob Stone')
signal.signal(signal.SIGINT, {handler})
print('READY', flush=True)
time.sleep({seconds})
print('GONE ON', flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")
@pytest.mark.parametrize(
    ("handler", "seconds", "said"),
    [
        ("lambda *_: None", 1, "GONE ON"),
        ("signal.SIG_DFL", 60, "the editor ended with code -2"),
    ],
)
def test_ctrl_c_is_for_the_editor(handler, seconds, said, db, editor, tmp_path):
    import pexpect

    editor(INTERRUPTED.format(handler=handler, seconds=seconds))
    environ = {**os.environ, "RELTRACK_DB": str(db), "TERM": "xterm"}
    running = pexpect.spawn(
        sys.executable, ["-m", "reltrack", "log", "-e"], env=environ, encoding="utf-8", timeout=20
    )
    running.expect("READY")
    running.sendintr()
    running.expect(said)
    running.expect(pexpect.EOF)
    running.close()
    saved = said == "GONE ON"
    assert running.exitstatus == (0 if saved else 2)
    assert [entry["text"] for entry in ask("history", db=db)] == ["Coffee with Bob Stone"] * saved
    assert [draft.read_text() for draft in drafts(tmp_path)] == ["Coffee with Bob Stone"] * (
        not saved
    )


def test_our_own_variable_goes_first(db, editor, monkeypatch):
    editor("file.write_text('Coffee with Bob Stone')")
    monkeypatch.setenv("RELTRACK_EDITOR", os.environ["VISUAL"])
    monkeypatch.setenv("VISUAL", "/nowhere/ed")
    assert ask("log", "-e", db=db)["text"] == "Coffee with Bob Stone"


def test_an_editor_that_is_not_there(db, monkeypatch, tmp_path):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "/nowhere/ed")
    result = invoke("log", "Coffee with Bob Stone", "-e", db=db)
    assert (result.code, "hint: set EDITOR" in result.err) == (2, True)
    assert drafts(tmp_path) == []


def test_the_editor_may_be_a_setting(db, monkeypatch, tmp_path):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    program = tmp_path / "append.py"
    program.write_text("import sys; open(sys.argv[1], 'r+').write('Tea')")
    done("config", "set", "editor", shlex.join([sys.executable, str(program)]), db=db)
    assert Path(ask("config", "get", "editor", db=db)["value"].split()[0]) == Path(sys.executable)
    assert ask("log", "Coffee with Bob Stone", "-e", db=db)["text"] == "Teafee with Bob Stone"


def test_what_is_below_the_scissors_is_left_out(db, editor):
    seen = editor("file.write_text('Coffee with Bob Stone' + file.read_text())")
    assert ask("log", "-e", db=db)["text"] == "Coffee with Bob Stone"
    assert seen.read_text().startswith("\n\n# ---")
    assert "yesterday: called Bob" in seen.read_text()
    editor("pass")
    assert invoke("note", "bob", "-e", db=db).code == 130


@pytest.mark.parametrize(("editor", "said"), [("'", "is no command"), ("", "nobody is there")])
def test_no_editor_is_started_where_none_is_named(editor, said, db, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    result = invoke("log", "Coffee with Bob Stone", "-e", db=db)
    assert (result.code, said in result.err) == (2, True)


def test_an_entry_amended_in_the_editor(db, editor):
    done("log", "Tea with Bob Stone about boats", "--on", "yesterday", db=db)
    seen = editor("file.write_text('Tea with Bob Stone and Ana Lima\\n\\nabout #sailing')")
    entry = ask("amend", "-e", "--via", "lunch", db=db)
    assert seen.read_text().startswith("Tea with Bob Stone about boats\n")
    assert entry["text"] == "Tea with Bob Stone and Ana Lima\n\nabout #sailing"
    assert (entry["via"], entry["tags"], entry["date"]) == ("lunch", ["sailing"], "2026-11-19")
    editor("pass")
    assert invoke("amend", "-e", "--via", "tea", db=db).code == 130
    assert entry.pop("added") == []
    assert ask("history", db=db) == [entry]


def test_a_fact_in_the_editor(db, editor, tmp_path):
    editor("file.write_text('two kids\\nwife from #Texas')")
    fact = ask("note", "bob", "-e", db=db)
    assert (fact["text"], fact["tags"]) == ("two kids\nwife from #Texas", ["texas"])
    seen = editor("file.write_text(file.read_text().replace('two', 'three'))")
    amended = ask("amend", fact["id"], "-e", db=db)
    assert seen.read_text().startswith(fact["text"])
    assert amended["text"] == "three kids\nwife from #Texas"
    assert drafts(tmp_path) == []


MEANWHILE = """
import subprocess
file.write_text('what I wrote')
subprocess.run([sys.executable, '-m', 'reltrack', {words}], check=True, stdout=2)
"""


@pytest.mark.parametrize("words", ["'amend', '--text', 'Tea with Ana Lima'", "'delete', '6', '-y'"])
@pytest.mark.parametrize("record", ["an entry", "a fact"])
def test_nothing_is_written_over_a_change_made_meanwhile(
    record, words, db, editor, tmp_path, monkeypatch
):
    if record == "an entry":
        done("log", "Tea with Bob Stone", db=db)
    else:
        done("note", "bob", "likes tea", db=db)
    monkeypatch.setenv("RELTRACK_DB", str(db))
    editor(MEANWHILE.format(words=words.replace("'amend',", "'amend', '6',")))
    result = invoke("amend", "6", "-e", db=db)
    assert (result.code, "meanwhile" in result.err) == (5, True)
    assert [draft.read_text() for draft in drafts(tmp_path)] == ["what I wrote"]


def test_a_note_without_a_word(db):
    result = invoke("note", "bob", db=db)
    assert (result.code, "the fact is empty" in result.err) == (2, True)
