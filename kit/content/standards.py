"""The standards in `data/standards`: their codes and short descriptions, without the map's arrows (see `graph`)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .datapackage import open_package
from .problems import Problem

CROSSWALK = "standards/crosswalk.csv"
"""A state's own codes, in a team's own folder: the columns `local,ccss` (see `kit.content.crosswalk`)."""

GRADES = ("K", "1", "2", "3", "4", "5", "6", "7", "8", "HS")


@dataclass(frozen=True)
class Standard:
    """One standard of the map.

    Attributes:
        code: Common Core code with its cluster letter, such as `3.NF.A.2`.
        grade: `K`, `1` to `8`, or `HS`.
        domain: in this kit's words, such as `Fractions`.
        cluster_type: `major`, `supporting` or `additional`; empty where the source does not say (high school).
        description: what it asks for, in this kit's words; never the standard's own text.
    """

    code: str
    grade: str
    domain: str
    cluster_type: str
    description: str

    @property
    def k8(self) -> bool:
        """Whether it belongs to kindergarten to grade 8."""
        return self.grade != "HS"


def read_standards(root: Path) -> dict[str, Standard]:
    """Every standard by its code, in the order of the file; empty where there is no file.

    Args:
        root: a folder laid out like `data/`.
    """
    return {row["code"]: Standard(**row) for row in read_rows(root, "standards")}


def read_codes(root: Path) -> frozenset[str]:
    """The codes of all standards and of their clusters (`3.NF.A` for `3.NF.A.2`); empty where there is no file."""
    codes = {row.get("code") or "" for row in read_rows(root, "standards")} - {""}
    return frozenset(codes | {cluster_of(code) for code in codes})


def cluster_of(code: str) -> str:
    """The cluster of a standard: `3.NF.A` for `3.NF.A.2.b`."""
    parts = code.split(".")
    return ".".join(parts[: 3 if "-" not in parts[0] else 2])


def read_rows(root: Path, table: str) -> list[dict[str, str]]:
    """The rows of one table in `data/standards` as they stand: `standards`, `prerequisites` or `related`."""
    path = root / "standards" / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def problems_in(root: Path, shown_as: str) -> Iterator[Problem]:
    """What is wrong with `data/standards`: its descriptor, its rows, and arrows that run in a circle.

    Args:
        root: a folder laid out like `data/`.
        shown_as: the name of `data/standards` in messages.
    """
    found: list[Problem] = []
    open_package(
        root / "standards", shown_as, found, missing="Bring data/standards back from the repository."
    )
    yield from found
    if not found:
        from .graph import circle

        around = circle((row["from"], row["to"]) for row in read_rows(root, "prerequisites"))
        if around:
            yield Problem(
                f"{shown_as}/prerequisites.csv",
                "",
                f"has arrows that run in a circle: {' > '.join(around)}.",
                "Take one of them out: no standard can come before itself.",
            )
