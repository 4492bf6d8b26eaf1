"""How the exported document is laid out: what both its writer and its reader must know."""

from __future__ import annotations

FORMAT = "reltrack"
VERSION = 1
"""Keys may be added within a version; a reader passes over those it does not know."""

SECTIONS = {
    "circles": "circle",
    "people": "person",
    "interactions": "interaction",
    "facts": "fact",
    "follow_ups": "follow_up",
    "occasions": "occasion",
    "introductions": "introduction",
    "skips": "skip",
    "tombstones": "tombstone",
    "origins": "origin",
}
"""The document's lists, each with the name of its records; what is referred to comes first."""
