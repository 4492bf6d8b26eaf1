"""What the records of a table look like in the file, to tell whose a record is."""

from __future__ import annotations

import sqlite3

from reltrack.database.pages import Cell
from reltrack.tuples import NamedTuple

_TYPES: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "TEXT": (str,), "REAL": (float, int)}


class Column(NamedTuple):
    """A column, as far as a record shows it."""

    name: str
    type: str
    required: bool
    is_number: bool
    """It is the row's number, which is not among the values of a record."""


class Shape(NamedTuple):
    """A table as its records lie in the file: the key first where the rows have no numbers."""

    table: str
    columns: list[Column]
    numbered: bool

    def fits(self, cell: Cell) -> bool:
        """Tell whether a record may be one of this table."""
        if (cell.number is not None) is not self.numbered or len(cell.values) > len(self.columns):
            return False
        if any(column.required for column in self.columns[len(cell.values) :]):
            return False
        return all(
            column.is_number
            or (not column.required if value is None else isinstance(value, _TYPES[column.type]))
            for column, value in zip(self.columns, cell.values, strict=False)
        )


def shape(db: sqlite3.Connection, table: str) -> Shape:
    """Return the shape of a table."""
    rows = db.execute(
        'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)', [table]
    ).fetchall()
    (without_number,) = db.execute(
        "SELECT wr FROM pragma_table_list WHERE name = ? AND schema = 'main'", [table]
    ).fetchone()
    if without_number:
        rows.sort(key=lambda row: (not row[4], row[4]))
    columns = [
        Column(
            name,
            declared,
            bool(not_null) and default is None and bool(without_number or not key),
            bool(key) and not without_number,
        )
        for name, declared, not_null, default, key in rows
    ]
    return Shape(table, columns, not without_number)
