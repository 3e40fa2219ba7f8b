"""The map of prerequisites: known answers, the ways of writing a code, a state's own codes, and bad files."""

import itertools
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kit import paths
from kit.content import ContentError, inspect, library
from kit.content.graph import circle, load_map, standards_map
from kit.errors import UnknownName

CHAINS = (
    "1.OA.D.7 > 1.OA.D.8 > 4.NF.B.3.d > 5.NF.A.1 > 6.EE.B.7 > 7.EE.B.4.a > 8.EE.C.7.b",
    "3.NF.A.1 > 3.NF.A.3 > 4.NF.A.1 > 5.NF.B.5 > 6.RP.A.1",
    "4.NF.A.1 > 5.NF.B.5 > 6.RP.A.1 > 6.RP.A.2 > 7.RP.A.2",
    "K.NBT.A.1 > 1.NBT.B.2 > 2.NBT.A.1 > 4.NBT.A.1 > 5.NBT.A.1",
    "3.OA.A.1 > 5.NF.B.5 > 6.RP.A.1",
    "4.OA.A.2 > 6.RP.A.2 > 7.RP.A.1",
    "2.OA.A.1 > 3.OA.D.8 > 4.OA.A.3 > 7.NS.A.3 > 7.EE.B.4.a > 8.EE.C.7.b",
)

the_map = standards_map()


@pytest.fixture
def data(tmp_path) -> Path:
    """A copy of the course's content, to be spoilt."""
    return Path(shutil.copytree(paths.DATA, tmp_path / "data"))


def crosswalk(tmp_path: Path, *rows: str, head: str = "local,ccss") -> Path:
    path = tmp_path / "state.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def about_standards(root: Path) -> list[str]:
    return [str(one) for one in inspect(root)[1] if "standards" in one.file]


# --- the tables


def test_the_map_has_480_standards_757_arrows_and_142_pairs():
    assert (len(the_map.standards), len(the_map.arrows), len(the_map.pairs)) == (480, 757, 142)
    assert sum(one.k8 for one in the_map.standards.values()) == 317


def test_the_arrows_run_in_no_circle_and_never_to_an_earlier_grade():
    assert circle(the_map.arrows) == ()
    order = ["K", *"12345678", "HS"]
    grade = {code: order.index(one.grade) for code, one in the_map.standards.items()}
    assert not [arrow for arrow in the_map.arrows if grade[arrow[0]] > grade[arrow[1]]]


def test_descriptions_are_there_and_short():
    for one in the_map.standards.values():
        assert 2 <= len(one.description.split()) <= 15, one.code
        assert one.description.endswith((".", "?")), one.code


def test_descriptions_tell_standards_apart():
    said = [one.description for one in the_map.standards.values()]
    assert len(set(said)) == len(said)


def test_k8_standards_have_a_cluster_type_and_high_school_has_none():
    assert all(bool(one.cluster_type) == one.k8 for one in the_map.standards.values())


def test_the_standards_are_sound_by_their_descriptor():
    assert about_standards(paths.DATA) == []


# --- known answers


@pytest.mark.parametrize(
    ("code", "reach"),
    [("1.OA.D.7", 115), ("K.OA.A.1", 112), ("3.NF.A.2", 100), ("6.RP.A.1", 20), ("7.RP.A.2", 13)],
)
def test_known_reach(code, reach):
    assert the_map.reach(code) == reach
    assert dict(the_map.by_reach())[code] == reach


def test_reach_counts_k8_only_and_leads_to_counts_all():
    assert "A-REI.B.3" in the_map.leads_to("8.EE.C.7", steps=1)
    later = the_map.leads_to("8.EE.C.7")
    assert the_map.reach("8.EE.C.7") == sum(the_map.standards[code].k8 for code in later) < len(later)


def test_the_farthest_reach_among_major_standards_of_a_grade():
    assert the_map.by_reach("3", cluster_type="major")[:3] == [
        ("3.OA.A.1", 104),
        ("3.OA.A.2", 103),
        ("3.NF.A.2", 100),
    ]


@pytest.mark.parametrize(("start", "end"), [("3.OA.A.2", "6.NS.A.1"), ("2.NBT.A.1", "4.NF.C.6")])
def test_where_the_map_has_no_chain_none_is_given(start, end):
    assert the_map.shortest_chain(start, end) == ()
    assert the_map.chains(start, end) == []


@pytest.mark.parametrize("written", CHAINS)
def test_chains_that_are_told_in_the_course_exist(written):
    chain = tuple(written.split(" > "))
    assert chain in the_map.chains(chain[0], chain[-1], at_most=1000)


def test_the_shortest_chain_comes_first_and_all_are_chains_of_arrows():
    chains = the_map.chains("K.CC.A.1", "8.EE.C.7.b", longest=40, at_most=1000)
    assert len(chains) == 219
    assert len(chains[0]) == len(the_map.shortest_chain("K.CC.A.1", "8.EE.C.7.b"))
    assert [len(chain) for chain in chains] == sorted(len(chain) for chain in chains)
    arrows = set(the_map.arrows)
    assert all(set(itertools.pairwise(chain)) <= arrows for chain in chains)


def test_chains_keep_their_bounds():
    short = the_map.chains("K.CC.A.1", "8.EE.C.7.b", longest=10)
    assert short and max(len(chain) for chain in short) <= 11
    assert len(the_map.chains("K.CC.A.1", "8.EE.C.7.b", longest=40, at_most=5)) == 5


def test_what_it_rests_on_and_leads_to_are_two_views_of_the_same_arrows():
    assert "3.NF.A.1" in the_map.rests_on("6.RP.A.1")
    assert "6.RP.A.1" in the_map.leads_to("3.NF.A.1")
    assert the_map.leads_to("3.NF.A.2", steps=1) == tuple(
        code for code in the_map.standards if ("3.NF.A.2", code) in the_map.arrows
    )


def test_related_pairs_go_both_ways():
    assert "3.NF.A.2" in the_map.related("3.NF.A.1")
    assert "3.NF.A.1" in the_map.related("3.NF.A.2")


# --- planning


def test_a_class_is_ready_for_what_rests_only_on_what_it_can_do():
    able = [code for code, one in the_map.standards.items() if one.grade in "K123"]
    ready = the_map.ready_for(able, grade="4")
    assert "4.OA.A.2" in ready
    assert "4.NF.A.1" not in ready, "it rests on 4.OA.A.2 too"
    assert not set(ready) & set(able)
    assert "4.NF.A.1" in the_map.ready_for([*able, "4.OA.A.2"], grade="4")


def test_earlier_standards_are_taken_as_mastered_unless_told_otherwise():
    assert "1.NBT.B.2" in the_map.ready_for(["K.NBT.A.1", "1.NBT.A.1"])
    before = the_map.check_before("4.NBT.A.1").direct
    assert "4.NBT.A.1" in the_map.ready_for(before, assume_earlier=False)
    assert "4.NBT.A.1" not in the_map.ready_for(the_map.rests_on(before[0]), assume_earlier=False)


def test_what_to_check_before_is_direct_and_one_further():
    before = the_map.check_before("6.RP.A.1")
    assert "5.NF.B.5" in before.direct
    assert "4.NF.A.1" in before.further
    assert not set(before.direct) & set(before.further)


def test_a_part_without_arrows_is_checked_by_its_heading():
    assert the_map.check_before("3.NF.A.2.a").drawn_at == ("3.NF.A.2",)
    assert the_map.check_before("3.NF.A.2.a").direct == the_map.check_before("3.NF.A.2").direct


def test_a_heading_without_arrows_is_checked_by_its_parts():
    assert "4.NF.B.3.a" in the_map.check_before("4.NF.B.3").drawn_at


# --- codes


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("3.NF.2", "3.NF.A.2"),
        ("3.nf.a.2a", "3.NF.A.2.a"),
        ("CCSS.MATH.CONTENT.3.NF.A.2.A", "3.NF.A.2.a"),
        ("CCSS.MATH.CONTENT.HSA.REI.B.3", "A-REI.B.3"),
        (" G-C.1 ", "G-C.A.1"),
    ],
)
def test_a_code_may_be_written_as_people_write_it(written, code):
    assert the_map.common_core(written) == code


@pytest.mark.parametrize("query", ["reach", "leads_to", "rests_on", "related", "check_before", "drawn_at"])
def test_an_unknown_code_is_told_with_near_ones(query):
    with pytest.raises(UnknownName, match=r"no standard “3\.NF\.A\.9” in the map\. Near it: 3\.NF\.A"):
        getattr(the_map, query)("3.NF.A.9")


def test_a_wrong_cluster_letter_is_not_overlooked():
    with pytest.raises(UnknownName):
        the_map.reach("3.NF.B.2")


# --- a state's own codes


@pytest.fixture
def local(tmp_path):
    rows = ["XX-3.1,3.NF.A.1; 3.NF.A.2", "XX-3.2,3.NF.3", 'XX-4.1,"4.NF.A.1,4.NF.A.2"', "XX-6.1,6.RP.A.1"]
    return the_map.with_local(crosswalk(tmp_path, *rows))


def test_queries_take_and_give_local_codes(local):
    assert local.shortest_chain("XX-3.1", "XX-6.1") == ("XX-3.1", "XX-3.2", "XX-4.1", "5.NF.B.5", "XX-6.1")
    assert "XX-3.2" in local.leads_to("XX-3.1")
    assert "XX-3.1" not in local.leads_to("XX-3.1")
    assert "5.NF.B.5" in local.check_before("XX-6.1").direct
    assert "XX-4.1" in local.ready_for(["XX-3.1", "XX-3.2", "4.OA.A.2"])


def test_the_reach_of_a_local_code_is_that_of_all_it_stands_for(local):
    reached = set(the_map.leads_to("3.NF.A.1")) | set(the_map.leads_to("3.NF.A.2"))
    expected = {code for code in reached if the_map.standards[code].k8} - {"3.NF.A.1", "3.NF.A.2"}
    assert local.reach("XX-3.1") == len(expected)
    assert [one.code for one in local.standards_of("XX-3.1")] == ["3.NF.A.1", "3.NF.A.2"]


def test_common_core_codes_still_work_beside_local_ones(local):
    assert local.reach("3.NF.A.2") == 100


def test_excels_byte_mark_and_empty_rows_do_no_harm(tmp_path):
    path = tmp_path / "state.csv"
    path.write_bytes(b"\xef\xbb\xbflocal,ccss\r\nXX-1,1.OA.D.7\r\n,\r\n")
    assert the_map.with_local(path).reach("XX-1") == 115


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["XX-1,1.OA.D.77"], "row 2, column “ccss”: names an unknown code. There is no standard “1.OA.D.77”"),
        (
            ["XX-1,1.OA.D.7", "XX-1,1.OA.D.8"],
            "row 3, column “local”: gives “XX-1” a second time (first in row 2)",
        ),
        (["XX-1,"], "row 2, column “ccss”: gives no Common Core code for “XX-1”"),
        ([",1.OA.D.7"], "row 2, column “local”: is empty"),
        (
            ["1.OA.D.8,1.OA.D.7"],
            "row 2, column “local”: uses “1.OA.D.8” for 1.OA.D.7, but it is the Common Core code",
        ),
        ([], "holds no codes"),
    ],
    ids=["unknown", "twice", "no code", "empty", "clash", "nothing"],
)
def test_a_bad_crosswalk_is_told_by_row_and_column(tmp_path, rows, told):
    with pytest.raises(ContentError) as caught:
        the_map.with_local(crosswalk(tmp_path, *rows))
    assert told in str(caught.value)


def test_all_problems_of_a_crosswalk_come_at_once(tmp_path):
    with pytest.raises(ContentError) as caught:
        the_map.with_local(crosswalk(tmp_path, "XX-1,9.ZZ.1", ",1.OA.D.7", "XX-2,"))
    assert len(caught.value.problems) == 3


def test_a_crosswalk_with_other_columns_is_told_what_to_write(tmp_path):
    with pytest.raises(ContentError, match="has no column “local”"):
        the_map.with_local(crosswalk(tmp_path, "a,b", head="state;code"))


def test_a_crosswalk_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ContentError, match="is not there"):
        the_map.with_local(tmp_path / "none.csv")


# --- bad files, and what loading costs


def test_an_arrow_to_an_unknown_standard_is_told(data):
    with (data / "standards/prerequisites.csv").open("a", encoding="utf-8") as file:
        file.write("1.OA.D.7,9.ZZ.A.1\n")
    assert about_standards(data)
    with pytest.raises(ContentError, match=r"9\.ZZ\.A\.1"):
        load_map(data)


def test_arrows_in_a_circle_are_told(data):
    with (data / "standards/prerequisites.csv").open("a", encoding="utf-8") as file:
        file.write("6.RP.A.1,5.NF.B.5\n")
    assert any("run in a circle" in problem for problem in about_standards(data))
    with pytest.raises(ContentError, match="run in a circle"):
        load_map(data)


def test_a_cluster_type_that_does_not_exist_is_told_by_row(data):
    file = data / "standards/standards.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",major,", ",mayor,", 1), encoding="utf-8")
    assert any("standards.csv, row 2, column “cluster_type”" in problem for problem in about_standards(data))


def test_a_descriptor_without_a_licence_is_told(data):
    file = data / "standards/datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    del package["licenses"]
    file.write_text(json.dumps(package), encoding="utf-8")
    assert any("datapackage.json, licenses: is missing" in problem for problem in about_standards(data))


def test_missing_standards_are_told(data):
    shutil.rmtree(data / "standards")
    assert any("datapackage.json: is missing" in problem for problem in about_standards(data))
    with pytest.raises(ContentError, match="holds no standards"):
        load_map(data)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("items/fractions.yaml", "standards: [5.NF.A.1, 5.NF.A.2]", "standards: [5.NF.A.1, 5.NF.A.20]"),
        ("progressions/fractions.yaml", "3.NF.A.1", "3.NF.A.10"),
        ("misconceptions/fractions.yaml", "to: 6.RP.A.2", "to: 6.RP.A.20"),
    ],
)
def test_a_standard_that_does_not_exist_is_told_where_it_stands(data, file, old, new):
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    [problem] = [str(one) for one in inspect(data)[1] if "names the standard" in one.message]
    assert problem.startswith(f"data/{file}, line ") and "Near it: " in problem


def test_a_cluster_may_stand_for_its_standards():
    assert {"3.NF.A", "3.NF.A.2", "3.NF.A.2.a", "A-REI.B"} <= library().standards


def test_the_content_is_read_without_networkx():
    code = "import sys; import kit.content as c; c.library(); print('networkx' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=paths.ROOT, check=True
    )
    assert run.stdout.strip() == "False"
