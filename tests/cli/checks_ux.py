"""Forty checks of a command-line program one can live with, and the tests that hold us to each.

Exit codes and verbs are ours: 3 not found, 4 ambiguous, 5 refused, 6 bad data, 7 the journal or
the output cannot be used.
"""

from __future__ import annotations

from typing import NamedTuple

HERE = "cli/test_checks_ux.py::"


class Check(NamedTuple):
    """What is asked, where it is tested, and what of it is not for us, and why."""

    what: str
    tests: tuple[str, ...]
    but: str = ""


CHECKS = {
    1: Check("--version, -h, help NAME, NAME -h; examples", (
        HERE + "test_01_help_is_everywhere",
        "cli/test_output_processes.py::test_help_has_examples_and_leads_with_the_daily_verbs",
    ), "no test asserts a time: tests/benchmarks measures start-up"),
    2: Check("no argument, no journal: a next step, no file made", (
        "cli/test_output_processes.py::test_no_argument_helps_and_creates_nothing",
        "cli/test_due.py::test_an_empty_journal_says_what_to_do_next",
    )),
    3: Check("a misspelt command or option: what was meant", (
        "cli/test_meant.py::test_a_command",
        "cli/test_meant.py::test_an_option_and_a_choice",
    )),
    4: Check("a name that nobody has: the nearest", (
        "cli/test_recall.py::test_a_name_that_nobody_has_brings_the_nearest",
    )),
    5: Check("a name that two have: both, and nothing written", (
        "cli/test_log.py::test_two_fit",
        "cli/test_output.py::test_candidates_are_people_one_may_name",
    )),
    6: Check("names in any case, accents or script", (
        "cli/test_recall.py::test_a_name_on_the_line",
    )),
    7: Check("markup, emoji codes, variables: text as it was typed", (
        HERE + "test_07_text_is_as_it_was_typed",
        "cli/test_log_input.py::test_text_is_stored_as_given",
    )),
    8: Check("a text that starts with a dash: refused, with a way out", (
        "cli/test_log_input.py::test_what_looks_like_an_option_is_refused_with_a_hint",
    )),
    9: Check("standard input; an empty one saves nothing", (
        "cli/test_log_input.py::test_standard_input",
    )),
    10: Check("03/04: refused with both readings", (
        "cli/test_log_options.py::test_a_date_of_two_readings_also_before_the_text",
        "domain/test_civil.py::test_figures_without_a_configured_order_are_refused_with_their_readings",
    )),
    11: Check("days in words; those that cannot be", (
        "cli/test_log_options.py::test_when",
        "cli/test_log_options.py::test_an_unreadable_date_is_refused_with_what_would_do",
    )),
    12: Check("nobody due, as JSON", (HERE + "test_12_nobody_due_is_an_empty_list",)),
    13: Check("due as a question: 0, 1, and more for what went wrong", (
        "cli/test_due.py::test_count_and_exit_code",
        HERE + "test_13_what_went_wrong_is_not_a_no",
    )),
    14: Check("a reader who leaves", (
        "cli/test_output_processes.py::test_a_closed_pipe_is_no_error",
        "cli/test_output_processes.py::test_a_pipe_that_closes_midway",
        "cli/test_exchange.py::test_a_reader_who_leaves",
    )),
    15: Check("a full disk behind the output", (
        "cli/test_output_processes.py::test_a_full_disk_behind_stdout",
        "faults/test_full_output.py::test_every_command_says_that_nothing_could_be_shown",
    )),
    16: Check("in a pipe: no escapes, as many fields in each line, nothing cut", (
        HERE + "test_16_a_pipe_is_for_programs",
        "cli/test_output.py::test_what_would_break_a_line_is_escaped_and_nothing_cut",
    )),
    17: Check("NO_COLOR and --color never: no escape at all", (
        "cli/test_output.py::test_colour",
        "render/test_stdout.py::test_who_decides_about_colour",
    )),
    18: Check("any width, even none", (
        HERE + "test_18_a_width_that_is_none",
        "cli/test_output.py::test_any_width",
        "screens/test_golden_screens.py::test_screens_are_as_they_were",
    )),
    19: Check("names and notes that would steer a terminal", (
        "cli/test_hostile.py::test_nothing_that_is_shown_steers_a_terminal",
        "cli/test_hostile.py::test_nothing_that_is_refused_steers_a_terminal",
    )),
    20: Check("names that a shell would run, completed in bash, zsh and fish", (
        "cli/test_completion_shells.py::test_a_name_runs_nothing",
        "cli/test_completion_faults.py::test_what_a_shell_could_interpret_is_never_offered",
    )),
    21: Check("TAB in three shells; silent where there is no journal", (
        "cli/test_completion_shells.py::test_tab_completes",
        "cli/test_completion_shells.py::test_an_accent_may_be_typed",
        "cli/test_completion_faults.py::test_faults_are_silent_and_leave_no_trace",
        "cli/test_completion_faults.py::test_a_locked_journal_is_not_waited_for",
    ), "no test asserts a time: tests/benchmarks measures completion"),
    22: Check("anything may be searched for", (
        HERE + "test_22_a_query_is_no_language",
        "cli/test_search.py::test_what_cannot_be_searched",
        "cli/test_search.py::test_a_long_query_is_only_text",
    )),
    23: Check("files made to do harm", (
        "exchange/test_journal.py::test_anything_anywhere_is_taken_or_told",
        "exchange/test_journal.py::test_a_document_cut_anywhere_gives_what_is_whole",
        "exchange/test_journal.py::test_nothing_usable_writes_nothing",
        "exchange/test_ics.py::test_bombs_cost_little",
        "exchange/test_mbox.py::test_bombs_cost_little",
    ), "no archive is unpacked and no file named by another is written: no zip bombs, no ../"),
    24: Check("an import twice, and a trial before", (
        "exchange/test_round_trip.py::test_again_changes_nothing",
        "exchange/test_round_trip.py::test_a_dry_run_tells_the_same_and_does_nothing",
    )),
    25: Check("there and back: JSON to the byte, CSV without formulas, vCard", (
        "exchange/test_round_trip.py::test_export_import_export",
        "exchange/test_csv_writer.py::test_no_cell_is_a_formula_and_each_comes_back",
        "exchange/test_vcard_writer.py::test_every_field_comes_back",
    )),
    26: Check("undo of every write; of nothing", (
        "cli/test_corrections.py::test_every_write_is_undone_and_redone_exactly",
        "write/test_undo_laws.py::test_a_step_there_and_back_and_there_again",
        "cli/test_corrections.py::test_nothing_to_undo",
    )),
    27: Check("what would ask, where nobody can answer", (
        "cli/test_corrections.py::test_delete_asks_and_without_a_terminal_refuses",
        "cli/test_forget_command.py::test_without_a_terminal_it_refuses",
    )),
    28: Check("editors that fail, change nothing or are not there", (
        "cli/test_editing.py::test_nothing_written_is_nothing_logged",
        "cli/test_editing.py::test_what_could_not_be_saved_is_kept",
        "cli/test_editing.py::test_an_editor_that_is_not_there",
    )),
    29: Check("every file for its owner alone, whatever the umask", (
        "cli/test_output_processes.py::test_files_are_private_whatever_the_umask",
        "cli/test_privacy.py::test_every_file_is_for_its_owner_alone",
    )),
    30: Check("not a byte is left of who is forgotten", (
        "write/test_forget.py::test_no_byte_is_left",
        "write/test_forget_laws.py::test_no_byte_of_them_is_left",
        "cli/test_forget_command.py::test_it_says_what_is_left_and_that_there_is_no_way_back",
    )),
    31: Check("no failure tells what a note says", (
        "cli/test_privacy.py::test_bad_input",
        "cli/test_privacy.py::test_a_bug_with_all_there_is_in_its_hands",
        "cli/test_privacy.py::test_a_full_disk",
    )),
    32: Check("eight who write at once", ("test_at_once.py::test_eight_write_many_times_each",)),
    33: Check("killed at any moment, failed at any call", (
        "test_at_once.py::test_killed_at_any_moment",
        "faults/test_kill_sweep.py::test_at_every_call",
    )),
    34: Check("disks that are full", (
        "faults/test_full_disk.py::test_a_small_disk",
        "faults/test_full_disk.py::test_a_limit_on_files",
    )),
    35: Check("files, folders and disks that may only be read", (
        "faults/test_read_only.py::test_a_read_only_mount",
        "faults/test_read_only.py::test_for_an_ordinary_user",
    )),
    36: Check("files that are no journal", (
        "faults/test_wrong_files.py::test_what_is_wrong_with_a_file",
        "database/test_refusals.py::test_what_is_no_journal_is_refused_untouched",
    )),
    37: Check("a journal of a later version", (
        "faults/test_wrong_files.py::test_what_is_wrong_with_a_file",
        "database/test_migrate.py::test_a_newer_journal_is_refused_by_migrate_itself",
    )),
    38: Check("journals of every version released", (
        "database/test_released.py::test_it_opens_with_all_its_rows_and_a_clean_bill_of_health",
        "database/test_migration_safety.py::test_a_journal_is_backed_up_as_it_was",
        "database/test_migration_safety.py::test_killed_half_way_it_begins_anew",
        "database/test_migrate.py::test_two_programs_may_migrate_at_once",
    )),
    39: Check("a day stays that day in every zone; a zone that there is not", (
        HERE + "test_39_a_day_is_a_day_in_every_zone",
        "cli/test_output_processes.py::test_a_bad_time_zone_and_a_bad_clock",
    ), "RELTRACK_NOW stands in for a clock that is set; no library fakes one"),
    40: Check("no network; quick with 50,000 entries", (
        "faults/test_no_network.py::test_no_command_makes_a_socket",
        "faults/test_no_network.py::test_no_command_asks_the_system_for_one",
        "benchmarks/test_benchmarks.py::test_rows_are_measured",
    ), "no test asserts a time: tests/benchmarks measures against an empty program"),
}  # fmt: skip
