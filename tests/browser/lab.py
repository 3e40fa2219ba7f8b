"""Starting JupyterLab and driving a notebook in it, as a person would. Used by the browser tests and the benchmarks."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from kit import paths

SHIPPED = paths.ROOT / "kit" / "lab"
"""What the kit adds to a JupyterLab it is installed beside."""
PLAIN_CONNECTION = "jupyter_server.services.kernels.connection.channels.ZMQChannelsWebsocketConnection"
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Lab:
    """A running server: its address, its token, and the folder it shows."""

    url: str
    token: str
    course: Path
    environment: dict[str, str]


@contextmanager
def start_lab(folder: Path, course: Path, *, shipped: bool = True) -> Iterator[Lab]:
    """Run JupyterLab on a free loopback port; everything it writes goes below `folder`.

    Args:
        folder: an empty folder for settings, workspaces, signatures and logs.
        course: what the server shows.
        shipped: whether the settings that the kit ships are in force, or JupyterLab's own.
    """
    course.mkdir(parents=True, exist_ok=True)
    (folder / "settings").mkdir(parents=True)
    (folder / "config").mkdir()
    if shipped:
        shutil.copy(SHIPPED / "overrides.json", folder / "settings")
        shutil.copy(SHIPPED / "jupyter_server_config.json", folder / "config")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTEST"))},
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "user-settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "IPYTHONDIR": str(folder / "ipython"),
        "PYTHONPATH": str(paths.ROOT),
        "THROUGHLINE_MY_WORK": str(folder / "my_work"),
    }
    port, token = free_port(), secrets.token_hex(16)
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        f"--ServerApp.root_dir={course}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={token}",
        f"--LabApp.app_settings_dir={folder / 'settings'}",
    ]
    if not shipped:
        # The environment that the kit is installed in has the kit's own; a word on the command line goes before it.
        command.append(f"--ServerApp.kernel_websocket_connection_class={PLAIN_CONNECTION}")
    with (folder / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        try:
            lab = Lab(f"http://127.0.0.1:{port}", token, course, environment)
            _wait_for_answer(lab, server, folder / "server.log")
            yield lab
        finally:
            server.terminate()
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for_answer(lab: Lab, server: subprocess.Popen, log: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{lab.url}/api?token={lab.token}", timeout=5).close()
            return
        except (OSError, urllib.error.URLError):
            time.sleep(0.05)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")


def write_notebook(path: Path, sources: tuple[str, ...], journal: Path | None = None) -> None:
    """A notebook of these code cells between a heading and a closing line, not run yet."""
    first = "import kit"
    if journal is not None:
        first = f"import os\nos.environ['THROUGHLINE_MY_WORK'] = {str(journal)!r}\nimport kit"
    cells = [
        new_markdown_cell("# Before", id="before"),
        new_code_cell(first, id="setup"),
        *(new_code_cell(source, id=f"code-{number}") for number, source in enumerate(sources)),
        new_markdown_cell("After.", id="after"),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def read_json(path: Path, fits: Callable[[dict], bool], seconds: float = 5) -> dict:
    """The content of a file that another process writes, as soon as it is what is waited for.

    Returns:
        The content; the last one read where the time has run out, so that the caller's assertion shows it.
    """
    end = time.monotonic() + seconds
    while True:
        content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if (content and fits(content)) or time.monotonic() > end:
            return content
        time.sleep(0.01)


def placed(journal: Path, key: str, card: str, pile: str) -> str | None:
    """Where a journal on disk says that a card lies, once it says `pile` or the time is over."""

    def where(content: dict) -> str | None:
        return content.get("responses", {}).get(key, {}).get("value", {}).get("placed", {}).get(card)

    return where(read_json(journal, lambda content: where(content) == pile))


class Notebook:
    """A notebook in a JupyterLab page."""

    def __init__(self, page, lab: Lab, path: str):
        self.page, self.lab, self.path = page, lab, path
        self.file = lab.course / path

    def open(self) -> "Notebook":
        """Go there and wait for the kernel; a click on a menu does nothing before it is idle."""
        self.page.goto(f"{self.lab.url}/lab/tree/{self.path}?reset&token={self.lab.token}")
        return self.wait_idle()

    def wait_idle(self) -> "Notebook":
        self.page.locator("#jp-main-statusbar").get_by_text(re.compile(r"\| Idle$")).wait_for()
        return self

    def menu(self, menu: str, item: str) -> None:
        """Choose from the main menu."""
        self.page.locator("#jp-MainMenu .lm-MenuBar-itemLabel").get_by_text(menu, exact=True).click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()

    def run_all(self) -> "Notebook":
        self.menu("Run", "Run All Cells")
        return self.wait_idle()

    def restart(self, item: str = "Restart Kernel…") -> "Notebook":
        """A new kernel that knows nothing of the old one."""
        self.menu("Kernel", item)
        self.page.locator(".jp-Dialog-button.jp-mod-accept").click()
        self.page.locator("#jp-main-statusbar").get_by_text(
            re.compile(r"\| (Restarting|Connecting|Busy|Unknown)")
        ).wait_for()
        return self.wait_idle()

    def restart_and_run_all(self) -> "Notebook":
        return self.restart("Restart Kernel and Run All Cells…")

    def activity(self, key: str):
        """An activity that is live, by its key."""
        return self.page.locator(f'.tl-activity[data-key="{key}"]:visible')

    def save(self) -> nbformat.NotebookNode:
        """Save by the keyboard, and the file as it is on disk then."""
        before = self.file.stat().st_mtime_ns
        self.page.keyboard.press("ControlOrMeta+s")
        end = time.monotonic() + 10
        while time.monotonic() < end:
            # Lab empties the file before it writes it.
            if self.file.stat().st_mtime_ns != before and self.file.stat().st_size:
                with suppress(nbformat.reader.NotJSONError):
                    return nbformat.read(self.file, as_version=4)
            time.sleep(0.02)
        raise AssertionError("Ctrl+S did not save the notebook")
