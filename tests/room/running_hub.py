"""A real JupyterHub for the tests: the configuration of `deploy/`, the real proxy, and users' servers as processes here."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
import requests
import websocket
from filelock import FileLock

from kit import paths

DEPLOY = paths.ROOT / "deploy" / "jupyterhub"
USERS = ("ana", "ben", "cleo")
OPERATOR = "operator-of-these-tests"
STARTS_S = 300

CONFIG = """
load_subconfig({deployed!r})
c.JupyterHub.public_url = c.JupyterHub.bind_url = "http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.args = ["--allow-root"]
c.Spawner.env_keep = ["PATH", "PYTHONPATH"]
c.LocalProcessSpawner.interrupt_timeout = 2
c.Spawner.http_timeout = c.Spawner.start_timeout = 240
c.JupyterHub.db_url = "sqlite:///" + {folder!r} + "/hub.sqlite"
c.JupyterHub.cookie_secret_file = {folder!r} + "/secret"
c.JupyterHub.services[0]["url"] = "http://127.0.0.1:{room}"
c.JupyterHub.services[0]["timeout"] = 300
c.JupyterHub.services[0]["environment"]["THROUGHLINE_ROOM_STORE"] = {folder!r} + "/rooms.sqlite"
c.JupyterHub.services[0]["environment"]["PYTHONPATH"] = {root!r}
c.JupyterHub.services.append({{"name": "operator", "api_token": {operator!r}}})
c.JupyterHub.load_roles.append(
    {{"name": "operator", "scopes": ["admin:servers", "access:servers"], "services": ["operator"]}}
)
"""


def proxy() -> str:
    """The proxy's program, at the version that `deploy/jupyterhub/package-lock.json` names; installed once a computer."""
    lock = (DEPLOY / "package-lock.json").read_bytes()
    home = Path(tempfile.gettempdir()) / f"throughline-proxy-{sha256(lock).hexdigest()[:12]}-{os.getuid()}"
    program = home / "node_modules" / ".bin" / "configurable-http-proxy"
    with FileLock(f"{home}.lock"):
        if not program.exists():
            npm = os.environ.get("THROUGHLINE_NPM") or shutil.which("npm")
            if npm is None:
                missing("npm", "Node with npm")
            home.mkdir(exist_ok=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copyfile(DEPLOY / name, home / name)
            done = subprocess.run(
                [npm, "ci", "--no-audit", "--no-fund"], cwd=home, capture_output=True, text=True, timeout=300
            )
            if done.returncode or not program.exists():
                missing(f"the proxy (npm ci: {done.stderr[-500:]})", "the internet")
    return str(program)


def missing(what: str, needs: str):
    """Skip on somebody's computer; fail where everything has to be tested."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{what} is not here; this needs {needs}")


def free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


class Hub:
    """The hub, its proxy and the room as its service."""

    def __init__(self, folder: Path, users: tuple[str, ...] = USERS):
        public, hub, api, room = free_ports(4)
        self.url, self.folder = f"http://127.0.0.1:{public}", folder
        self.room = f"{self.url}/services/room"
        for user in users:
            (folder / "homes" / user).mkdir(parents=True)
        config = CONFIG.format(
            deployed=str(DEPLOY / "jupyterhub_config.py"),
            public=public,
            hub=hub,
            api=api,
            room=room,
            proxy=proxy(),
            homes=str(folder / "homes"),
            folder=str(folder),
            root=str(paths.ROOT),
            operator=OPERATOR,
        )
        (folder / "config.py").write_text(config)
        environment = os.environ | {"THROUGHLINE_HUB_USERS": " ".join(users), "PYTHONPATH": str(paths.ROOT)}
        environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # six processes would each compile the kit anew
        self.log = folder / "log"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(folder / "config.py")],
            cwd=folder,
            env=environment,
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
        )

    def wait(self) -> "Hub":
        """Until the room answers through the proxy."""
        end = time.monotonic() + STARTS_S
        while time.monotonic() < end:
            assert self.process.poll() is None, self.told()
            with suppress(requests.RequestException):
                if requests.get(f"{self.room}/", timeout=5).ok:
                    return self
            time.sleep(0.4)
        raise AssertionError(self.told())

    def told(self) -> str:
        """The end of what the hub wrote."""
        lines = self.log.read_text(errors="replace").splitlines()
        # Until the room is there the proxy says so at each look, in nine lines.
        kept = [
            one
            for one in lines
            if not one.startswith((" ", "}"))
            and "ConfigProxy" not in one
            and "404" not in one
            and "xsrf" not in one
        ]
        return "\n".join(kept)[-6000:]

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def browser(self, user: str) -> requests.Session:
        """A browser in which this user is signed in on the hub, but not yet in the room."""
        web = requests.Session()
        web.headers["Sec-Fetch-Mode"] = "navigate"
        web.get(f"{self.url}/hub/login", timeout=30)
        form = {"username": user, "password": "x", "_xsrf": web.cookies.get("_xsrf", path="/hub/")}
        answer = web.post(f"{self.url}/hub/login", data=form, allow_redirects=False, timeout=30)
        assert answer.status_code == 302, answer.text
        return web

    # What a user's own server does. The operator's token stands for what an operator may do by hand.

    def operator(self, method: str, path: str, **given) -> requests.Response:
        headers = {"Authorization": f"token {OPERATOR}"}
        return requests.request(method, self.url + path, headers=headers, timeout=120, **given)

    def kernel(self, user: str) -> "Kernel":
        """Start a user's own server as the hub does, and a kernel in it."""
        assert self.operator("POST", f"/hub/api/users/{user}/server").ok, self.told()
        end = time.monotonic() + STARTS_S
        while not self.operator("GET", f"/hub/api/users/{user}").json()["servers"].get("", {}).get("ready"):
            assert time.monotonic() < end, self.told()
            time.sleep(0.3)
        made = self.operator("POST", f"/user/{user}/api/kernels", json={"name": "python3"})
        assert made.ok, made.text
        return Kernel(
            f"{self.url.replace('http', 'ws', 1)}/user/{user}/api/kernels/{made.json()['id']}/channels"
        )


class Kernel:
    """A kernel behind the hub's proxy, which runs cells as JupyterLab has them run."""

    def __init__(self, address: str):
        self._socket = websocket.create_connection(
            address, header={"Authorization": f"token {OPERATOR}"}, timeout=240
        )

    def run(self, source: str) -> str:
        """What a cell prints; an error is printed as its reader would see it."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "username": "", "session": "s"}
        header |= {"version": "5.4", "date": "2026-11-29T00:00:00Z"}
        content = {"code": source, "silent": False, "store_history": False, "allow_stdin": False}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        self._socket.send(json.dumps(message | {"channel": "shell", "buffers": []}))
        said = ""
        while True:
            told = json.loads(self._socket.recv())
            if told["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            said += told["content"].get("text", "") if told["msg_type"] == "stream" else ""
            said += "\n".join(told["content"]["traceback"]) if told["msg_type"] == "error" else ""
            if told["msg_type"] == "status" and told["content"]["execution_state"] == "idle":
                return said
