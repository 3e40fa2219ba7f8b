"""What a room keeps, in SQLite or PostgreSQL: rooms, devices, the last answer of each, and what was passed."""

import itertools
import json
import operator
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout

from ..errors import KitError
from .pictures.tallies import PAPER

META = sa.MetaData()
ROOMS = sa.Table(
    "rooms",
    META,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("code", sa.String, nullable=False, unique=True),
    sa.Column("session", sa.String, nullable=False),
    sa.Column("owner", sa.String, nullable=False, server_default="", doc="who made it on a hub, else empty"),
    sa.Column("secrets", sa.Text, nullable=False, doc="JSON list of digests: who may lead"),
    sa.Column(
        "views", sa.Text, nullable=False, doc="JSON list of digests: who may look, as a projector does"
    ),
    sa.Column("state", sa.Text, nullable=False, doc="JSON: phases, block, timer"),
    sa.Column("made", sa.Float, nullable=False, doc="seconds since 1970"),
    sa.Column("closed", sa.Float, doc="seconds since 1970"),
    sa.Column("used", sa.Float, doc="seconds since 1970, to a minute; empty until somebody came"),
    sa.Column("purge_at", sa.Float, doc="seconds since 1970; from then on nothing of the room is kept"),
)
DEVICES = sa.Table(
    "devices",
    META,
    sa.Column("room", sa.String, primary_key=True),
    sa.Column("token", sa.String, primary_key=True, doc="digest"),
    sa.Column("alias", sa.String, nullable=False),
)
ANSWERS = sa.Table(
    "answers",
    META,
    sa.Column("room", sa.String, primary_key=True),
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("device", sa.String, primary_key=True, doc="digest of the token"),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("value", sa.Text, nullable=False, doc="JSON"),
    sa.Column("at", sa.String, nullable=False, doc="as the device said"),
    sa.Column(
        "tx",
        sa.BigInteger,
        nullable=False,
        server_default="0",
        doc="PostgreSQL: the transaction that wrote it",
    ),
)
sa.Index("answers_by_tx", ANSWERS.c.room, ANSWERS.c.tx).ddl_if(dialect="postgresql")
PASSED = sa.Table(
    "passed",
    META,
    sa.Column("room", sa.String, primary_key=True),
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("text", sa.String, primary_key=True, doc="the text's id in the picture"),
)

PRESENT = sa.Table(
    "present",
    META,
    sa.Column("room", sa.String, primary_key=True),
    sa.Column("worker", sa.String, primary_key=True),
    sa.Column("devices", sa.Text, nullable=False, doc="beginnings of digests, while these devices are here"),
    sa.Column("at", sa.Float, nullable=False, doc="seconds since 1970 by the database's clock"),
)
"""Where several processes serve a room: who is here at each."""

CHANNEL = "throughline_room"
AnswerRow = tuple[str, str, str, int, str, str]
"""Room, key, device, revision, value as JSON, at."""

_KEEP = """INSERT INTO answers (room, key, device, revision, value, at) VALUES {rows}
ON CONFLICT (room, key, device) DO UPDATE SET revision = excluded.revision, value = excluded.value, at = excluded.at
WHERE excluded.revision > answers.revision"""
# Python lets go of its lock for each statement, and a busy server takes it for milliseconds: few statements of many rows.
_KEEP_ROWS = {n: _KEEP.format(rows=", ".join(["(?, ?, ?, ?, ?, ?)"] * n)) for n in (64, 16, 4, 1)}
_KEEP_SHARED = """INSERT INTO answers (room, key, device, revision, value, at, tx)
SELECT *, pg_current_xact_id()::text::bigint
FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[], %s::text[], %s::text[])
ON CONFLICT (room, key, device)
DO UPDATE SET revision = excluded.revision, value = excluded.value, at = excluded.at, tx = excluded.tx
WHERE excluded.revision > answers.revision"""


_MAKING = 7_021_105
"""Any number of our own: the lock under which tables are made."""
_revision = operator.itemgetter(3)


class StoreProblem(KitError):
    """The store cannot be used; the message says what to do."""


class Store:
    """One database. A file of SQLite belongs to one process at a time; PostgreSQL may have several."""

    def __init__(self, address: str | Path):
        """Open or make it.

        Args:
            address: a file, or an address such as `postgresql://host/name`.

        Raises:
            StoreProblem: another process has the file, it is no database, or the server does not answer.
        """
        self._lock = None
        self.shared = "://" in str(address)
        """Whether other processes may use it at the same time."""
        if "://" in str(address):
            url = str(address).replace("postgresql://", "postgresql+psycopg://", 1)
        else:
            path = Path(address)
            self._take(path)
            url = f"sqlite:///{path}"
        try:
            self.engine = sa.create_engine(url, pool_pre_ping=self.shared)
            if self.engine.dialect.name == "sqlite":
                sa.event.listen(self.engine, "connect", _durable)
            self._bring_up_to_date()
        except (sa.exc.SQLAlchemyError, ModuleNotFoundError) as error:
            self.close()
            raise StoreProblem(
                f"{address} cannot be used as the room's store: {_first_line(error)}"
            ) from error

    def _bring_up_to_date(self) -> None:
        """Make the tables, and give those of an earlier version the columns that came later."""
        with self.engine.begin() as connection:
            if self.shared:  # several workers start at the same moment
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MAKING)))
            META.create_all(connection)
            there = sa.inspect(connection)
            for table in META.sorted_tables:
                names = {column["name"] for column in there.get_columns(table.name)}
                for column in table.columns:
                    if column.name not in names:
                        made = sa.schema.CreateColumn(column).compile(self.engine)
                        connection.execute(sa.DDL(f"ALTER TABLE {table.name} ADD COLUMN {made}"))

    def _take(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(f"{path}.lock")
            self._lock.acquire(timeout=0)
        except Timeout:
            raise StoreProblem(
                f"{path} is in use by another room on this computer. Use that one, stop it with Ctrl+C, or choose "
                "another file with --store."
            ) from None
        except OSError as error:
            raise StoreProblem(
                f"{path} cannot be written ({error.strerror}). Choose another file with --store."
            ) from error

    def keep(self, connection: sa.Connection, rows: list[AnswerRow]) -> None:
        """Keep answers, each only if its revision is higher than the one that is kept.

        Written for the driver: putting such a statement together anew each time costs more than running it.
        """
        if self.shared:
            # One statement may meet a row only once, so that of two answers to one key the later is sent;
            # in the order of their keys, so that two processes do not wait for one another.
            last = sorted({row[:3]: row for row in sorted(rows, key=_revision)}.values())
            connection.exec_driver_sql(
                _KEEP_SHARED, tuple(list(column) for column in zip(*last, strict=True))
            )
        else:
            left = rows
            for n, statement in _KEEP_ROWS.items():
                while len(left) >= n:
                    connection.exec_driver_sql(statement, tuple(itertools.chain.from_iterable(left[:n])))
                    left = left[n:]

    def tell(self, connection: sa.Connection, rooms: set[str]) -> None:
        """Tell other processes, once this transaction is committed, that these rooms changed."""
        names = sorted(rooms)
        for first in range(0, len(names), 400):  # a message has at most 8,000 bytes
            connection.execute(sa.select(sa.func.pg_notify(CHANNEL, ",".join(names[first : first + 400]))))

    def went_away(self, error: sa.exc.DBAPIError) -> bool:
        """Whether an error says that the database is not there just now, and may come back."""
        return self.shared and (error.connection_invalidated or isinstance(error, sa.exc.OperationalError))

    def answers(self, room: str) -> list[dict]:
        """All answers of a room: `{participant, key, revision, value, at}`, participants numbered anew each time.

        Counts from paper come as those of the participant `paper`.
        """
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(ANSWERS).where(ANSWERS.c.room == room)).mappings().all()
        devices = sorted({row["device"] for row in rows} - {PAPER})
        number = {device: f"p{n:03d}" for n, device in enumerate(devices, 1)} | {PAPER: PAPER}
        return [
            {"participant": number[row["device"]], "value": json.loads(row["value"])}
            | {name: row[name] for name in ("key", "revision", "at")}
            for row in rows
        ]

    def purge(self, now: float) -> list[str]:
        """Take away every room whose time is over, and all that belongs to it. Returns their ids; `shrink` comes after it."""
        with self.engine.begin() as connection:
            over = [
                row.id for row in connection.execute(sa.select(ROOMS.c.id).where(ROOMS.c.purge_at <= now))
            ]
            for table in (DEVICES, ANSWERS, PASSED, PRESENT):
                connection.execute(sa.delete(table).where(table.c.room.in_(over)))
            connection.execute(sa.delete(ROOMS).where(ROOMS.c.id.in_(over)))
        return over

    def shrink(self) -> None:
        """Have what was deleted stand nowhere in the file any more."""
        if not self.shared:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of it."""
        if hasattr(self, "engine"):
            self.engine.dispose()
        if self._lock:
            self._lock.release()


def _durable(connection, _record) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # NORMAL loses what was acknowledged when the power goes
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]
