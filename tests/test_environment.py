"""Holds pyproject.toml, conda's environment.yml and the two locks to one list of dependencies."""

import copy
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import MatchSpec

ROOT = Path(__file__).resolve().parent.parent
# Where conda-forge has a package under another name than PyPI: conda's "matplotlib" adds all of Qt.
CONDA_NAMES = {"matplotlib": "matplotlib-base"}
# What conda needs besides: pip, to install the kit itself.
CONDA_ONLY = {"pip"}

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
COURSE = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"]
NEEDED = {"course": COURSE, "test": COURSE + PROJECT["project"]["optional-dependencies"]["test"]}


@pytest.fixture
def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def version_range(spec: MatchSpec) -> frozenset[str]:
    """The parts of a range, whatever their order: ">=4.6,<5" is {">=4.6", "<5"}."""
    return frozenset(str(spec.version).split(",")) if spec.version else frozenset()


def conda_ranges(environment: dict) -> dict[str, frozenset[str]]:
    """Package names and version ranges of an environment, as conda itself reads them."""
    specs = [MatchSpec(entry) for entry in environment["dependencies"] if isinstance(entry, str)]
    return {
        spec.name.normalized: version_range(spec) for spec in specs if spec.name.normalized not in CONDA_ONLY
    }


def project_ranges() -> dict[str, frozenset[str]]:
    """Package names and version ranges of pyproject.toml, under conda's names."""
    ranges = {"python": version_range(MatchSpec(f"python {PROJECT['project']['requires-python']}"))}
    for requirement in map(Requirement, PROJECT["project"]["dependencies"]):
        name = CONDA_NAMES.get(requirement.name, requirement.name)
        ranges[name] = version_range(MatchSpec(f"{name} {requirement.specifier}"))
    return ranges


def test_conda_and_pip_get_the_same_environment(environment):
    assert conda_ranges(environment) == project_ranges()


def test_conda_installs_the_kit_itself_and_nothing_else_by_pip(environment):
    assert [entry for entry in environment["dependencies"] if isinstance(entry, dict)] == [{"pip": ["-e ."]}]
    assert "pip" in environment["dependencies"]


def test_conda_takes_packages_from_one_place_only(environment):
    assert environment["name"] == "throughline"
    assert environment["channels"] == ["conda-forge", "nodefaults"]


def without(environment, name):
    environment["dependencies"] = [e for e in environment["dependencies"] if not str(e).startswith(name)]


def put_in_place(environment, old, new):
    environment["dependencies"] = [new if e == old else e for e in environment["dependencies"]]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda e: without(e, "pandas"), id="a package is missing"),
        pytest.param(lambda e: e["dependencies"].append("seaborn"), id="a package too many"),
        pytest.param(lambda e: put_in_place(e, "pandas>=2.2", "pandas>=2.1"), id="another lower bound"),
        pytest.param(lambda e: put_in_place(e, "pandas>=2.2", "pandas"), id="no bound"),
        pytest.param(lambda e: put_in_place(e, "jupyterlab>=4.6,<5", "jupyterlab>=4.6"), id="no upper bound"),
        pytest.param(lambda e: put_in_place(e, "python>=3.11", "python>=3.12"), id="another Python"),
    ],
)
def test_a_difference_between_conda_and_pip_is_seen(environment, change):
    changed = copy.deepcopy(environment)
    change(changed)
    assert changed != environment
    assert conda_ranges(changed) != project_ranges()


def test_the_order_of_a_range_makes_no_difference(environment):
    put_in_place(environment, "jupyterlab>=4.6,<5", "jupyterlab <5,>=4.6")
    assert conda_ranges(environment) == project_ranges()


def lock_entries(text: str) -> list[tuple[Requirement, int]]:
    """Every locked package of a lock with the number of its hashes."""
    lines = re.sub(r"^\s*#.*\n", "", text, flags=re.M).replace("\\\n", " ").splitlines()
    return [(Requirement(line.split(" --hash=")[0]), line.count(" --hash=sha256:")) for line in lines if line]


def outside_range(text: str, needed: list[str]) -> list[str]:
    """The needed packages that a lock lacks, or holds at a version out of range."""
    locked: dict[str, list[str]] = {}
    for requirement, _ in lock_entries(text):
        version = str(requirement.specifier).removeprefix("==")
        locked.setdefault(canonicalize_name(requirement.name), []).append(version)
    bad = []
    for requirement in map(Requirement, needed):
        versions = locked.get(canonicalize_name(requirement.name), [])
        if not versions or not all(requirement.specifier.contains(version) for version in versions):
            bad.append(f"{requirement}: locked at {versions}")
    return bad


@pytest.fixture(params=["course", "test"])
def lock(request):
    return request.param, (ROOT / "locks" / f"{request.param}.txt").read_text(encoding="utf-8")


def test_a_lock_holds_every_dependency_in_its_range(lock):
    name, text = lock
    assert outside_range(text, NEEDED[name]) == []


def test_a_lock_names_one_version_and_hashes_for_each_package(lock):
    _, text = lock
    for requirement, hashes in lock_entries(text):
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
        assert hashes > 0, requirement


def test_a_lock_names_no_address_and_no_folder_of_a_computer(lock):
    _, text = lock
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|/(opt|root|home|tmp)/", text)


def test_a_lock_says_how_to_make_it_again(lock):
    name, text = lock
    assert re.search(rf"^# +uv pip compile pyproject\.toml .*-o locks/{name}\.txt$", text, re.M)


def test_the_test_lock_holds_the_course_as_it_is():
    course, test = (
        {
            str(requirement)
            for requirement, _ in lock_entries((ROOT / "locks" / name).read_text(encoding="utf-8"))
        }
        for name in ("course.txt", "test.txt")
    )
    assert course <= test


@pytest.mark.parametrize("needed", ["seaborn>=0.13", "jupyterlab>=99"], ids=["missing", "out of range"])
def test_a_lock_that_lacks_something_is_seen(lock, needed):
    assert len(outside_range(lock[1], [needed])) == 1
