"""Running a room's server: one process, or several behind one port where the store is PostgreSQL."""

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import sqlalchemy as sa
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

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
    "timeout_graceful_shutdown": 2,
    "timeout_worker_healthcheck": 60,
}
"""What each server is started with. Nobody's address is written down."""


def alone(rooms: Rooms, host: str, port: int, pair: Pair | None = None) -> None:
    """Serve rooms in this process until Ctrl+C; on https with a certificate."""
    try:
        uvicorn.run(Server(rooms).app(), host=host, port=port, **_https(pair), **SETTINGS)
    finally:
        rooms.close()


def together(
    address: str,
    id: str,
    about: Contents,
    join: dict,
    host: str,
    port: int,
    workers: int,
    pair: Pair | None = None,
) -> None:
    """Serve a room in several processes behind one port until Ctrl+C. One that dies is replaced.

    Args:
        address: of the store on PostgreSQL.
        id: of the room.
        about: its session, made once and handed to each.
        join: address, code and QR code for the screens.
        host: address to listen on.
        port: port to listen on.
        workers: how many processes.
        pair: a certificate, for https.
    """
    _run(partial(application, address, id, about, join), host, port, workers, **_https(pair))


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
        uvicorn.Server(config).run()
    else:
        Multiprocess(config, [config.bind_socket()]).run()


def _https(pair: Pair | None) -> dict:
    return {"ssl_certfile": pair.certificate, "ssl_keyfile": pair.key} if pair else {}


def application(address: str, id: str, about: Contents, join: dict) -> ASGIApp:
    """The application of one room in this process, which lets go of the store when it ends."""
    store = Store(address)
    with store.engine.connect() as connection:
        row = connection.execute(sa.select(ROOMS).where(ROOMS.c.id == id)).one()
    rooms = Rooms.one(Room(store, Writer(store), row, about.activities), about, join)
    return Server(rooms).app(lifespan=_until_it_ends(rooms))


def hub_application(store: str | Path, address: str) -> ASGIApp:
    """The application of a hub's service in this process."""
    from .hub import service
    from .login import hub_auth

    rooms = Rooms(Store(store), address=address)
    return service(rooms, hub_auth(), address, lifespan=_until_it_ends(rooms))


def _until_it_ends(rooms: Rooms):
    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette):
        yield
        rooms.close()

    return lifespan
