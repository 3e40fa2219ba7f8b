"""What docs/own-work.md promises is tested under the names it gives."""

import re
from pathlib import Path

from kit import paths


def test_every_danger_has_the_test_that_is_named():
    named = re.findall(r"`(test_\w+)`", (paths.ROOT / "docs" / "own-work.md").read_text(encoding="utf-8"))
    there = "\n".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    assert len(named) > 8
    assert [name for name in named if f"def {name}(" not in there] == []
