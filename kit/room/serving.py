"""Running a room's server: one process, or several behind one port where the store is PostgreSQL."""

import contextlib
from functools import partial

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
from .writer import Writer

SETTINGS = {"log_level": "warning", "access_log": False, "timeout_graceful_shutdown": 2}
"""What each server is started with. Nobody's address is written down."""


def alone(rooms: Rooms, host: str, port: int) -> None:
    """Serve rooms in this process until Ctrl+C."""
    try:
        uvicorn.run(Server(rooms).app(), host=host, port=port, **SETTINGS)
    finally:
        rooms.close()


def together(address: str, id: str, about: Contents, join: dict, host: str, port: int, workers: int) -> None:
    """Serve a room in several processes behind one port until Ctrl+C. One that dies is replaced.

    Args:
        address: of the store on PostgreSQL.
        id: of the room.
        about: its session, made once and handed to each.
        join: address, code and QR code for the screens.
        host: address to listen on.
        port: port to listen on.
        workers: how many processes.
    """
    app = partial(application, address, id, about, join)
    config = uvicorn.Config(app, factory=True, host=host, port=port, workers=workers, **SETTINGS)
    Multiprocess(config, [config.bind_socket()]).run()


def application(address: str, id: str, about: Contents, join: dict) -> ASGIApp:
    """The application of one room in this process, which lets go of the store when it ends."""
    store = Store(address)
    with store.engine.connect() as connection:
        row = connection.execute(sa.select(ROOMS).where(ROOMS.c.id == id)).one()
    rooms = Rooms.one(Room(store, Writer(store), row, about.activities), about, join)

    @contextlib.asynccontextmanager
    async def until_it_ends(_app: Starlette):
        yield
        rooms.close()

    return Server(rooms).app(lifespan=until_it_ends)
