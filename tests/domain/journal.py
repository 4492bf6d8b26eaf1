"""A journal in memory: people by key, first word and handle, as the read wing finds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from reltrack.domain.names import Known
from reltrack.domain.sentence import Understood, keys_to_look_up, understand
from reltrack.domain.text import fold, slugify


class Journal:
    """People, each given as `name`, or as `name / status / alias / alias`."""

    def __init__(self, *people: str) -> None:
        self.rows: list[Known] = []
        for number, line in enumerate(people, 1):
            name, status, *aliases = (line if "/" in line else f"{line} / active").split(" / ")
            for way in (name, *aliases):
                self.rows.append(Known(fold(way), number, slugify(name), name, status))

    def read(self, text: str, *, named: bool = False, there: Collection[str] = ()) -> Understood:
        wanted = keys_to_look_up(text)
        full: dict[str, list[Known]] = defaultdict(list)
        first: dict[str, list[Known]] = defaultdict(list)
        slugs: dict[str, list[Known]] = defaultdict(list)
        for row in self.rows:
            full[row.key] += [row] * (row.key in wanted.full)
            slugs[row.slug] += [row] * (row.slug in wanted.slugs)
            for word in wanted.first:
                first[word] += [row] * row.key.startswith(f"{word} ")
        return understand(text, full=full, first=first, slugs=slugs, named=named, there=there)


JOURNAL = Journal(
    *("Ana Lima", "Ana Ortiz / active / Annie", "José Núñez", "O'Brien", "李小龍", "田中 太郎"),
    *("Jan van der Berg", "Grace Hopper", "Øyvind Aas", "Jean-Luc Picard / active / the captain"),
    *("May", "Elizabeth", "Elizabeth II", "Bob Reed", "Bob Stone / archived", "James", "Mark"),
    *("Carol Diaz / active / mum", "Will Stone", "Zoë Quinn / new", "Maria Braga / archived"),
    *("Ida Maria Berg", "Dr. Who?", "J.R. Hartley", "김철수", "राम शर्मा", "สมชาย", "Sydney Park"),
    *("Tom & Pia", "Eve / archived", "Eve Adams", "Malcolm X", "June Mori", "Cher!", "田中 花子"),
)


def summary(found: Understood) -> list[str]:
    """Return what was understood: present; mentioned; `word?2`, `[word?1]`, `!nobody's name`."""
    asked = [f"{word}?{len(people)}" for word, people in found.ambiguous]
    asked += [f"[{word}?{len(people)}]" for word, people in found.unclear]
    asked += [f"!@{handle}" for handle in found.unknown_handles]
    asked += [f"!{name}" for name in found.unknown_names]
    linked = ([one.name for one in people] for people in (found.present, found.mentioned))
    return [", ".join(cell) for cell in (*linked, asked)]


def table(sentences: str) -> list[tuple[str, list[str]]]:
    """Return (text, summary) of each line of `text | present | mentioned | asked`."""
    rows = [[cell.strip() for cell in line.split("|")] for line in sentences.strip().splitlines()]
    return [(text, [*cells, "", "", ""][:3]) for text, *cells in rows]
