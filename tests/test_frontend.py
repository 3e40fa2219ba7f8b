"""Each activity's files become one module that needs no other file."""

import re

import pytest

from kit.activities import frontend

NAMES = sorted(path.stem for path in frontend.HERE.glob("*.py") if path.with_suffix(".js").exists())


@pytest.mark.parametrize("name", NAMES)
def test_a_module_imports_and_fetches_nothing(name):
    module = frontend.module(name)
    assert not re.search(
        r"^\s*import\b|\bimport\(|\brequire\(|\bfetch\(|https?://(?!www\.w3\.org/)", module, re.MULTILINE
    )
    assert module.count("export default") == 1


@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_declared_twice_when_files_are_joined(name):
    names = re.findall(
        r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", frontend.module(name), re.MULTILINE
    )
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", NAMES)
def test_every_style_rule_is_about_our_own_classes(name):
    css = re.sub(r"/\*.*?\*/", "", frontend.stylesheet(name), flags=re.DOTALL)
    for selector in re.findall(r"(?:^|[{}])\s*([^{}@]+)\{", css):
        for one in re.split(r",(?![^()]*\))", selector):
            assert ".tl-" in one or re.fullmatch(r"\s*(from|to|\d+%)\s*", one), one.strip()


@pytest.mark.parametrize("name", NAMES)
def test_a_style_asks_for_no_file(name):
    assert "url(" not in frontend.stylesheet(name)
