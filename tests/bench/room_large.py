"""What takes minutes of the room: twenty kills, three thousand people on PostgreSQL with two workers, and what an answer costs.

python -m tests.bench room_large
"""

import tempfile
from pathlib import Path

from room.killing import kills
from room.postgres import Postgres

from .measure import absolute, ratio
from .room import Room, late, percentile

KILLS = 20
MANY, EACH, EVERY = 3000, 5, 8.0
"""Devices on PostgreSQL, answers of each, and seconds between two of one device."""
COST = {30: 110, 300: 40, 3000: 4}
"""Groups and how many answers of each; no device may send more than 120 in ten seconds."""


def main() -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return all([_kills(folder / "killed.sqlite"), _many(), _costs(folder)])


def _kills(file: Path) -> bool:
    told, lost, wrong = kills(file, KILLS, people=16)
    return absolute(
        f"acknowledged answers that are lost, of {told} over {KILLS} kills", [lost + len(wrong)], "answers", 0
    )


def _many() -> bool:
    """3,000 people with their events, on two workers. An error of the server ends the crowd, and with it this."""
    cluster = Postgres(durable=True)
    try:
        with Room(cluster.database(), workers=2) as room, room.crowd(MANY, follow=True) as crowd:
            calm = crowd.step("stroll", EACH, EVERY)
            fast = crowd.step("hurry", EACH)["rate"]
            memory = room.memory()
        wall = 1000 * percentile(calm["shown"][0])
        print(
            f"     {MANY} people on PostgreSQL, two workers: {fast:.0f} answers a second as fast as it goes",
            flush=True,
        )
        return all(
            [
                absolute(
                    f"{MANY} people on PostgreSQL: an answer acknowledged, 99th percentile",
                    [late(calm["took"])],
                    "ms",
                    1000,
                ),
                absolute(
                    f"{MANY} people on PostgreSQL: an answer on the projector, 99th percentile",
                    [wall],
                    "ms",
                    1000,
                ),
                absolute(
                    f"{MANY} people on PostgreSQL: memory of a worker, at its highest", [memory], "MB", 200
                ),
            ]
        )
    finally:
        cluster.close()


def _costs(folder: Path) -> bool:
    """Processor time of the server for an answer, with a wall and a console, in groups of three sizes."""
    cost: dict[int, list[float]] = {people: [] for people in COST}
    for turn in range(3):
        for people, each in COST.items():
            with Room(folder / f"cost-{people}-{turn}.sqlite") as room, room.crowd(people) as crowd:
                before = room.seconds()
                crowd.step("hurry", each)
                cost[people].append(1e6 * (room.seconds() - before) / (people * each))
    return all(
        [
            ratio("work for an answer of 3,000 people against 30", cost[3000], cost[30], "µs", 1.25),
            ratio("work for an answer of 300 people against 30", cost[300], cost[30], "µs", 1.25),
        ]
    )
