"""What the page computes is what the engine computes: forms of answers, and which problem tells most."""

import json
import os
import shutil
import subprocess

import pytest

from kit import BugLab, paths
from kit.diagnosis import Model, rank_probes
from kit.diagnosis.banks import banks
from kit.diagnosis.notation import comparison, key

ACTIVITIES = paths.ROOT / "kit" / "activities"
WRITTEN = """341|00341|-8|−8|– 8|- 8|2/4|-2/4|−10/4|6/3|0/7|4/0|1 1/2|-1 1/2|1 1/0|0.50|.5|-.5|3.|12.0|1,200|1,20|12,000.5
x = 5|X=−3/6|x = 13/2|y=2|all numbers|No Solution|4/8 or so|  7 |7  8|>|<|2:3|1⁄2|−|-|/|6·2|0|-0|000|1/2/3|1 2/4""".replace(
    "\n", "|"
).split("|")


def in_node(code: str, given: object) -> object:
    """What a piece of an activity's module returns for some JSON."""
    node = os.environ.get("THROUGHLINE_NODE") or shutil.which("node")
    if not node:
        message = "Node.js is missing: the page's mathematics was NOT held against the engine's."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    program = f"const given = JSON.parse(await new Response(process.stdin).text()); console.log(JSON.stringify({code}))"
    lines = "".join(
        f'import * as {name} from "{(ACTIVITIES / f"{file}.js").as_uri()}";'
        for name, file in (("keys", "answer_keys"), ("lab", "bug_lab_model"))
    )
    done = subprocess.run(
        [node, "--input-type=module", "-e", lines + program],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_an_answer_has_the_same_form_in_the_page_and_in_the_engine():
    there = in_node("given.map((one) => keys.answerKey(one))", WRITTEN)
    assert dict(zip(WRITTEN, there, strict=True)) == {one: key(one, "equations", None) for one in WRITTEN}


def test_a_comparison_has_the_same_form_in_the_page_and_in_the_engine():
    for operands in (["4.63", "4.8"], ["0.7", "0.70"], ["5", "5"]):
        written = [
            "<",
            ">",
            "=",
            "4.63",
            " 4.8 ",
            "SAME",
            "both",
            "they  are equal",
            "0.7",
            "0.70",
            "5",
            "left",
        ]
        there = in_node("given[0].map((one) => keys.answerKey(one, given[1]))", [written, operands])
        assert there == [comparison(one, tuple(operands)) for one in written]


@pytest.mark.parametrize("domain", banks())
def test_the_most_telling_problem_is_the_engines_best_probe(domain):
    made = BugLab("gallery/lab", domain=domain, students=(banks()[domain].ideas[0],))
    ideas = [
        one for one in made.content["ideas"] if -1 not in one["gives"]
    ]  # the engine spreads no answer over all
    places = [made.content["ideas"].index(one) for one in ideas]
    bank = [one["id"] for one in made.content["problems"]]
    best = rank_probes([one["id"] for one in ideas], bank, model=Model(slip=1e-9, recovered=0))
    found = in_node(
        "given.lab.problems.map((_, at) => lab.bitsOf(lab.partedBy(given.lab, given.places, at)))",
        {"lab": made.content, "places": places},
    )
    assert dict(zip(bank, found, strict=True)) == pytest.approx(
        {one.problem: one.bits for one in best}, abs=1e-5
    )
