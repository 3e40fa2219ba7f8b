"""How many diagnoses of a 20-item paper a second: `python tests/bench/diagnosis.py`.

Answers carry slips and gaps, so that no two students are alike. Needed: 5,000 a second (issue 3, point 8).
"""

import random
import sys
import time

from kit import diagnosis
from kit.diagnosis.notation import DOMAINS

STUDENTS = 5_000
NEEDED = 5_000


def answers_with_slips(domain: str, students: int, seed: int = 3) -> list[list[str | None]]:
    """Made-up students: each holds one bug or none, slips on a tenth of the problems and skips a few."""
    chance = random.Random(seed)
    bugs = ["correct", *DOMAINS[domain].bugs]
    problems = diagnosis.papers()[domain]
    rows = []
    for _ in range(students):
        bug = chance.choice(bugs)
        row = [diagnosis.answer(bug, problem) for problem in problems]
        rows.append(
            [
                None
                if chance.random() < 0.03
                else str(chance.randint(1, 9999))
                if chance.random() < 0.1
                else given
                for given in row
            ]
        )
    return rows


def measure(domain: str) -> dict[str, float]:
    """Diagnoses a second, one at a time and a school at a time, and the seconds to make the paper ready."""
    problems = diagnosis.papers()[domain]
    rows = answers_with_slips(domain, STUDENTS)
    start = time.perf_counter()
    diagnosis.diagnose(rows[0], problems)
    ready = time.perf_counter() - start
    start = time.perf_counter()
    for row in rows:
        _ = diagnosis.diagnose(row, problems).first
    single = STUDENTS / (time.perf_counter() - start)
    start = time.perf_counter()
    for one in diagnosis.diagnose_all(rows, problems):
        _ = one.first
    together = STUDENTS / (time.perf_counter() - start)
    return {"make the paper ready, s": ready, "one at a time, /s": single, "together, /s": together}


if __name__ == "__main__":
    slow = []
    for domain in DOMAINS:
        found = measure(domain)
        print(f"{domain:20} " + ", ".join(f"{name} {value:,.2f}" for name, value in found.items()))
        if found["one at a time, /s"] < NEEDED:
            slow.append(domain)
    sys.exit(f"Under {NEEDED:,} a second: {', '.join(slow)}" if slow else 0)
