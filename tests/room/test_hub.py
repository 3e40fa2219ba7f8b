"""The room on a real JupyterHub: its proxy, its sign-in, users' own servers with a kernel each, and people without an account.

One hub serves all tests here; each has users and rooms of its own.
"""

import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from kit.room import keys

from .fake_hub import form_of
from .running_hub import Hub

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run on Windows")

KEY = "00/agreements"
JOINS = """
import kit, os
from kit.journal import Journal
mine = kit.join({room!r}, {code!r})
Journal().save({key!r}, {{"from": os.environ["JUPYTERHUB_USER"]}})
print(mine.alias, os.environ["THROUGHLINE_MY_WORK"], os.getcwd(), sep="|")
"""
ASKS = """
import os, requests
headers = {{"Authorization": "token " + os.environ["JUPYTERHUB_API_TOKEN"]}}
answer = requests.post({room!r} + "/rooms", json={{"session": "00"}}, headers=headers)
print(answer.status_code, answer.json()["session"], len(requests.get({room!r} + "/rooms", headers=headers).json()["rooms"]))
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """A hub with the room, which ana, ben and cleo may use."""
    one = Hub(tmp_path_factory.mktemp("hub"))
    try:
        yield one.wait()
    finally:
        one.stop()


@pytest.fixture(scope="module")
def starting(hub):
    """The servers of ben and cleo, which start while other tests go on."""
    with ThreadPoolExecutor() as pool:
        yield {user: pool.submit(hub.kernel, user) for user in ("ben", "cleo")}


@pytest.fixture(scope="module")
def kernels(starting):
    """A kernel in ben's server and one in cleo's."""
    return {user: future.result() for user, future in starting.items()}


def post(web, hub, path="", **given):
    """Send a form of the page of the own rooms."""
    form = form_of(web.get(f"{hub.room}/rooms", timeout=30).text)
    return web.post(f"{hub.room}/rooms{path}", data=given | {"form": form}, timeout=60)


class Leading:
    """A room that a user of the hub started in a browser, and its console."""

    def __init__(self, hub, user: str):
        self.hub, self.web = hub, hub.browser(user)
        self.web.get(f"{hub.room}/rooms", timeout=30)
        page = post(self.web, hub, session="00").text
        assert "The room is open" in page, page
        self.id = re.search(r"/rooms/(\w+)/console", page)[1]
        self.code = keys.typed(re.search(r"hub-code\">([\w-]+)<", page)[1])
        self.console = post(self.web, hub, f"/{self.id}/console")
        self.headers = {"Authorization": f"Bearer {self.console.url.partition('#secret=')[2]}"}

    def act(self, kind: str, key: str = KEY) -> requests.Response:
        return requests.post(
            f"{self.hub.room}/api/facilitator/act",
            json={"kind": kind, "key": key},
            headers=self.headers,
            timeout=30,
        )

    def live(self) -> dict:
        return requests.get(
            f"{self.hub.room}/api/facilitator/live/poll?after=-1", headers=self.headers, timeout=60
        ).json()


@pytest.fixture(scope="module")
def leading(hub, starting):
    """ana's room."""
    return Leading(hub, "ana")


def join(hub, code: str, **more) -> requests.Response:
    return requests.post(f"{hub.room}/api/join", json={"code": code}, timeout=60, **more)


def test_signing_in_by_the_hub_shows_the_own_rooms_and_the_console_opens(hub, leading):
    page = leading.web.get(f"{hub.room}/rooms", timeout=30)
    assert "You are signed in as ana" in page.text and keys.shown(leading.code) in page.text
    assert f"{hub.room}</b> in any browser" in page.text, "the address that participants open"
    assert leading.console.ok and "Console: 00" in leading.console.text
    assert {one.path for one in leading.web.cookies if one.name.startswith("service-room")} == {
        "/services/room/rooms"
    }


def test_without_signing_in_one_is_sent_to_the_hub(hub):
    told = requests.get(f"{hub.room}/rooms", timeout=30)
    assert "/hub/login" in told.url and "Set-Cookie" not in requests.get(f"{hub.room}/", timeout=30).headers


def test_two_users_notebooks_and_somebody_without_an_account_answer_in_a_third_users_room(
    hub, leading, kernels
):
    said = {
        user: kernel.run(JOINS.format(room=hub.room, code=leading.code, key=KEY))
        for user, kernel in kernels.items()
    }
    for user, text in said.items():
        alias, work, where = text.strip().split("|")
        home = str(hub.folder / "homes" / user)
        assert re.fullmatch("[a-z]+ [a-z]+", alias) and work.startswith(home) and where.startswith(home)
    stranger = join(hub, leading.code)
    assert stranger.ok and "Set-Cookie" not in stranger.headers
    me = {"Authorization": f"Bearer {stranger.json()['token']}"}
    assert leading.act("open").json()["state"]["activities"][KEY]["phase"] == "open"
    one = {"key": KEY, "value": {"from": "outside"}, "revision": 1, "at": ""}
    sent = requests.put(f"{hub.room}/api/answers", json={"answers": [one]}, headers=me, timeout=30)
    assert sent.json()["kept"] == {KEY: 1}
    live = leading.live()
    for _ in range(30):
        if live["answered"].get(KEY) == 3:
            break
        kernels["ben"].run("import time; time.sleep(0.5)")
        live = leading.live()
    assert live["answered"] == {KEY: 3} and live["joined"] == 3
    answers = leading.web.get(f"{hub.room}/rooms/{leading.id}/answers.json", timeout=30).json()
    assert sorted(one["value"]["from"] for one in answers) == ["ben", "cleo", "outside"]


def test_a_users_own_server_reaches_the_service_with_its_token(hub, kernels):
    assert kernels["ben"].run(ASKS.format(room=hub.room)).split() == ["201", "00", "1"]


def test_a_users_server_has_the_sessions_to_write_in(hub, kernels):
    there = kernels["cleo"].run(
        "import pathlib; print(*sorted(p.name for p in pathlib.Path('.').glob('*.ipynb')))"
    )
    assert "05-fractions.ipynb" in there


def test_a_user_who_does_not_own_the_room_cannot_lead_it(hub, leading):
    web = hub.browser("cleo")
    assert keys.shown(leading.code) not in web.get(f"{hub.room}/rooms", timeout=30).text
    for act in ("console", "close"):
        assert post(web, hub, f"/{leading.id}/{act}", keep="0").status_code == 404
    assert web.get(f"{hub.room}/rooms/{leading.id}/answers.csv", timeout=30).status_code == 404
    token = join(hub, leading.code).json()["token"]
    told = requests.post(
        f"{hub.room}/api/facilitator/act",
        json={"kind": "close_room"},
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    assert told.status_code == 401 and not leading.live()["state"]["closed"]


def test_events_come_through_the_proxy_at_once(hub, leading):
    me = {"Authorization": f"Bearer {join(hub, leading.code).json()['token']}"}
    with requests.get(f"{hub.room}/api/events", headers=me, stream=True, timeout=20) as stream:
        lines = stream.iter_lines(decode_unicode=True)
        assert next(lines) == "event: state"
        before = json.loads(next(lines).removeprefix("data: "))["revision"]
        assert leading.act("pause").ok
        told = next(line for line in lines if line.startswith("data: "))
        assert json.loads(told.removeprefix("data: "))["revision"] > before


def test_wrong_codes_from_one_place_make_nobody_wait_at_another(hub, leading):
    """The proxy tells where a request came from; without that a whole hub would wait for one person's tries."""
    there, elsewhere = {"X-Forwarded-For": "198.51.100.7"}, {"X-Forwarded-For": "203.0.113.9"}
    tries = [join(hub, keys.new_code(), headers=there).status_code for _ in range(11)]
    assert tries == [404] * 10 + [429]
    assert join(hub, leading.code, headers=there).status_code == 429
    assert join(hub, leading.code, headers=elsewhere).status_code == 200
