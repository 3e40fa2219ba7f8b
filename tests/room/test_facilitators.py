"""A facilitator on a hub: signing in, starting and closing rooms of one's own, and what nobody else may do."""

import os
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import sqlalchemy as sa
from typer.testing import CliRunner

from kit import paths
from kit.cli import app
from kit.errors import KitError
from kit.room import export, hub, hub_pages, keys, login

from .fake_hub import PREFIX, TOKEN, FakeHub, form_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run on Windows")


@pytest.fixture
def there(store_file):
    one = FakeHub(store_file)
    yield one
    one.close()


@pytest.fixture
def rooms(there):
    """The address of the facilitators' page."""
    return f"{there.address}/rooms"


def start(there, web, session="05") -> dict:
    """Start a room in a browser; its row."""
    page = web.get(f"{there.address}/rooms", timeout=10).text
    answer = web.post(f"{there.address}/rooms", data={"form": form_of(page), "session": session}, timeout=10)
    assert answer.ok and "The room is open" in answer.text, answer.text
    return {
        "id": re.search(r"/rooms/(\w+)/console", answer.text)[1],
        "code": re.search(r"hub-code\">([\w-]+)<", answer.text)[1],
        "form": form_of(answer.text),
    }


def test_signing_in_leads_back_to_the_own_rooms_and_a_cookie_goes_there_alone(there, rooms):
    web = there.browser("ana")
    [kept] = list(web.cookies)
    assert kept.path == f"{PREFIX}rooms" and kept.has_nonstandard_attr("HttpOnly")
    assert kept.get_nonstandard_attr("SameSite") == "lax" and "token of" not in kept.value
    for page in ("/", "/privacy", "/api/state"):
        sent = web.get(there.address + page, timeout=10)
        assert "Cookie" not in sent.request.headers and "Set-Cookie" not in sent.headers


def test_behind_tls_the_cookies_are_for_tls_only(there, rooms):
    told = requests.get(rooms, headers={"X-Forwarded-Proto": "https,http"}, allow_redirects=False, timeout=10)
    assert "secure" in told.headers["Set-Cookie"].lower()


def test_any_worker_may_take_the_browser_back(store_file):
    there = FakeHub(store_file, workers=2)
    try:
        web = there.browser("ana")
        start(there, web)
        assert "signed in as ana" in web.get(f"{there.address}/rooms", timeout=10).text
    finally:
        there.close()


def test_two_windows_may_sign_in_at_the_same_time(there, rooms):
    web = requests.Session()
    first, second = (web.get(rooms, allow_redirects=False, timeout=10).headers["Location"] for _ in range(2))
    for where in (second, first):
        assert "signed in as ana" in web.get(there.url + where, timeout=10).text


def test_a_sign_in_that_began_in_another_browser_is_refused(there, rooms):
    """Somebody sends a victim the end of a sign-in of their own."""
    theirs = requests.Session()
    sent = theirs.get(rooms, allow_redirects=False, timeout=10).headers["Location"]
    back = theirs.get(there.url + sent, allow_redirects=False, timeout=10).headers["Location"]
    victim = requests.Session()
    assert victim.get(there.url + back, timeout=10).status_code == 403
    assert not list(victim.cookies)
    for query in ("", "?code=code-0", "?state=", "?code=x&state=y", "?error=access_denied"):
        assert victim.get(f"{there.address}/oauth_callback{query}", timeout=10).status_code == 403


def test_a_cookie_that_was_written_by_hand_or_is_another_one_of_ours_is_none(there, rooms):
    web = requests.Session()
    web.get(rooms, allow_redirects=False, timeout=10)
    [state] = list(web.cookies)
    for value in ("x", "token of ana", state.value):
        told = requests.get(rooms, cookies={"service-room": value}, allow_redirects=False, timeout=10)
        assert told.status_code == 302, value


def test_an_account_without_access_is_told_so(there, rooms):
    there.scopes = ["self"]
    told = requests.get(rooms, timeout=10)
    assert told.status_code == 403 and "may not use the room" in told.text


def test_an_account_that_lost_its_access_is_out_when_the_hub_is_asked_again(there, rooms):
    web = there.browser()
    there.scopes = ["self"]
    web.cookies.set("jupyterhub-session-id", "another")  # what a minute does, too
    assert web.get(rooms, allow_redirects=False, timeout=10).status_code == 302
    form = {"form": "x", "session": "05"}
    assert web.post(rooms, data=form, timeout=10).status_code == 401


def test_a_service_of_the_hub_is_nobody_here(there, rooms):
    there.kind = "service"
    assert requests.get(rooms, timeout=10).status_code == 403


def test_a_hub_that_is_away_is_told_and_nothing_breaks(there, rooms, monkeypatch):
    web = there.browser()
    monkeypatch.setattr(login, "ASKED_AGAIN_S", 0)
    there.away = True
    web.cookies.set("jupyterhub-session-id", "another")  # so that the hub is asked again
    told = web.get(rooms, timeout=10)
    assert told.status_code == 502 and "The hub does not answer" in told.text


def test_a_store_that_is_away_is_told_and_comes_back(there, rooms, monkeypatch):
    web = there.browser()

    def away(*_given):
        raise sa.exc.OperationalError("SELECT", {}, OSError("gone"))

    with monkeypatch.context() as broken:
        broken.setattr(there.rooms, "_rows", away)
        told = web.get(rooms, timeout=10)
        assert told.status_code == 503 and "store does not answer" in told.text
    assert web.get(rooms, timeout=10).ok


def test_signing_out_forgets_this_browser(there, rooms):
    web = there.browser()
    form = form_of(web.get(rooms, timeout=10).text)
    web.post(f"{rooms}/sign-out", data={"form": form}, timeout=10)
    assert not list(web.cookies)


def test_a_room_that_was_started_is_joined_led_and_closed(there, rooms):
    web = there.browser()
    room = start(there, web)
    joined = requests.post(f"{there.address}/api/join", json={"code": room["code"]}, timeout=10)
    assert joined.ok and joined.json()["session"]["number"] == "05"
    console = web.post(
        f"{rooms}/{room['id']}/console", data={"form": room["form"]}, allow_redirects=False, timeout=10
    ).headers["Location"]
    where, _, secret = console.partition("#secret=")
    assert requests.get(there.url + where, timeout=10).ok
    leader = {"Authorization": f"Bearer {secret}"}
    acted = requests.post(
        f"{there.address}/api/facilitator/act",
        json={"kind": "open", "key": "05/papers"},
        headers=leader,
        timeout=10,
    )
    assert acted.json()["state"]["current"] == "05/papers"
    me = {"Authorization": f"Bearer {joined.json()['token']}"}
    one = {"key": "05/papers", "value": {"n": 1}, "revision": 1, "at": "2026-11-29T10:00:00+00:00"}
    assert requests.put(
        f"{there.address}/api/answers", json={"answers": [one]}, headers=me, timeout=10
    ).json()["kept"] == {"05/papers": 1}
    table = web.get(f"{rooms}/{room['id']}/answers.csv", timeout=10)
    assert "attachment" in table.headers["Content-Disposition"] and "p001,05/papers,1" in table.text
    assert web.get(f"{rooms}/{room['id']}/answers.json", timeout=10).json()[0]["value"] == {"n": 1}
    page = web.post(f"{rooms}/{room['id']}/close", data={"form": room["form"], "keep": "365"}, timeout=10)
    assert "Closed rooms" in page.text and "All of it is deleted after" in page.text
    again = requests.post(f"{there.address}/api/join", json={"code": room["code"]}, timeout=10)
    assert again.status_code == 409 and again.json()["error"] == "This room is closed."


def test_how_long_a_closed_room_is_kept_may_be_said_anew_and_deleting_is_at_once(there, rooms):
    web = there.browser()
    room = start(there, web)
    for keep, words in (
        ("30", "All of it is deleted after"),
        ("", "kept until you delete them"),
        ("0", "everything in it is deleted"),
    ):
        page = web.post(f"{rooms}/{room['id']}/close", data={"form": room["form"], "keep": keep}, timeout=10)
        assert words in page.text, keep
    assert room["code"] not in page.text
    told = web.post(f"{rooms}/{room['id']}/close", data={"form": room["form"], "keep": "7"}, timeout=10)
    assert told.status_code == 422 and "how long" in told.text


def test_nobody_sees_or_leads_the_room_of_another(there, rooms):
    ana, ben = there.browser("ana"), there.browser("ben")
    room = start(there, ana)
    page = ben.get(rooms, timeout=10).text
    assert room["code"] not in page and room["id"] not in page
    form = {"form": form_of(page), "keep": "0"}
    for act in ("console", "close"):
        assert ben.post(f"{rooms}/{room['id']}/{act}", data=form, timeout=10).status_code == 404
    for kind in ("csv", "json"):
        assert ben.get(f"{rooms}/{room['id']}/answers.{kind}", timeout=10).status_code == 404
    assert room["code"] in ana.get(rooms, timeout=10).text


def test_nobody_who_joins_is_told_whose_room_it_is(there, rooms):
    room = start(there, there.browser("ana-the-owner"))
    joined = requests.post(f"{there.address}/api/join", json={"code": room["code"]}, timeout=10)
    me = {"Authorization": f"Bearer {joined.json()['token']}"}
    for path in ("/", "/session-05", "/console-05", "/projector-05", "/api/state"):
        assert "ana-the-owner" not in requests.get(there.address + path, headers=me, timeout=10).text
    assert "ana-the-owner" not in joined.text


@pytest.mark.parametrize(
    "sent, headers",
    [
        ({"session": "05"}, {}),
        ({"session": "05", "form": "x"}, {}),
        ({"session": "05", "form": True}, {"Sec-Fetch-Site": "cross-site"}),
        ({"session": "05", "form": True}, {"Sec-Fetch-Site": "same-site"}),
        ({"session": "05", "form": True}, {"Origin": "http://elsewhere.example"}),
        ({"session": "05", "form": "x"}, {"Origin": "null"}),
    ],
)
def test_a_form_of_another_page_starts_nothing(there, rooms, sent, headers):
    web = there.browser()
    if sent.get("form") is True:
        sent = sent | {"form": form_of(web.get(rooms, timeout=10).text)}
    told = web.post(rooms, data=sent, headers=headers, timeout=10)
    assert told.status_code == 403
    assert "None yet" in web.get(rooms, timeout=10).text


def test_a_form_of_ones_own_page_does_not_serve_for_another(there, rooms):
    ana, ben = there.browser("ana"), there.browser("ben")
    form = form_of(ben.get(rooms, timeout=10).text)
    assert ana.post(rooms, data={"form": form, "session": "05"}, timeout=10).status_code == 403


def test_a_script_on_the_same_hub_cannot_read_the_page_with_a_visitors_cookie(there, rooms):
    web = there.browser()
    room = start(there, web)
    for mode in ("cors", "same-origin", "no-cors"):
        for path in ("", f"/{room['id']}/answers.json"):
            told = web.get(rooms + path, headers={"Sec-Fetch-Mode": mode}, timeout=10)
            assert told.status_code == 401 and room["code"] not in told.text


@pytest.mark.parametrize("session", ["99", "x", "../05", "05/../../x"])
def test_a_session_that_is_not_there_is_told(there, rooms, session):
    web = there.browser()
    form = form_of(web.get(rooms, timeout=10).text)
    told = web.post(rooms, data={"form": form, "session": session}, timeout=10)
    assert told.status_code == 422 and "Not done" in told.text


def test_participants_are_told_where_the_room_runs_and_facilitators_where_to_go(there):
    assert "server of this hub" in requests.get(f"{there.address}/privacy", timeout=10).text
    page = requests.get(f"{there.address}/", timeout=10).text
    assert 'href="rooms"' in page and "Join a room" in page


def test_the_address_without_its_last_stroke_leads_there_whatever_proxies_stand_before(there):
    web = {"allow_redirects": False, "timeout": 10, "headers": {"X-Forwarded-Proto": "https,http"}}
    told = requests.get(f"{there.address}?code=ABCD-2345", **web)
    assert told.status_code == 307 and told.headers["Location"] == f"{PREFIX}?code=ABCD-2345"


def test_nobody_fills_the_store_with_rooms(there, rooms, monkeypatch):
    monkeypatch.setattr(hub, "MOST_OPEN", 2)
    web = there.browser()
    for _ in range(2):
        room = start(there, web)
    told = web.post(rooms, data={"form": room["form"], "session": "05"}, timeout=10)
    assert told.status_code == 409 and "Close one first" in told.text


def test_a_program_leads_with_the_token_of_its_user(there, rooms):
    headers = {"Authorization": "token token of ana"}
    made = requests.post(rooms, json={"session": "05"}, headers=headers, timeout=10).json()
    assert requests.get(rooms, headers=headers, timeout=10).json()["rooms"] == [made]
    told = requests.post(f"{rooms}/{made['id']}/console", json={}, headers=headers, timeout=10).json()
    assert told["console"].startswith(f"{PREFIX}console-05#secret=")
    assert requests.post(f"{rooms}/{made['id']}/close", json={}, headers=headers, timeout=10).ok
    for token in ("token token of", "Bearer x"):
        assert requests.get(rooms, headers={"Authorization": token}, timeout=10).status_code == 401


@pytest.mark.parametrize("path", ["/rooms", "/oauth_callback", "/"])
def test_the_headers_of_the_room_stand_on_facilitators_pages_too(there, path):
    headers = there.browser().get(there.address + path, timeout=10).headers
    assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"
    assert headers["content-security-policy"] == "frame-ancestors 'none'"


def test_the_page_runs_no_script_and_sends_its_forms_home_only(there, rooms):
    page = there.browser().get(rooms, timeout=10).text
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#39;", "'")
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == ["'none'"] and rules["form-action"] == ["'self'"]
    assert "<script" not in page


def test_a_name_with_signs_in_it_stays_a_name(there, rooms):
    web = there.browser("o'neil & co")
    assert "o&#39;neil &amp; co" in web.get(rooms, timeout=10).text


def test_three_people_at_the_same_time(there, rooms):
    webs = [there.browser(name) for name in ("ana", "ben", "cleo")]
    with ThreadPoolExecutor() as pool:
        codes = [one["code"] for one in pool.map(lambda web: start(there, web), webs)]
    for web, code in zip(webs, codes, strict=True):
        page = web.get(rooms, timeout=10).text
        assert [one for one in codes if one in page] == [code]


@pytest.fixture
def command(there, tmp_path):
    """Starts `throughline room hub` as a process of its own behind the hub `there`; its address."""
    running = []

    def start(store, workers: int) -> str:
        with socket.create_server(("127.0.0.1", 0)) as free:
            here = f"http://127.0.0.1:{free.getsockname()[1]}"
        environment = os.environ | {
            "JUPYTERHUB_API_TOKEN": TOKEN,
            "JUPYTERHUB_API_URL": f"{there.url}/hub/api",
            "JUPYTERHUB_HOST": there.url,
            "JUPYTERHUB_CLIENT_ID": "service-room",
            "JUPYTERHUB_SERVICE_NAME": "room",
            "JUPYTERHUB_SERVICE_PREFIX": PREFIX,
            "JUPYTERHUB_SERVICE_URL": here,
            "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{here}{PREFIX}oauth_callback",
            "JUPYTERHUB_PUBLIC_URL": f"{here}{PREFIX}",
            "THROUGHLINE_ROOM_STORE": str(store),
            "THROUGHLINE_ROOM_WORKERS": str(workers),
            "PYTHONPATH": str(paths.ROOT),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # each worker would compile the kit anew
        log = (tmp_path / "log").open("wb")
        command = [sys.executable, "-c", "from kit.cli import main; main()", "room", "hub"]
        running.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
        end = time.monotonic() + 300
        while True:
            try:
                requests.get(here + PREFIX, timeout=5)
                return here + PREFIX.rstrip("/")
            except requests.RequestException:
                told = (tmp_path / "log").read_text()
                assert running[-1].poll() is None and time.monotonic() < end, told
                time.sleep(0.2)

    yield start
    for one in running:
        one.terminate()
        assert one.wait(timeout=30) in (0, -15), (tmp_path / "log").read_text()


def test_two_workers_on_postgresql_are_one_service(there, command, postgres):
    where = command(postgres.database(), 2)
    webs = []
    for _ in range(4):  # each request is taken by whichever worker is free
        web = requests.Session()
        assert "signed in as ana" in web.get(f"{where}/rooms", timeout=30).text
        webs.append(web)
    form = form_of(webs[0].get(f"{where}/rooms", timeout=30).text)
    page = webs[0].post(f"{where}/rooms", data={"form": form, "session": "00"}, timeout=60).text
    code, id = re.search(r"hub-code\">([\w-]+)<", page)[1], re.search(r"/rooms/(\w+)/console", page)[1]
    joined = [requests.post(f"{where}/api/join", json={"code": code}, timeout=60).json() for _ in range(8)]
    asked = {"data": {"form": form}, "allow_redirects": False, "timeout": 60}
    console = webs[0].post(f"{where}/rooms/{id}/console", **asked).headers["Location"]
    leader = {"Authorization": f"Bearer {console.partition('#secret=')[2]}"}
    act = {"kind": "open", "key": "00/agreements"}
    assert requests.post(f"{where}/api/facilitator/act", json=act, headers=leader, timeout=30).ok
    for one in joined:
        me = {"Authorization": f"Bearer {one['token']}"}
        sent = {"key": "00/agreements", "value": {"n": 1}, "revision": 1, "at": ""}
        answer = requests.put(f"{where}/api/answers", json={"answers": [sent]}, headers=me, timeout=30)
        assert answer.json()["kept"] == {"00/agreements": 1}
    end = time.monotonic() + 60
    for _ in range(6):
        while True:
            live = requests.get(
                f"{where}/api/facilitator/live/poll?after=-1", headers=leader, timeout=60
            ).json()
            if live["answered"] == {"00/agreements": 8}:
                break
            assert time.monotonic() < end, live["answered"]
            time.sleep(0.1)
    assert len(webs[0].get(f"{where}/rooms/{id}/answers.json", timeout=30).json()) == 8


def test_several_workers_on_a_file_are_refused_in_a_sentence(monkeypatch, store_file):
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "x")
    monkeypatch.setenv("JUPYTERHUB_CLIENT_ID", "service-room")
    done = CliRunner().invoke(app, ["room", "hub", "--store", str(store_file), "--workers", "2"])
    assert isinstance(done.exception, KitError) and "need PostgreSQL" in str(done.exception)


def test_a_spreadsheet_runs_nothing_that_a_device_sent():
    [row] = export.as_csv(
        [{"participant": "p001", "key": "05/x", "revision": 1, "at": "=1+1", "value": {"a": "=2+2"}}]
    ).splitlines()[1:]
    assert row == 'p001,05/x,1,,"{""a"": ""=2+2""}"'


def test_without_a_hub_the_command_says_what_it_is_for(monkeypatch):
    for name in ("JUPYTERHUB_API_TOKEN", "JUPYTERHUB_CLIENT_ID"):
        monkeypatch.delenv(name, raising=False)
    done = CliRunner().invoke(app, ["room", "hub"])
    assert isinstance(done.exception, KitError) and "throughline room 05" in str(done.exception)


def test_without_jupyterhub_the_command_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "jupyterhub.services.auth", None)
    done = CliRunner().invoke(app, ["room", "hub"])
    assert isinstance(done.exception, KitError) and "[hub]" in str(done.exception)


@pytest.mark.parametrize("listen", ["", "127.0.0.1:8766", "https://127.0.0.1:1", "http://127.0.0.1"])
def test_an_address_that_is_none_is_told(monkeypatch, listen):
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "x")
    monkeypatch.setenv("JUPYTERHUB_CLIENT_ID", "service-room")
    done = CliRunner().invoke(app, ["room", "hub", "--listen", listen])
    assert isinstance(done.exception, KitError) and "no address to listen on" in str(done.exception)


def test_a_moment_is_told_in_words():
    assert hub_pages.when(1_796_000_000) == "November 30, 2026, 00:53 UTC" and keys.shown("ABCD2345")
