"""What tests of several activities share."""

import shutil

import pytest

from kit import paths
from kit.activities import tasks
from kit.content import load

PROGRESSION = """
id: fractions
name: Fractions
about: A stand-in.
wording: ours
levels:
  - {level: 0, name: a, evidence: [e], next_move: n, standards: [3.NF.A.1]}
  - {level: 1, name: b, evidence: [e], next_move: n, standards: [3.NF.A.1]}
"""


@pytest.fixture
def fraction_tasks(tmp_path, monkeypatch):
    """A library of the fraction tasks alone: other files of data/ may be in the making."""
    root = tmp_path / "data"
    (root / "items").mkdir(parents=True)
    (root / "progressions").mkdir()
    (root / "sources.yaml").write_text("[]", encoding="utf-8")
    (root / "progressions" / "fractions.yaml").write_text(PROGRESSION, encoding="utf-8")
    shutil.copy(paths.DATA / "items" / "fraction-tasks.yaml", root / "items")
    library = load(root)
    monkeypatch.setattr(tasks, "library", lambda: library)
    return library
