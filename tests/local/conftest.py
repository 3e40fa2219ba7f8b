"""A team's own folder beside the course, made small: a work set of six papers, items, a protocol, wording of its own."""

import json
from pathlib import Path

import pytest

from kit.content import graph, library
from kit.pages import fresh, glossary

ANSWERS = """sample,grade,item,given,correct
p1,4,our-add-unlike,4/7,false
p1,4,our-compare,2/3,true
p2,4,our-add-unlike,11/10,true
p2,4,our-compare,2/3,true
p3,4,our-add-unlike,4/7,false
p3,4,our-compare,3/4,false
p4,4,our-add-unlike,8/10,false
p4,4,our-compare,2/3,true
p5,4,our-add-unlike,11/10,true
p5,4,our-compare,3/4,false
p6,4,our-add-unlike,4/7,false
p6,4,our-compare,2/3,true
"""

WORKSET = """# Made from one lesson's papers; names were gone before anything was stored.
id: our-work
title: Our grade 4 fractions
about: The answers of six students to two problems.
origin: real
source: our-school
progression: fractions
describe: grade {grade}
items: [our-add-unlike, our-compare]
tags:
  - {id: separately, name: tops and bottoms treated separately, kind: issue, misconception: add-across}
anchors:
  - {sample: p1, level: 0, whose: kit, reason: "Top with top, bottom with bottom: $3/5 + 1/2 = 4/7$."}
decks:
  - {id: papers, name: Our papers, prompt: Sort the six papers., samples: [p1, p2, p3, p4, p5, p6]}
"""

ITEMS = """- {id: our-add-unlike, text: $3/5 + 1/2$, answer: 11/10, progression: fractions, standards: [5.NF.A.1]}
- {id: our-compare, text: "Which is smaller, $2/3$ or $3/4$?", answer: 2/3, progression: fractions, standards: [4.NF.A.2]}
"""

SOURCES = """- id: our-school
  citation: Work of our own students, de-identified by our team, 2026.
  short: our school (2026)
  seen: data
"""

OVERRIDES = """- progression: fractions
  level: 2
  name: Repeats the part
  next_move: Fold our paper strips, then go past 1.
- protocol: looking-at-student-work-45
  step: Describe
  minutes: 11
- word: benchmark
  text: A number we all know well.
"""


def package() -> dict:
    """The descriptor of the work set's answers."""
    fields = [
        {"name": "sample", "type": "string"},
        {"name": "grade", "type": "integer"},
        {"name": "item", "type": "string"},
        {"name": "given", "type": "string"},
        {"name": "correct", "type": "boolean"},
    ]
    return {
        "name": "our-work",
        "title": "Our grade 4 fractions",
        "licenses": [{"name": "not-for-sharing", "title": "For our own team"}],
        "sources": [{"title": "Our own students"}],
        "resources": [
            {
                "name": "answers",
                "path": "answers.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"primaryKey": ["sample", "item"], "fields": fields},
            }
        ],
    }


FILES = {
    "work/our-work/answers.csv": ANSWERS,
    "work/our-work/workset.yaml": WORKSET,
    "work/our-work/datapackage.json": json.dumps(package()),
    "work/our-work/README.md": "# Our grade 4 fractions\n",
    "items/ours.yaml": ITEMS,
    "sources.yaml": SOURCES,
    "overrides.yaml": OVERRIDES,
}
"""The files of the team's folder."""


def write(folder: Path, files: dict[str, str]) -> None:
    """Write text files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def forget() -> None:
    """Let the next test read content anew."""
    for kept in (library, graph.standards_map, fresh._course_state, glossary._finder):
        kept.cache_clear()


@pytest.fixture
def local(tmp_path, monkeypatch) -> Path:
    """The folder `local` of a team, in use."""
    folder = tmp_path / "local"
    write(folder, FILES)
    monkeypatch.setenv("THROUGHLINE_LOCAL", str(folder))
    forget()
    yield folder
    forget()
