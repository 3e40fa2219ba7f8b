"""Where a room can be reached, its QR code, and what may stand in the way."""

import contextlib
import io
import socket
from collections.abc import Iterator
from dataclasses import dataclass

ISOLATED = (
    "If phones cannot open the address, the network keeps its devices apart. Three ways out: 1. open a hotspot on a phone "
    "or on this computer and put everybody on it; 2. run the room on a hub or a server that everybody reaches; "
    "3. go on with paper or the offline page, let pairs call out their counts, and type them under “Counts from paper” in the console."
)
"""What to try; said before it is needed."""


def addresses() -> list[str]:
    """Addresses of this computer that others may reach, the likeliest first; only its own if there is no network."""
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # sends nothing: it only asks which address would be used
        found.append(probe.getsockname()[0])
    with contextlib.suppress(OSError):
        found += [one[4][0] for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    outside = [one for one in dict.fromkeys(found) if not one.startswith(("127.", "169.254.", "0."))]
    return outside or ["127.0.0.1"]


def qr_in_terminal(text: str) -> str:
    """A QR code out of half blocks, for a terminal."""
    import segno

    out = io.StringIO()
    segno.make(text, micro=False).terminal(out=out, compact=True)
    return out.getvalue()


def qr_as_data(text: str) -> str:
    """A QR code as an address of an SVG picture."""
    import segno

    return segno.make(text, micro=False).svg_data_uri(scale=6, border=2)


@dataclass(frozen=True)
class Finding:
    """What `examine` found: whether it is good, and a sentence about it."""

    good: bool
    words: str


def examine(port: int, host: str = "0.0.0.0") -> Iterator[Finding]:
    """Look at this computer's network before a workshop.

    Args:
        port: on which the room is to listen.
        host: address that it listens on.
    """
    there = addresses()
    if there == ["127.0.0.1"]:
        yield Finding(
            False, "This computer is in no network. Connect it to the one that the participants will use."
        )
    else:
        yield Finding(True, f"Participants would open http://{there[0]}:{port}")
    if len(there) > 1:
        yield Finding(True, f"If that does not answer, try also: {', '.join(there[1:])}")
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen()
        except OSError as error:
            yield Finding(
                False, f"Port {port} cannot be used ({error.strerror}). Choose another with --port."
            )
            return
        yield Finding(True, f"Port {port} is free.")
        for address in there:
            try:
                socket.create_connection((address, port), timeout=2).close()
                yield Finding(True, f"{address} answers from this computer.")
            except OSError:
                yield Finding(
                    False,
                    f"{address} does not answer even here: a firewall stands before it. Allow Python to be reached.",
                )
    yield Finding(
        True,
        "What no computer can test alone: whether the network lets two devices speak with each other. Open the address on "
        "one phone in that network, in that room, the evening before.",
    )
