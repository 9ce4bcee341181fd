"""The numbers by which readers of the store follow its changes.

Whoever commits later has the higher number, so a reader that has seen everything up to a number misses nothing. A
number drawn from a sequence of the database would not do: transactions may commit in another order than they drew.
"""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from crawler.storage.tables import counter_table

_KEY = "seq"
_LAST = select(counter_table.c.value).where(counter_table.c.key == _KEY)
_LOCK = _LAST.with_for_update()
_SET = update(counter_table).where(counter_table.c.key == _KEY)


def create_counter(connection: Connection) -> None:
    """Begin to count, in a database whose tables have just been made."""
    connection.execute(counter_table.insert(), {"key": _KEY, "value": 0})


def last_number(connection: Connection) -> int:
    """The number drawn last, by those who have committed."""
    number: int = connection.execute(_LAST).scalar_one()
    return number


def take_turn(connection: Connection) -> int:
    """Wait until no other transaction that has taken its turn is under way; the number drawn last.

    For write transactions, before they write anything of articles, deletions or lists: it keeps the numbers in order
    (SQLite has one writer anyway), and two writers of the same rows from waiting for each other.
    """
    number: int = connection.execute(_LOCK).scalar_one()
    return number


class Numbers:
    """The next numbers, for one write transaction, whose turn it takes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last = take_turn(connection)
        self._saved = self._last

    def draw(self) -> int:
        self._last += 1
        return self._last

    def save(self) -> None:
        """Note, before the transaction ends, which numbers were drawn."""
        if self._last != self._saved:
            self._connection.execute(_SET.values(value=self._last))
            self._saved = self._last
