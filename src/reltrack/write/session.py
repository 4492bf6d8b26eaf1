"""The ORM's way in: a Session on the very connection that the database opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.pool import StaticPool
from sqlmodel import Session, create_engine

from reltrack.database.recording import Operation


@contextmanager
def session(operation: Operation) -> Iterator[Session]:
    """Yield a Session inside the operation's transaction; what it holds is flushed at the end.

    The transaction stays with `change`: nothing here begins, commits or rolls back, and on an
    exception nothing more is written. Without relationships the ORM does not know that a person
    comes before their aliases: flush in between. (Deferring the references instead would let undo
    take a parent away first, and with it rows that were there before.)
    """
    guest = _Guest(operation.db)
    engine = create_engine(
        "sqlite://",
        creator=lambda: guest,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        hide_parameters=True,
    )
    with (
        engine.begin() as connection,
        # A failed flush rolls back its savepoint, so that no half of it can be committed.
        Session(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as orm,
        orm.begin(),
    ):
        yield orm


class _Guest:
    """The connection as SQLAlchemy may use it: to work in the transaction, never to end it.

    SQLAlchemy calls commit, rollback and close on its own account, also while connecting.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)

    def commit(self) -> None:
        """Leave it to `change`."""

    rollback = close = commit
