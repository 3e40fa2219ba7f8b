"""TrajectoryMap: what it is given, that its front end agrees with the graph, what it keeps, and its errors."""

import json
import os
import re
import shutil
import subprocess
from itertools import pairwise

import pytest

from kit import TrajectoryMap
from kit.activities import frontend
from kit.content import library
from kit.content.graph import standards_map
from kit.content.problems import ContentError
from kit.errors import KitError, UnknownName
from kit.journal import Journal

EQUAL_SIGN = "equal-sign-means-answer"
ENDS = ("K.CC.A.1", "1.OA.D.7", "3.NF.A.2.a", "4.NF.C.6", "6.NS.A.1", "6.RP.A.1", "8.F.A.1", "A-REI.B.3")

ASK = """
import { allAlong, drawnAt, findStandard, neighbourhood, readStandards, shortestChain } from "MODEL";
import { readFileSync } from "node:fs";
const { content, ends } = JSON.parse(readFileSync(0, "utf8"));
const map = readStandards(content);
const names = (places) => places.map((index) => map.codes[index]);
const told = {};
for (const code of map.codes) {
  const index = findStandard(map, code);
  const near = neighbourhood(map, index);
  told[map.codes[index]] = {
    reach: map.reach[index], leads: names(allAlong(map.after, [index])), rests: names(allAlong(map.before, [index])),
    related: names(near.related), drawn: names(drawnAt(map, index)), direct: names(near.before),
    chains: ends.map((end) => names(shortestChain(map, index, map.place.get(end)))),
  };
}
console.log(JSON.stringify(told));
"""


def test_the_front_end_and_the_graph_agree_on_every_standard():
    node = os.environ.get("THROUGHLINE_NODE") or shutil.which("node")
    if not node:
        message = "Node.js is missing: whether page and graph agree was NOT tested."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    model = (frontend.HERE / "trajectory_map_model.js").as_uri()
    given = json.dumps({"content": TrajectoryMap("gallery/map").content, "ends": ENDS})
    done = subprocess.run(
        [node, "--input-type=module", "--eval", ASK.replace("MODEL", model)],
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    told, graph = json.loads(done.stdout), standards_map()
    assert list(told) == list(graph.standards)
    arrows = set(graph.arrows)
    for code, one in told.items():
        assert one["reach"] == graph.reach(code), code
        assert tuple(one["leads"]) == graph.leads_to(code), code
        assert tuple(one["rests"]) == graph.rests_on(code), code
        assert tuple(one["related"]) == graph.related(code), code
        assert tuple(one["drawn"]) == graph.drawn_at(code), code
        assert tuple(one["direct"]) == graph.check_before(code).direct, code
        for end, chain in zip(ENDS, one["chains"], strict=True):
            assert len(chain) == len(graph.shortest_chain(code, end)), (code, end)
            assert set(pairwise(chain)) <= arrows


def test_the_whole_map_is_small_enough_to_send():
    assert len(json.dumps(TrajectoryMap("gallery/map").content)) < 110_000


def test_a_map_of_fractions_is_smaller_and_keeps_all_arrows_and_its_neighbours_words():
    whole, some = TrajectoryMap("gallery/map").content, TrajectoryMap("gallery/some", domains=["NF"]).content
    assert len(json.dumps(some["words"])) < len(json.dumps(whole["words"])) / 3
    assert some["arrows"] == whole["arrows"]
    codes = some["codes"]
    assert {codes[index].split(".")[1] for index in some["shown"]} == {"NF"}
    assert some["words"][codes.index("2.MD.B.6")], "an arrow leads from it to 3.NF.A.2"
    assert not some["words"][codes.index("K.CC.A.1")]


def test_every_standard_has_a_cell_in_the_picture():
    content = TrajectoryMap("gallery/map").content
    cells = [domain for row in content["rows"] for domain in row]
    assert len(cells) == len(set(cells))
    for letters in content["domain_names"]:
        assert (f"HS {letters[0]}" if "-" in letters else letters) in cells


def test_grades_and_domains_may_be_named_either_way():
    by_letters = TrajectoryMap("gallery/a", grades="3", domains="NF").content["shown"]
    by_name = TrajectoryMap("gallery/b", grades=("3",), domains=("Fractions",)).content["shown"]
    assert by_letters == by_name
    assert len(by_letters) == 9


def test_each_link_of_a_misconception_says_how_it_is_known():
    content = TrajectoryMap("gallery/map").content
    assert {one["id"] for one in content["misconceptions"]} == {
        id for id, one in library().misconceptions.items() if one.resurfaces
    }
    links = [link for one in content["misconceptions"] for link in one["links"]]
    assert {link["basis"] for link in links} == {"documented", "synthesis"}
    for link in links:
        if link["basis"] == "documented":
            assert content["sources"][link["source"]]["citation"]


def test_only_the_misconceptions_asked_for_are_sent():
    content = TrajectoryMap("gallery/map", misconceptions=(EQUAL_SIGN,)).content
    assert [one["id"] for one in content["misconceptions"]] == [EQUAL_SIGN]
    assert TrajectoryMap("gallery/none", misconceptions=()).content["misconceptions"] == []


def test_it_begins_where_it_is_told_to():
    made = TrajectoryMap(
        "gallery/map", focus="3.nf.2", chain=("3.OA.A.2", "6.NS.1"), trace=EQUAL_SIGN, misconceptions=()
    )
    assert made.value["focus"] == "3.NF.A.2"
    assert made.value["chain"] == ["3.OA.A.2", "6.NS.A.1"]
    assert (made.value["trace"], made.value["panel"]) == (EQUAL_SIGN, "trace")


def test_a_states_own_codes_are_shown_and_may_be_asked_for(tmp_path):
    file = tmp_path / "ours.csv"
    file.write_text("local,ccss\nMA.3.FR.1.2,3.NF.A.2\n", encoding="utf-8")
    made = TrajectoryMap("gallery/map", focus="MA.3.FR.1.2", crosswalk=file)
    assert made.value["focus"] == "3.NF.A.2"
    assert made.content["local"] == {"3.NF.A.2": ["MA.3.FR.1.2"]}
    assert "3.NF.A.3" in made.picture()


def test_what_was_pinned_and_noted_is_back_when_the_cell_runs_again():
    first = TrajectoryMap("gallery/map")
    first.value = first.value | {
        "pins": ["3.NF.A.2"],
        "notes": {"3.NF.A.2": "a line from 0 to 1"},
        "view": "list",
    }
    assert TrajectoryMap("gallery/map").value == first.value


def test_pins_and_notes_of_codes_that_are_gone_stay_and_the_reader_is_told(journal_folder):
    Journal(journal_folder).save(
        "gallery/map", {"pins": ["9.XX.A.1", "3.NF.A.2"], "notes": {"9.XX.A.2": "why"}}
    )
    made = TrajectoryMap("gallery/map")
    assert made.value["pins"] == ["9.XX.A.1", "3.NF.A.2"]
    assert made.value["notes"] == {"9.XX.A.2": "why"}
    assert "9.XX.A.1, 9.XX.A.2" in made.notice


@pytest.mark.parametrize(
    "odd",
    [
        {"focus": 3, "view": "globe", "panel": 1, "chain": "3.NF", "trace": [], "pins": "all", "notes": [1]},
        {"chain": ["3.NF.A.1"], "pins": [1, None], "notes": {"3.NF.A.2": 7}},
        {},
    ],
)
def test_an_answer_in_another_form_starts_as_a_new_one(journal_folder, odd):
    Journal(journal_folder).save("gallery/map", odd)
    assert TrajectoryMap("gallery/map", focus="3.NF.A.2").value == {
        "focus": "3.NF.A.2",
        "view": None,
        "panel": "focus",
        "chain": ["", ""],
        "trace": None,
        "pins": [],
        "notes": {},
    }


def test_what_a_newer_kit_added_to_the_answer_is_kept(journal_folder):
    Journal(journal_folder).save("gallery/map", {"pins": ["3.NF.A.2"], "shared": True})
    assert TrajectoryMap("gallery/map").value["shared"] is True


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"focus": "3.NF.A.9"}, r"no standard “3.NF.A.9”.*Near it"),
        ({"chain": ("3.NF.A.1", "fractions")}, "no standard “fractions”"),
        ({"grades": ("9",)}, "no grade “9”"),
        ({"domains": ("Fraction",)}, "no domain “Fraction”.*Near it: Fractions"),
        ({"misconceptions": ("equal-sign",)}, "no misconception “equal-sign”"),
    ],
)
def test_an_unknown_name_is_told_with_what_is_near(options, said):
    with pytest.raises(UnknownName, match=said):
        TrajectoryMap("gallery/map", **options)


def test_a_grade_without_the_domain_is_refused():
    with pytest.raises(KitError, match="No standard is left to show"):
        TrajectoryMap("gallery/map", grades=("1",), domains=("NF",))


def test_a_crosswalk_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(ContentError, match="is not there"):
        TrajectoryMap("gallery/map", crosswalk=tmp_path / "none.csv")


def test_summary_and_picture_are_the_same_whatever_was_answered(journal_folder):
    before = TrajectoryMap("gallery/map", focus="3.NF.A.2")
    Journal(journal_folder).save(
        "gallery/map", {"focus": "1.OA.D.7", "pins": ["1.OA.D.7"], "notes": {"1.OA.D.7": "why"}}
    )
    after = TrajectoryMap("gallery/map", focus="3.NF.A.2")
    assert (after.summary(), after.picture()) == (before.summary(), before.picture())


def test_the_picture_is_short_has_lines_to_write_on_and_names_the_neighbours():
    picture = TrajectoryMap("gallery/map", focus="3.NF.A.2").picture()
    assert len(picture) < 10_000
    assert "What I would check before 3.NF.A.2" in picture
    assert "____" in picture
    assert "2.MD.B.6: See whole numbers as distances" in picture
    assert "Council of Chief State School Officers" in picture


def test_the_picture_of_few_misconceptions_tells_their_links_and_how_they_are_known():
    picture = TrajectoryMap("gallery/map", misconceptions=(EQUAL_SIGN,)).picture()
    assert "Documented: Falkner" in picture
    assert "This kit&#x27;s synthesis" in picture


def test_the_picture_uses_only_tags_that_a_notebook_keeps():
    picture = TrajectoryMap("gallery/map", focus="A-REI.B.3", misconceptions=(EQUAL_SIGN,)).picture()
    kept = {
        "h3",
        "p",
        "b",
        "i",
        "small",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "sup",
        "sub",
    }
    assert set(re.findall(r"<(\w+)", picture)) <= kept


def test_reach_is_never_called_importance():
    made = TrajectoryMap("gallery/map", focus="1.OA.D.7")
    words = f"{made.summary()} {made.picture()} {made.content['about_reach']}"
    assert "115 of the K–8 standards" in words
    assert not re.search(r"importan|priority|power standard", words)
