"""What must not work: each test stands for a threat of `docs/threat-model.md`, which names it."""

import re

import pytest

from kit import paths
from kit.room import keys

from .conftest import all_of

MODEL = paths.ROOT / "docs" / "threat-model.md"


def test_every_threat_names_tests_that_exist():
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", MODEL.read_text(encoding="utf-8"))
    assert len(named) >= 15
    for file, test in named:
        assert f"def {test}(" in (paths.ROOT / file).read_text(encoding="utf-8"), f"{file}::{test}"


def test_every_test_here_stands_for_a_threat():
    mine = re.findall(
        r"^def (test_\w+)\(",
        (paths.ROOT / "tests/room/test_safety.py").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    told = MODEL.read_text(encoding="utf-8")
    assert [name for name in mine if name not in told and "every_t" not in name] == []


def test_codes_cannot_be_tried_out_and_those_who_have_the_right_one_do_not_wait(opened):
    tries = [opened.web.post("/api/join", json={"code": keys.new_code()}).status_code for _ in range(12)]
    assert tries[:10] == [404] * 10 and tries[-1] == 429
    told = opened.web.post("/api/join", json={"code": keys.new_code()})
    assert int(told.headers["Retry-After"]) > 0 and "Wait a moment" in told.json()["error"]


def test_three_hundred_behind_one_address_may_join(opened):
    assert {
        opened.web.post("/api/join", json={"code": opened.room.code}).status_code for _ in range(300)
    } == {200}


def test_a_participant_cannot_lead_or_look(opened):
    me = opened.join()
    assert (
        opened.web.post(
            "/api/facilitator/act", json={"kind": "reveal", "key": "05/papers"}, headers=me
        ).status_code
        == 401
    )
    for path in ("facilitator/live/poll", "projector/live/poll", "facilitator/live", "projector/live"):
        assert opened.web.get(f"/api/{path}", headers=me).status_code == 401
    assert opened.web.post("/api/facilitator/view", headers=me).status_code == 401


def test_a_projector_cannot_lead_and_sees_no_text_that_was_not_passed(opened):
    view = opened.web.post(
        "/api/facilitator/view", headers={"Authorization": f"Bearer {opened.secret}"}
    ).json()["token"]
    headers = {"Authorization": f"Bearer {view}"}
    assert (
        opened.web.post("/api/facilitator/act", json={"kind": "close_room"}, headers=headers).status_code
        == 401
    )
    opened.act("open", "05/decide")
    opened.act("show", "05/decide")
    opened.send(
        opened.join(),
        "05/decide",
        {"texts": {"one": "Nobody passed this sentence"}, "one": "Nobody passed this sentence"},
    )
    assert "Nobody passed" not in str(opened.live(projector=True, token=view))


@pytest.mark.parametrize("path", ["/api/state", "/api/events", "/api/poll"])
def test_without_a_token_nothing_is_told(opened, path):
    assert opened.web.get(path).status_code == 401
    assert opened.web.get(path, headers={"Authorization": "Bearer x"}).status_code == 401


def test_another_servers_page_cannot_send(opened):
    elsewhere = {"Origin": "http://elsewhere.example"}
    assert opened.web.post("/api/join", json={"code": opened.room.code}, headers=elsewhere).status_code == 403
    me = opened.join()
    assert opened.web.put("/api/answers", json={"answers": []}, headers=me | elsewhere).status_code == 403


def test_what_is_too_large_is_refused_and_what_was_there_stays(opened):
    me = opened.join()
    opened.act("open", "05/papers")
    opened.send(me, value={"n": 1})
    assert opened.send(me, value={"n": "x" * 70_000}, revision=2).status_code == 413
    assert opened.send(me, value={"n": "x" * 700_000}, revision=2).status_code == 413
    assert opened.room.values("05/papers") == [{"n": 1}]


@pytest.mark.parametrize(
    "answers",
    [
        7,
        [7],
        [{"key": "05/other", "value": {}, "revision": 1}],
        [{"key": "05/papers", "value": [], "revision": 1}],
        [{"key": "05/papers", "value": {}, "revision": 0}],
        [{"key": "05/papers", "value": {}, "revision": 2**40}],
        [{"key": ["05/papers"], "value": {}, "revision": 1}],
        [{"key": "05/papers", "value": {}, "revision": 1}] * 50,
    ],
)
def test_what_is_no_answer_is_refused_in_a_sentence(opened, answers):
    told = opened.web.put("/api/answers", json={"answers": answers}, headers=opened.join())
    assert told.status_code == 422 and told.json()["error"].endswith(".")


@pytest.mark.parametrize(
    "act",
    [
        {"kind": "fly"},
        {"kind": ["open"]},
        {"kind": "open", "key": ["05/papers"]},
        {"kind": "open", "key": "06/x"},
        {"kind": "timer", "seconds": "x"},
    ],
)
def test_an_act_that_the_room_does_not_know_changes_nothing(opened, act):
    before = opened.room.state()
    told = opened.web.post(
        "/api/facilitator/act", json=act, headers={"Authorization": f"Bearer {opened.secret}"}
    )
    assert told.status_code == 422
    assert opened.room.state() | {"now": 0} == before | {"now": 0}


def test_what_is_not_json_is_refused(opened):
    for body in (b"{", b"[]", b"\xff", b"[" * 100_000):
        assert opened.web.put("/api/answers", content=body, headers=opened.join()).status_code == 400


def test_a_device_that_sends_without_end_is_slowed_down(opened):
    me = opened.join()
    told = [opened.send(me, revision=n + 1).status_code for n in range(130)]
    assert told[0] == 200 and told[-1] == 429
    assert opened.send(opened.join()).status_code == 200, "others are not"


def test_tokens_stand_nowhere_in_the_file(opened, address):
    token = opened.join()["Authorization"].removeprefix("Bearer ")
    opened.store.engine.dispose()
    kept = all_of(address)
    assert keys.hashed(token).encode() in kept
    for secret in (token, opened.secret):
        assert secret.encode() not in kept and secret.partition(".")[2].encode() not in kept


def test_no_screen_tells_who_or_in_which_order(opened):
    devices = [opened.join() for _ in range(3)]
    opened.act("open", "05/papers")
    for me in devices:
        opened.send(me)
    told = str(opened.live())
    for token, name in opened.room.aliases.items():
        assert name not in told and token not in told


@pytest.mark.parametrize("path", ["/", "/session", "/privacy", "/console", "/projector", "/api/state"])
def test_a_browser_may_do_nothing_that_the_room_does_not_need(opened, path):
    headers = opened.web.get(path).headers
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
    assert (
        "frame-ancestors 'none'" in headers["content-security-policy"]
        and headers["cache-control"] == "no-store"
    )


@pytest.mark.parametrize("path", ["/", "/privacy", "/console", "/projector"])
def test_a_page_runs_only_its_own_scripts(opened, path):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', opened.web.get(path).text)[
        1
    ]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.replace("&#39;", "'").split("; ")}
    assert rules["default-src"] == ["'none'"] and rules["connect-src"] == ["'self'"]
    assert all(one.startswith(("'sha256-", "blob:")) for one in rules.get("script-src", []))


def test_what_somebody_typed_never_becomes_part_of_a_page(opened):
    opened.act("open", "05/decide")
    opened.send(opened.join(), "05/decide", {"one": "<img src=x onerror=alert(1)>"})
    for path in ("/", "/session", "/console", "/projector"):
        assert "onerror" not in opened.web.get(path).text
