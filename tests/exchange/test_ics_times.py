"""Events are told apart, also where a program gives several of them one UID."""

from __future__ import annotations

from exchange.test_ics import ANA, event, meetings, read


def test_one_uid_on_two_days_is_two_meetings() -> None:
    first = event(ANA, "SUMMARY:Coffee", start="DTSTART:20250310T090000Z")
    second = event(ANA, "SUMMARY:Lunch", start="DTSTART:20250312T110000Z")
    found = {one.date: one.identity for one in meetings(first, second, first)}
    assert found == {"2025-03-10": "u", "2025-03-12": "u|2025-03-12"}
    assert {one.date: one.identity for one in meetings(second, first)} == found


def test_a_zone_of_very_many_parts_is_read() -> None:
    part = (
        "BEGIN:STANDARD\nDTSTART:19000101T000000\nTZOFFSETTO:+0100\n"
        f"RRULE:FREQ=YEARLY;BYDAY={','.join(['MO'] * 90)}\nEND:STANDARD"
    )
    zone = "\n".join(["BEGIN:VTIMEZONE", "TZID:Bomb", *[part] * 200, "END:VTIMEZONE"])
    days = [event(ANA, start=f"DTSTART;TZID=Bomb:2025031{i}T090000", uid=str(i)) for i in range(3)]
    found, tally = read(zone, *days)
    assert len(found) == 3
    assert not tally.rejected
