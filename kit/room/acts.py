"""What the facilitator does to a room: each act makes a new state out of the one before."""

import time

from ..lang import later
from .pictures import tallies
from .refusal import Refusal

UNKNOWN = later("The room does not know how to “{kind}”.")
ON_ACTIVITY = {
    "open": {"phase": "open"},
    "pause": {"phase": "paused"},
    "close": {"phase": "closed"},
    "show": {"shown": True},
    "hide": {"shown": False},
    "reveal": {"revealed": True},
    "unreveal": {"revealed": False},
}
"""What an act makes of its activity."""


def done(state: dict, act: dict) -> dict:
    """The state after an act; the one before stays as it is.

    Raises:
        Refusal: the room does not know the act, or counts are no table.
    """
    kind, key = str(act.get("kind")), act.get("key")
    if kind in ON_ACTIVITY:
        before = {"phase": "waiting", "shown": False, "revealed": False} | state["activities"].get(key, {})
        current = {"current": key} if kind in ("open", "show") else {}
        return {**state, "activities": {**state["activities"], key: before | ON_ACTIVITY[kind]}, **current}
    if kind == "next":
        return {**state, "block": str(act.get("block") or "")[:80] or None}
    if kind.startswith("timer"):
        return {**state, "timer": _timer(kind, state["timer"], act)}
    if kind == "tally":
        tallies.sound(act.get("counts"))  # refused at once if it is no table
    if kind in ("pass", "unpass", "tally", "close_room"):
        return {**state}
    raise Refusal(UNKNOWN, kind=kind)


def _timer(kind: str, timer: dict | None, act: dict) -> dict | None:
    """The timer after an act. It has `ends_at` while it runs, `left_s` while it stands."""
    now = time.time()
    seconds = act.get("seconds", 0)
    if not isinstance(seconds, (int, float)) or not -86_400 < seconds < 86_400:
        raise Refusal(later("A timer runs for at most a day."))
    if kind == "timer":
        return {
            "ends_at": now + seconds,
            "left_s": None,
            "running": True,
            "label": str(act.get("label", ""))[:80],
        }
    if kind == "timer_stop" or timer is None:
        return None
    if kind not in ("timer_pause", "timer_more"):
        raise Refusal(UNKNOWN, kind=kind)
    left = timer["ends_at"] - now if timer["running"] else timer["left_s"]
    paused = act.get("paused", timer["running"]) if kind == "timer_pause" else not timer["running"]
    left += seconds if kind == "timer_more" else 0
    return {
        **timer,
        "ends_at": None if paused else now + left,
        "left_s": left if paused else None,
        "running": not paused,
    }
