"""Running a room's server: one process, or several behind one port where the store is PostgreSQL."""

import contextlib
import gc
import json
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import sqlalchemy as sa
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from ..errors import KitError
from .app import Server
from .contents import Contents
from .hosting import Rooms
from .rooms import Room
from .store import ROOMS, Store
from .tls import Pair
from .writer import Writer

# A worker that is still importing does not answer its supervisor, which would end and start it again without end: on a busy
# machine that takes longer than the five seconds that uvicorn gives it.
SETTINGS = {
    "log_level": "warning",
    "access_log": False,
    "ws": "none",
    "timeout_graceful_shutdown": 2,
    "timeout_keep_alive": 30,  # somebody answers every ten seconds or so, and a new connection costs more than a kept one
    "timeout_worker_healthcheck": 60,
}
"""What each server is started with. Nobody's address is written down."""
GARBAGE = (20_000, 20, 50)
"""Thresholds of `gc.set_threshold`: all that is there is looked through after some twenty million new objects."""


def hand_over(
    address: str | Path,
    id: str,
    about: Contents,
    join: dict,
    host: str,
    port: int,
    workers: int = 1,
    pair: Pair | None = None,
) -> None:
    """Serve a room until Ctrl+C, in a program that has taken this one's place: what made the page is gone from memory.

    Args:
        address: of the store, which nobody may have open any more if it is a file.
        id: of the room.
        about: its session, made once and handed to each worker.
        join: address, code and QR code for the screens.
        host: address to listen on.
        port: port to listen on.
        workers: processes behind the port, on PostgreSQL; one that dies is replaced.
        pair: a certificate, for https.
    """
    given = {
        "address": str(address),
        "id": id,
        "about": about.as_json(),
        "join": join,
        "host": host,
        "port": port,
        "workers": workers,
        "https": {name: str(path) for name, path in _https(pair).items()},
    }
    if os.name == "nt":  # there, a program cannot take another's place
        run(given)
        return
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json", delete=False) as file:
        json.dump(given, file)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "kit.room.serving", file.name])


def run(given: dict) -> None:
    """Serve what `hand_over` says."""
    about = Contents.from_json(given["about"])
    app = partial(application, given["address"], given["id"], about, given["join"])
    _run(app, given["host"], given["port"], given["workers"], **given["https"])


def on_a_hub(
    store: str | Path, address: str, host: str, port: int, workers: int = 1, proxies: str = "127.0.0.1"
) -> None:
    """Serve all rooms of a store as a hub's service, which is told about the hub in its environment.

    Args:
        store: a file, or an address of PostgreSQL.
        address: what participants open, if it is known.
        host: address to listen on.
        port: port to listen on.
        workers: how many processes; more than one on PostgreSQL only.
        proxies: who is believed on where a request came from.
    """
    app = partial(hub_application, store, address)
    _run(app, host, port, workers, forwarded_allow_ips=proxies)


def _run(app: Callable, host: str, port: int, workers: int, **more) -> None:
    config = uvicorn.Config(app, factory=True, host=host, port=port, workers=workers, **more, **SETTINGS)
    if workers == 1:
        with contextlib.suppress(KeyboardInterrupt):  # it has ended what was on its way by then
            uvicorn.Server(config).run()
    else:
        Multiprocess(config, [config.bind_socket()]).run()


def _https(pair: Pair | None) -> dict:
    return {"ssl_certfile": pair.certificate, "ssl_keyfile": pair.key} if pair else {}


def collect_garbage_seldom() -> None:
    """Have Python look for garbage in cycles seldom, and not in what is there already.

    A look at everything that a room of thousands keeps stops this process for a quarter of a second, and by default a
    picture of thousands of answers brings one about. What is in no cycle is let go of at once, as ever.
    """
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def application(address: str | Path, id: str, about: Contents, join: dict) -> ASGIApp:
    """The application of one room in this process, which lets go of the store when it ends."""
    store = Store(address)
    with store.engine.connect() as connection:
        row = connection.execute(sa.select(ROOMS).where(ROOMS.c.id == id)).one()
    rooms = Rooms.one(Room(store, Writer(store), row, about.activities), about, join)
    collect_garbage_seldom()
    return Server(rooms).app(lifespan=_until_it_ends(rooms))


def hub_application(store: str | Path, address: str) -> ASGIApp:
    """The application of a hub's service in this process."""
    from .hub import service
    from .login import hub_auth

    rooms = Rooms(Store(store), address=address)
    collect_garbage_seldom()
    return service(rooms, hub_auth(), address, lifespan=_until_it_ends(rooms))


def _until_it_ends(rooms: Rooms):
    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette):
        yield
        rooms.close()

    return lifespan


if __name__ == "__main__":
    handed = Path(sys.argv[1])
    text = handed.read_text(encoding="utf-8")
    handed.unlink()
    try:
        run(json.loads(text))
    except KitError as error:
        sys.exit(str(error))
