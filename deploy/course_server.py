"""Start a user's server on a hub: sessions to write in stand in the user's own folder, and what was written there stays.

The checkout is the same for everybody and nobody's to write in, so each session's notebook is copied to `~/throughline` when it
is not there yet. A copy that is there is left alone. To get a session anew, delete or rename the copy and start the server again.
"""

import os
import shutil
import sys
from pathlib import Path

COURSE = Path(__file__).resolve().parent.parent
HOME = Path.home() / "throughline"


def give_sessions(home: Path = HOME) -> list[str]:
    """Copy the sessions that a user does not have. Returns their names."""
    home.mkdir(parents=True, exist_ok=True)
    new = [one for one in sorted((COURSE / "sessions").glob("*.ipynb")) if not (home / one.name).exists()]
    for one in new:
        part = home / f".{one.name}.part"
        shutil.copyfile(one, part)  # not its mode: the checkout may be read-only
        part.replace(home / one.name)
    return [one.name for one in new]


if __name__ == "__main__":
    give_sessions()
    os.environ.setdefault("THROUGHLINE_MY_WORK", str(HOME / "my_work"))
    os.chdir(HOME)
    server = Path(sys.executable).with_name("jupyterhub-singleuser")
    os.execv(server, [str(server), *sys.argv[1:]])
