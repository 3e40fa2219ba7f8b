"""A PostgreSQL of the tests' own, in a folder that goes away with it."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from run import postgres_places

MISSING = "PostgreSQL is not here: install it, or give the path of its pg_ctl in THROUGHLINE_POSTGRES"


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: the one that THROUGHLINE_POSTGRES means, or what is found."""
    named = os.environ.get("THROUGHLINE_POSTGRES")
    found = [named] if named else postgres_places()
    return Path(found[0]).parent if found else None


class Postgres:
    """A cluster that listens on a socket in its own folder only."""

    def __init__(self, *, durable: bool = False):
        """Make and start it; `durable` waits for the disk, as it does in earnest."""
        self.folder = Path(tempfile.mkdtemp(prefix="throughline-pg-"))
        self._bin = programs()
        self._data = self.folder / "data"
        # The server refuses to run as root.
        self._as = ["runuser", "-u", "postgres", "--"] if os.name == "posix" and os.geteuid() == 0 else []
        if self._as:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run(
            "initdb", "-D", self._data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N"
        )
        options = {
            "listen_addresses": "",
            "unix_socket_directories": self.folder,
            "fsync": "on" if durable else "off",
            "max_connections": 200,
        }
        with_options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in options.items())
        self._start = ("start", "-o", with_options)
        self.start()
        self._made = 0

    def _run(self, program: str, *arguments) -> None:
        command = [*self._as, str(self._bin / program), *map(str, arguments)]
        with (self.folder / "said.txt").open("ab") as said:
            done = subprocess.run(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, cwd="/")
        if done.returncode:
            raise RuntimeError(f"{program}: {(self.folder / 'said.txt').read_text(errors='replace')[-2000:]}")

    def control(self, *arguments) -> None:
        """Run `pg_ctl`, and wait for what it does."""
        self._run("pg_ctl", "-D", self._data, "-l", self.folder / "log.txt", "-w", "-t", "60", *arguments)

    def start(self) -> None:
        """Start the server."""
        self.control(*self._start)

    def stop(self, how: str = "fast") -> None:
        """Stop it: `immediate` is what a crash is like."""
        self.control("stop", "-m", how)

    def database(self) -> str:
        """The address of a new, empty database."""
        self._made += 1
        name = f"room_{self._made}"
        self._run("createdb", "-h", self.folder, "-U", "postgres", "-T", "template0", name)
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def close(self) -> None:
        """Stop it and take its folder away."""
        try:
            self.stop("immediate")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
