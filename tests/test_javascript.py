"""The pure logic of each activity's module, under node's own test runner."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "js"


def test_pure_logic_of_the_modules_under_node():
    node = os.environ.get("THROUGHLINE_NODE") or shutil.which("node")
    if not node:
        message = "Node.js is missing: the front-end logic was NOT tested."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    files = sorted(str(path) for path in HERE.glob("*.test.mjs"))
    done = subprocess.run(
        [node, "--test", "--test-reporter=tap", *files], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# fail 0" in done.stdout and "# pass 0" not in done.stdout, done.stdout
