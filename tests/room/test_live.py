"""What the screens follow: a picture is made once for all of them, and seldom where that takes long; the last one always comes."""

import asyncio
import time

import pytest

from kit.room import pictures
from kit.room.live import Seen

from .awaiting import awaited

KEY = "05/papers"


@pytest.fixture
def counted(opened, monkeypatch):
    """A room with a picture that takes a quarter of a second of work, and how often it was made."""
    made, whole = [], pictures.picture

    def slow(*given, **more):
        made.append(time.monotonic())
        end = time.thread_time() + 0.25
        while time.thread_time() < end:
            pass
        return whole(*given, **more)

    monkeypatch.setattr(pictures, "picture", slow)
    opened.act("open", KEY)
    return made


def test_two_screens_share_one_picture(opened, counted):
    async def both():
        live = opened.rooms.sole.live
        return await asyncio.gather(live.now(Seen()), live.now(Seen()))

    found = awaited(both())
    assert len(counted) == 1 and all(KEY in one["pictures"] for one in found)


def test_a_picture_that_takes_long_is_made_seldom_and_the_last_answer_is_on_it_in_the_end(opened, counted):
    live, me = opened.rooms.sole.live, opened.join()

    async def follow():
        seen, n = Seen(), []
        await live.now(seen)
        for revision in range(1, 6):
            await asyncio.to_thread(opened.send, me if revision < 5 else opened.join(), revision=revision)
            found = await live.now(seen)
            n += [one["n"] for one in found["pictures"].values()]
        hurried = len(counted)
        assert seen.late, "the screen knows that it shows an older picture"
        while seen.late:
            found = await live.now(seen)
            n += [one["n"] for one in found["pictures"].values()]
            await asyncio.sleep(0.02)
        return hurried, n

    hurried, n = awaited(follow())
    assert hurried < 6 and n[-1] == 2


def test_what_the_facilitator_does_is_shown_at_once(opened, counted):
    live, me = opened.rooms.sole.live, opened.join()

    async def follow():
        seen = Seen()
        await live.now(seen)
        await asyncio.to_thread(opened.send, me)
        await asyncio.to_thread(opened.act, "reveal", KEY)
        return (await live.now(seen))["pictures"], seen.late

    found, late = awaited(follow())
    assert found[KEY]["n"] == 1 and not late
