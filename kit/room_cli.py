"""The command `throughline room`: start a room, look at the network, take the answers out, close it."""

import os
import time
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from . import lang, paths, sessions
from .errors import KitError
from .terminal import out

PORT = 8765


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


_FILE = paths.ROOT / "rooms" / "rooms.sqlite"


def _store(address: str):
    from .room.store import Store

    return Store(address or _FILE)


def _enough(store, workers: int) -> None:
    """Refuse a number of workers that this store cannot have."""
    if workers < 1:
        store.close()
        raise KitError("A room needs one worker at least.")
    if workers > 1 and not store.shared:
        store.close()
        raise KitError(
            "Several workers need PostgreSQL, which all of them may write to: --store postgresql://… . A file belongs to one "
            "process, and one process is enough for some hundred people."
        )


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
    tls_cert: Annotated[
        Path | None, typer.Option("--tls-cert", help="A certificate (PEM), so that the address is https.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", help="The key of that certificate.")] = None,
    self_signed: Annotated[
        bool,
        typer.Option(
            "--self-signed", help="https with a certificate that this computer makes. Browsers warn of it."
        ),
    ] = False,
    workers: Annotated[
        int, typer.Option(help="Processes that share the work; more than one needs PostgreSQL.")
    ] = 1,
    language: Annotated[
        str,
        typer.Option(
            "--lang",
            help="The language of the screens, such as es. Participants choose theirs, where there are several.",
        ),
    ] = lang.ENGLISH,
) -> None:
    """Start a session's room, or go on with the one that is open."""
    from .room import keys, net, serving
    from .room.contents import contents_apart
    from .room.hosting import open_room
    from .room.writer import Writer

    session = sessions.session(number, language)
    pair = _https(tls_cert, tls_key, self_signed, store, host)
    kept = _store(store)
    _enough(kept, workers)
    if kept.purge(time.time()):
        kept.shrink()
    out.print(f"Making the page of session {session.number} …")
    about = contents_apart(session.number, language)
    writer = Writer(kept)
    room = open_room(kept, writer, session.number, about.activities, fresh=new)
    base = address.rstrip("/") or _base(host, port, pair)
    join = f"{base}/?code={room.code}"
    shown = {"address": base, "code": keys.shown(room.code), "qr": net.qr_as_data(join)}
    say = out.print
    say(f"\n[b]{session.full_title}[/b]\n", soft_wrap=True)
    say(f"Participants open  [b]{base}[/b]  and type  [b]{keys.shown(room.code)}[/b]", soft_wrap=True)
    say(net.qr_in_terminal(join), markup=False)
    if about.others:
        names = " · ".join(lang.name_of(one) for one in about.languages)
        say(
            f"Participants choose their language: {names}. The screens are in {lang.name_of(language)} (--lang).",
            soft_wrap=True,
        )
    say(f"You open  {base}/console#secret={room.lead()}", soft_wrap=True, markup=False)
    say("That address is yours alone. Keep it off the screen that the group sees.\n")
    say(net.ISOLATED, soft_wrap=True)
    for sentence in _about_https(pair, self_signed, base, keys.shown(room.code)):
        say(f"\n{sentence}", soft_wrap=True, markup=False)
    say("\nCtrl+C stops the room. Started again, it goes on where it was.", soft_wrap=True)
    writer.close()
    kept.close()
    serving.hand_over(store or _FILE, room.id, about, shown, host, port, workers, pair)


@app.command()
def hub(
    store: Annotated[
        str,
        typer.Option(
            "--store", envvar="THROUGHLINE_ROOM_STORE", help="A file, or postgresql://… for several workers."
        ),
    ] = "",
    address: Annotated[
        str,
        typer.Option(
            envvar="THROUGHLINE_ROOM_ADDRESS",
            help="What participants open: the hub's address with the service's prefix.",
        ),
    ] = "",
    listen: Annotated[
        str,
        typer.Option(
            envvar="JUPYTERHUB_SERVICE_URL",
            help="Where the hub's proxy finds this service, such as http://127.0.0.1:8766.",
        ),
    ] = "http://127.0.0.1:8766",
    proxies: Annotated[
        str,
        typer.Option(
            envvar="THROUGHLINE_ROOM_PROXIES",
            help="Addresses or networks of the proxies before this, which are believed on where a request came from.",
        ),
    ] = "127.0.0.1",
    workers: Annotated[
        int,
        typer.Option(
            envvar="THROUGHLINE_ROOM_WORKERS",
            help="Processes that share the work; more than one needs PostgreSQL.",
        ),
    ] = 1,
) -> None:
    """Serve rooms as a service of a JupyterHub, which starts this. See deploy/README.md."""
    from urllib.parse import urlsplit

    from .room import serving
    from .room.login import hub_auth

    auth = hub_auth()
    where = urlsplit(listen)
    if where.scheme != "http" or not where.hostname or not where.port:
        raise KitError(f"“{listen}” is no address to listen on. It looks like http://127.0.0.1:8766.")
    public = address or os.environ.get("JUPYTERHUB_PUBLIC_URL", "")
    kept = _store(store)
    kept.close()
    _enough(kept, workers)
    out.print(f"Rooms are served at {public or auth.base_url}", soft_wrap=True, markup=False)
    if not public:
        out.print(
            "Screens show the code alone, because the public address is not known. Set c.JupyterHub.public_url, or --address.",
            soft_wrap=True,
        )
    serving.on_a_hub(store or _FILE, public, where.hostname, where.port, workers, proxies)


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
    from .room.export import as_csv, as_json

    kept, room = _the_room(number, store)
    answers = kept.answers(room)
    kept.close()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "answers.json").write_text(as_json(answers), encoding="utf-8")
        (folder / "answers.csv").write_text(as_csv(answers), encoding="utf-8", newline="")
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


def _https(certificate: Path | None, key: Path | None, self_signed: bool, store: str, host: str):
    """The certificate to speak https with, or None."""
    from .room import net, tls

    if bool(certificate) != bool(key) or (self_signed and certificate):
        raise KitError("Give --tls-cert and --tls-key together, or --self-signed alone.")
    if certificate:
        return tls.given(certificate, key)
    folder = paths.ROOT / "rooms" if not store or "://" in store else Path(store).parent
    return tls.self_signed(folder, _listening(host, net.addresses())) if self_signed else None


def _listening(host: str, there: list[str]) -> list[str]:
    return there if host in ("0.0.0.0", "::") else [host]


def _base(host: str, port: int, pair) -> str:
    """The address that participants open: a name of the certificate's, if somebody else signed one for it."""
    from .room import net

    names = [one for one in pair.names if not one.startswith("*")] if pair else []
    first = _listening(host, net.addresses())[0]
    name = first if first in names or not names else names[0]
    return f"{'https' if pair else 'http'}://{f'[{name}]' if ':' in name else name}:{port}"


def _about_https(pair, self_signed: bool, base: str, code: str) -> list[str]:
    """What to say of the certificate."""
    from urllib.parse import urlsplit

    from .room import tls

    if pair is None:
        return []
    if self_signed:
        joins = f'A notebook joins with kit.join("{base}", "{code}", fingerprint="{pair.fingerprint}")'
        return [tls.SELF_SIGNED, f"Fingerprint (SHA-256): {pair.fingerprint}", joins]
    name = urlsplit(base).hostname
    fits = any(
        name == one or (one.startswith("*.") and name.split(".", 1)[1:] == [one[2:]]) for one in pair.names
    )
    wrong = f"The certificate is for {', '.join(pair.names) or 'no name at all'}, not for {name}: browsers will warn. Say the right address with --address."
    return [] if fits else [wrong]


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
