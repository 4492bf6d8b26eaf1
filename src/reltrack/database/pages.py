"""Read an SQLite file page by page, without SQLite: what it refuses to open may hold most of it.

https://www.sqlite.org/fileformat.html. Whatever makes no sense is left out, never guessed at.
"""

from __future__ import annotations

from collections.abc import Iterator

from reltrack.tuples import NamedTuple

Value = int | float | str | bytes | None

INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13

_MAGIC = b"SQLite format 3\0"
_DEFAULT_SIZE = 4096
_WIDTHS = (0, 1, 2, 3, 4, 6, 8)  # of the integers, by serial type


class Cell(NamedTuple):
    """A record: its row number (None in an index), and its values."""

    number: int | None
    values: tuple[Value, ...]


class Node(NamedTuple):
    """A page of a tree: its kind, its readable cells, how many are not, and the pages below."""

    kind: int
    cells: list[Cell]
    unreadable: int
    children: list[int]


class Pages:
    """The pages of a file, counted from one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        header = data[:100] if data.startswith(_MAGIC) else b""
        size = int.from_bytes(header[16:18], "big")
        size = 65_536 if size == 1 else size
        sound = 512 <= size <= 65_536 and not size & (size - 1)
        self.size = size if sound else _DEFAULT_SIZE
        self.count = -(-len(data) // self.size)
        self._usable = self.size - (header[20] if header else 0)
        self._first_free = int.from_bytes(header[32:36], "big")

    def node(self, number: int) -> Node | None:
        """Return a page of a tree; None if it is none, or makes no sense."""
        page = self._page(number)
        start = 100 if number == 1 else 0
        if len(page) < start + 12 or page[start] not in (2, 5, 10, 13):
            return None
        kind = page[start]
        interior = kind in (INTERIOR_INDEX, INTERIOR_TABLE)
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        pointers = start + (12 if interior else 8)
        if count > (self._usable - pointers) // 2 or pointers + 2 * count > len(page):
            return None
        cells: list[Cell] = []
        children: list[int] = []
        unreadable = 0
        for index in range(count):
            at = int.from_bytes(page[pointers + 2 * index : pointers + 2 * index + 2], "big")
            try:
                if at < pointers + 2 * count:
                    raise ValueError
                if interior:
                    children.append(int.from_bytes(page[at : at + 4], "big"))
                    at += 4
                if kind != INTERIOR_TABLE:
                    cells.append(self._cell(page, at, kind))
            except (ValueError, IndexError):
                unreadable += 1
        if interior:
            children.append(int.from_bytes(page[start + 8 : start + 12], "big"))
        return Node(kind, cells, unreadable, children)

    def tree(self, root: int, seen: set[int]) -> Iterator[tuple[int, Node]]:
        """Yield the pages of a tree that can be reached, but for those already seen."""
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in seen or not 1 <= number <= self.count:
                continue
            node = self.node(number)
            if node is None:
                continue
            seen.add(number)
            waiting += reversed(node.children)
            yield number, node

    def free(self) -> set[int]:
        """Return the pages that belong to nothing any more, as far as can be told."""
        found: set[int] = set()
        trunk = self._first_free
        while 1 <= trunk <= self.count and trunk not in found:
            found.add(trunk)
            page = self._page(trunk)
            count = min(int.from_bytes(page[4:8], "big"), self._usable // 4 - 2)
            found |= {
                int.from_bytes(page[8 + 4 * index : 12 + 4 * index], "big")
                for index in range(count)
            }
            trunk = int.from_bytes(page[:4], "big")
        return found

    def _page(self, number: int) -> bytes:
        return self._data[(number - 1) * self.size : number * self.size]

    def _cell(self, page: bytes, at: int, kind: int) -> Cell:
        """Read a cell.

        Raises:
            ValueError, IndexError: it makes no sense.
        """
        length, at = _varint(page, at)
        number = None
        if kind == LEAF_TABLE:
            number, at = _varint(page, at)
            if number >= 1 << 63:
                raise ValueError
        return Cell(number, _record(self._payload(page, at, length, kind)))

    def _payload(self, page: bytes, at: int, length: int, kind: int) -> bytes:
        """Return a cell's content, gathered from the pages it flows over to."""
        usable = self._usable
        most = usable - 35 if kind == LEAF_TABLE else (usable - 12) * 64 // 255 - 23
        if length <= most:
            here = length
        else:
            least = (usable - 12) * 32 // 255 - 23
            here = least + (length - least) % (usable - 4)
            here = here if here <= most else least
        content = page[at : at + here]
        if len(content) < here or length > len(self._data):
            raise ValueError
        if here == length:
            return content
        parts, missing = [content], length - here
        following = int.from_bytes(page[at + here : at + here + 4], "big")
        while missing > 0:
            overflow = self._page(following) if following else b""
            part = overflow[4 : 4 + min(missing, usable - 4)]
            if not part:
                raise ValueError
            parts.append(part)
            missing -= len(part)
            following = int.from_bytes(overflow[:4], "big")
        return b"".join(parts)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where it ends."""
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9


def _record(data: bytes) -> tuple[Value, ...]:
    """Return the values of a record.

    Raises:
        ValueError, IndexError: it makes no sense.
    """
    end, at = _varint(data, 0)
    if not at <= end <= len(data):
        raise ValueError
    types = []
    while at < end:
        serial, at = _varint(data, at)
        types.append(serial)
    values: list[Value] = []
    place = end
    for serial in types:
        width = _width(serial)
        content = data[place : place + width]
        if len(content) < width:
            raise ValueError
        values.append(_value(serial, content))
        place += width
    if at != end or place != len(data):
        raise ValueError
    return tuple(values)


def _width(serial: int) -> int:
    if serial >= 12:
        return (serial - 12) // 2
    if serial in (10, 11):
        raise ValueError
    return 8 if serial == 7 else _WIDTHS[serial] if serial < 7 else 0


def _value(serial: int, content: bytes) -> Value:
    if serial == 0:
        return None
    if serial == 7:
        from struct import unpack

        real: float = unpack(">d", content)[0]
        return real
    if serial in (8, 9):
        return serial - 8
    if serial < 7:
        return int.from_bytes(content, "big", signed=True)
    if serial % 2:
        # A note with a hole in it is better than none; NUL is what a hole is full of.
        return content.decode("utf-8", "replace").replace("\0", "\ufffd")
    return content
