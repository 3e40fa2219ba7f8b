"""A small JupyterHub on one machine, with the course for each user and the room as a service.

Start it in the folder of the checkout, with the Python of its environment:

    jupyterhub -f deploy/jupyterhub/jupyterhub_config.py

What you have to decide is marked with DECIDE. All of JupyterHub's settings are in its own documentation.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
COURSE = HERE.parent.parent
BIN = Path(sys.executable).parent

c = get_config()  # noqa: F821, JupyterHub gives it

# DECIDE: the address under which people reach this hub. It stands on the projector, in the QR code and in invitations.
# A server with TLS (nginx, Caddy) stands before bind_url and passes on Host, X-Forwarded-For and X-Forwarded-Proto.
PUBLIC = os.environ.get("THROUGHLINE_HUB_URL", "http://127.0.0.1:8000")
c.JupyterHub.public_url = PUBLIC
c.JupyterHub.bind_url = "http://127.0.0.1:8000"

# The proxy before the hub and all that it runs; `npm ci` in this folder installs it.
proxy = HERE / "node_modules" / ".bin" / "configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [str(proxy)] if proxy.exists() else ["configurable-http-proxy"]

# DECIDE: who may sign in, and how. Without a line here JupyterHub asks for accounts of this machine (PAM) and lets nobody in
# who is not named. A district's own sign-in comes by oauthenticator or ltiauthenticator.
c.Authenticator.allowed_users = {name for name in os.environ.get("THROUGHLINE_HUB_USERS", "").split() if name}

# Each user's server: JupyterLab in a folder of the user's own with the sessions in it (deploy/course_server.py).
c.Spawner.cmd = [sys.executable, str(COURSE / "deploy" / "course_server.py")]
# DECIDE: limits of a user's server, where the spawner can set them. A kernel in this course takes 0.2 to 0.4 GB.
c.Spawner.mem_limit = "1G"

# The room. The hub starts it, gives it a token of its own in the environment, and starts it again if it ends.
# A file of SQLite is enough for one machine: many rooms, some hundred participants. For more: postgresql://…
c.JupyterHub.services = [
    {
        "name": "room",
        "url": "http://127.0.0.1:8766",
        "command": [str(BIN / "throughline"), "room", "hub"],
        "cwd": str(COURSE),
        "timeout": 120,  # seconds until it has to answer; a slow disk takes its time
        "environment": {
            "THROUGHLINE_ROOM_STORE": os.environ.get(
                "THROUGHLINE_ROOM_STORE", str(COURSE / "rooms" / "hub.sqlite")
            )
        },
        # The hub's page that asks “may this service know who you are?” is left out: it is part of the hub.
        "oauth_no_confirm": True,
    }
]

# Who may use the room's pages for facilitators. Participants need none of this: a code is enough, with or without an account.
# From JupyterHub 5 on nobody reaches a service without such a line. `user` is for browsers, `server` for programs in a user's
# own server, which carry the server's token.
ROOM = "access:services!service=room"
c.JupyterHub.load_roles = [
    {"name": "user", "scopes": ["self", ROOM]},
    {"name": "server", "scopes": ["users:activity!user", "access:servers!server", ROOM]},
]
# DECIDE: to let only some people start rooms, use these lines in place of those above, and put facilitators into the group.
# c.JupyterHub.load_groups = {"facilitators": {"users": ["ana", "ben"]}}
# c.JupyterHub.load_roles = [{"name": "facilitators", "scopes": [ROOM], "groups": ["facilitators"]}]

# DECIDE: if users can run their own pages here (everybody with a server can), give each user a name of their own
# (ana.hub.example.org): then no page of one user can act in the name of another who visits it. Needs wildcard DNS and TLS.
# c.JupyterHub.subdomain_host = PUBLIC
