"""A room on a store of its own, with a session that need not be executed."""

import pytest
from starlette.testclient import TestClient

from kit import Reflect, sessions
from kit.room.app import Server
from kit.room.contents import Contents
from kit.room.hosting import Rooms, open_room
from kit.room.store import META, Store
from kit.room.writer import Writer

from .postgres import MISSING, Postgres, programs

KEYS = ("05/papers", "05/estimate", "05/decide")


def about(number: str, language: str = "en") -> Contents:
    """What a session's room is about, with no notebook run: two activities without a picture, and one with texts."""
    papers, estimate, decide = (f"{number}/{name}" for name in ("papers", "estimate", "decide"))
    reflect = Reflect(decide, questions={"one": "One question"})
    activities = {
        papers: {"key": papers, "kind": "Other", "content": {"title_html": "Papers"}},
        estimate: {"key": estimate, "kind": "Other", "content": {"title_html": "Estimate"}},
        decide: {"key": decide, "kind": "Reflect", "content": reflect.content},
    }
    session = sessions.session(number, language)
    return Contents(session, activities, f"<p>The session {number}</p>", language=language)


class Opened:
    """A room with a client, and hands for its facilitator."""

    def __init__(self, address, contents: Contents | None = None):
        self.store = Store(address)
        self.writer = Writer(self.store)
        self.room = open_room(self.store, self.writer, "05", KEYS)
        contents = contents or about("05")
        join = {"address": "http://here", "code": self.room.code, "qr": None}
        self.rooms = Rooms.one(self.room, contents, join)
        self.server = Server(self.rooms)
        self.web = TestClient(self.server.app())
        self.secret = self.room.lead()

    def join(self) -> dict:
        """The headers of a new participant."""
        token = self.web.post("/api/join", json={"code": self.room.code}).json()["token"]
        return {"Authorization": f"Bearer {token}"}

    def act(self, kind: str, key: str | None = None, **more):
        """The answer to what the facilitator does."""
        return self.web.post(
            "/api/facilitator/act",
            json={"kind": kind, "key": key, **more},
            headers={"Authorization": f"Bearer {self.secret}"},
        )

    def send(self, headers: dict, key: str = "05/papers", value: dict | None = None, revision: int = 1):
        """The answer to one participant's answer."""
        one = {
            "key": key,
            "value": value or {"placed": {"s28": "0"}},
            "revision": revision,
            "at": "2026-01-01T00:00:00+00:00",
        }
        return self.web.put("/api/answers", json={"answers": [one]}, headers=headers)

    def live(self, projector: bool = False, token: str | None = None) -> dict:
        """What a screen shows now."""
        where = "projector" if projector else "facilitator"
        headers = {"Authorization": f"Bearer {token or self.secret}"}
        return self.web.get(f"/api/{where}/live/poll?after=-1", headers=headers).json()

    def close(self):
        self.rooms.close()


def all_of(address) -> bytes:
    """Everything that stands in a store: a file of SQLite with what stands beside it, or all rows of PostgreSQL."""
    if "://" not in str(address):
        beside = address.parent.glob(f"{address.name}*")
        return b"".join(one.read_bytes() for one in beside if not one.name.endswith(".lock"))
    store = Store(address)
    with store.engine.connect() as connection:
        rows = [row for table in META.sorted_tables for row in connection.execute(table.select())]
    store.close()
    return repr(rows).encode()


@pytest.fixture
def store_file(tmp_path):
    return tmp_path / "rooms.sqlite"


@pytest.fixture(scope="session")
def postgres():
    """A server of PostgreSQL; without one its tests are left out, which `tests/run.py` says loudly."""
    if programs() is None:
        pytest.skip(MISSING)
    one = Postgres()
    yield one
    one.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request):
    """Where rooms are kept, once in each kind of store."""
    if request.param == "sqlite":
        return request.getfixturevalue("store_file")
    return request.getfixturevalue("postgres").database()


@pytest.fixture
def opened(address):
    """A room that is open."""
    one = Opened(address)
    yield one
    one.close()
