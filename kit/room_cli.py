"""The command `throughline room`: start a room, look at the network, take the answers out, close it."""

import csv
import json
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from typer.core import TyperGroup

from . import paths, sessions
from .errors import KitError

PORT = 8765
out = Console(highlight=False)


class _NumberOrCommand(TyperGroup):
    """`throughline room 05` is short for `throughline room start 05`."""

    def parse_args(self, ctx, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["start", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_NumberOrCommand, no_args_is_help=True, help="A live room for a group: `throughline room 05`."
)

Where = Annotated[
    str, typer.Option("--store", help="A file, or postgresql://… ; by default rooms/rooms.sqlite.")
]
Number = Annotated[str, typer.Argument(help="Which session, such as 05.")]


def _store(address: str):
    from .room.store import Store

    return Store(address or paths.ROOT / "rooms" / "rooms.sqlite")


@app.command()
def start(
    number: Number,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = PORT,
    host: Annotated[
        str, typer.Option(help="Address to listen on; 127.0.0.1 for this computer only.")
    ] = "0.0.0.0",
    store: Where = "",
    new: Annotated[bool, typer.Option("--new", help="A new room, even if one is open.")] = False,
    address: Annotated[
        str, typer.Option(help="What participants open, if it is not this computer's own address.")
    ] = "",
    workers: Annotated[
        int, typer.Option(help="Processes that share the work; more than one needs PostgreSQL.")
    ] = 1,
) -> None:
    """Start a session's room, or go on with the one that is open."""
    from .room import keys, net, serving
    from .room.contents import contents
    from .room.hosting import Rooms, open_room
    from .room.writer import Writer

    session = sessions.session(number)
    if workers < 1:
        raise KitError("A room needs one worker at least.")
    kept = _store(store)
    if workers > 1 and not kept.shared:
        kept.close()
        raise KitError(
            "Several workers need PostgreSQL, which all of them may write to: --store postgresql://… . A file belongs to one "
            "process, and one process is enough for some hundred people."
        )
    if kept.purge(time.time()):
        kept.shrink()
    out.print(f"Making the page of session {session.number} …")
    about = contents(session)
    writer = Writer(kept)
    room = open_room(kept, writer, session.number, about.activities, fresh=new)
    base = (
        address.rstrip("/") or f"http://{'127.0.0.1' if host == '127.0.0.1' else net.addresses()[0]}:{port}"
    )
    join = f"{base}/?code={room.code}"
    shown = {"address": base, "code": keys.shown(room.code), "qr": net.qr_as_data(join)}
    say = out.print
    say(f"\n[b]{session.full_title}[/b]\n", soft_wrap=True)
    say(f"Participants open  [b]{base}[/b]  and type  [b]{keys.shown(room.code)}[/b]", soft_wrap=True)
    say(net.qr_in_terminal(join), markup=False)
    say(f"You open  {base}/console#secret={room.lead()}", soft_wrap=True, markup=False)
    say("That address is yours alone. Keep it off the screen that the group sees.\n")
    say(net.ISOLATED, soft_wrap=True)
    say("\nCtrl+C stops the room. Started again, it goes on where it was.", soft_wrap=True)
    if workers == 1:
        serving.alone(Rooms.one(room, about, shown), host, port)
    else:
        writer.close()
        kept.close()
        serving.together(store, room.id, about, shown, host, port, workers)


@app.command()
def doctor(port: Annotated[int, typer.Option(help="Port that the room will use.")] = PORT) -> None:
    """Look at the network the evening before."""
    from .room import net

    wrong = 0
    for found in net.examine(port):
        wrong += not found.good
        out.print(f"{'ok  ' if found.good else 'LOOK'} {found.words}", soft_wrap=True, markup=False)
    out.print(net.ISOLATED, soft_wrap=True, markup=False)
    raise typer.Exit(1 if wrong else 0)


@app.command()
def export(
    number: Number,
    folder: Annotated[Path, typer.Option("--out", help="The folder to write to.")] = Path("room-answers"),
    store: Where = "",
) -> None:
    """Write a room's answers as JSON and CSV: numbers for devices, anew each time, and no names."""
    kept, room = _the_room(number, store)
    answers = kept.answers(room)
    kept.close()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "answers.json").write_text(
            json.dumps(answers, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, ["participant", "key", "revision", "at", "value"])
            rows.writeheader()
            rows.writerows(one | {"value": json.dumps(one["value"], ensure_ascii=False)} for one in answers)
    except OSError as error:
        raise KitError(
            f"{folder} cannot be written ({error.strerror}). Choose another with --out."
        ) from error
    out.print(
        f"{folder}: {len(answers)} answers. They may hold what people typed: keep them as you keep student work."
    )


@app.command()
def close(
    number: Number,
    purge_after: Annotated[
        str,
        typer.Option(
            "--purge-after", help="Delete everything of the room so much later: 30d, or 0d for now."
        ),
    ] = "30d",
    store: Where = "",
) -> None:
    """Close a room for good, and set the day on which all of it is deleted."""
    from .room.rooms import closed_for_good

    days = purge_after.removesuffix("d")
    if not days.isdecimal() or len(days) > 5:
        raise KitError("Say after how many days, such as --purge-after 30d.")
    kept, room = _the_room(number, store)
    now = time.time()
    with kept.engine.begin() as connection:
        closed_for_good(connection, room, now + int(days) * 86_400)
        if kept.shared:
            kept.tell(connection, {room})
    gone = room in kept.purge(now)
    kept.shrink()
    kept.close()
    said = (
        "and everything in it is deleted"
        if gone
        else f"and is deleted {days} days from now, when a room is next used"
    )
    out.print(
        f"The room of session {number} is closed, {said}. `throughline room export` first, if you want its answers."
    )


def _the_room(number: str, address: str):
    """The store, and the id of the session's latest room."""
    import sqlalchemy as sa

    from .room.store import ROOMS

    session = sessions.session(number)
    kept = _store(address)
    with kept.engine.connect() as connection:
        mine = sa.select(ROOMS.c.id).where(ROOMS.c.session == session.number, ROOMS.c.owner == "")
        row = connection.execute(mine.order_by(ROOMS.c.closed.is_(None).desc(), ROOMS.c.made.desc())).first()
    if row is None:
        kept.close()
        raise KitError(f"There is no room of session {session.number} in this store.")
    return kept, row.id
