"""`kit.evidence` is there after `import kit`, and asks for nothing heavy before it is used."""

import json
import subprocess
import sys

import pytest

import kit

SCRIPT = """
import json, sys
import kit
names = [getattr(kit.evidence, name) for name in kit.evidence.__all__]
heavy = {"pandas", "scipy", "statsmodels", "krippendorff", "numpy", "matplotlib", "ipywidgets", "anywidget"}
print(json.dumps(sorted(heavy & set(sys.modules))))
"""


def test_all_names_are_there_and_nothing_heavy_is_imported():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_a_module_does_not_hide_the_function_of_its_name():
    import kit.evidence.change
    import kit.evidence.raters

    assert callable(kit.evidence.growth) and callable(kit.evidence.agreement) and callable(kit.evidence.sheet)


def test_a_name_that_is_not_there_says_what_is():
    with pytest.raises(AttributeError, match=r"It has: .*agreement"):
        kit.evidence.agreements  # noqa: B018
    assert "evidence" in dir(kit) and "growth" in dir(kit.evidence)
