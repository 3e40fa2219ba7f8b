"""The report's pages: what they tell, what they keep back, and how honest their words are."""

import re
from dataclasses import replace
from html import unescape

import pytest

from kit import paths, sessions
from kit.content import library
from kit.content.competencies import read_competencies
from kit.content.datapackage import open_package
from kit.errors import KitError
from kit.evidence import Estimate, collect, export, findings, report, words
from kit.evidence.collect import Collected
from kit.evidence.example import COMMITMENTS

BLOCKS = {f"{one.number}/{block.name}" for one in sessions.all_sessions() for block in one.blocks}


@pytest.fixture(scope="module")
def example():
    """The constructed group, with what it would try."""
    return findings.findings(collect.example(), commitments=True)


@pytest.fixture(scope="module")
def pages(example):
    """Both pages of it, with the example crosswalk."""
    crosswalk = read_competencies(paths.DATA / "crosswalks" / "example.yaml", BLOCKS)
    return report.pages(example, crosswalk=crosswalk)


def of(responses: list[dict], **more) -> Collected:
    """These responses as a group's own."""
    return Collected(responses, **{"linked": True, "days": (), "origin": "journals", **more})


def some_of_the_example(people: int) -> list[dict]:
    return [one for one in collect.example().responses if one["participant"] <= f"p{people:03d}"]


def text_of(html: str) -> str:
    body = html[html.index("<main") :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_each_page_says_people_dates_and_version(pages):
    for html in pages.values():
        text = text_of(html)
        assert "People 26" in text and "September 16, 2025 to May 19, 2026" in text
        assert f"Throughline {report.kit_version()}" in text


def test_the_constructed_group_is_marked_on_the_page_at_its_foot_and_in_its_title(pages):
    for html in pages.values():
        assert "CONSTRUCTED EXAMPLE. Nobody gave these answers" in text_of(html)
        assert "<title>CONSTRUCTED EXAMPLE:" in html
        assert re.search(r'@bottom-left\{content:"[^"]*CONSTRUCTED EXAMPLE', html)


def test_a_group_of_its_own_is_not_marked_as_constructed():
    html = report.pages(findings.findings(of(some_of_the_example(26))), readers=("group",))["group"]
    assert "CONSTRUCTED" not in html


def test_the_split_cards_are_shown_with_their_work_its_mark_and_the_reference_s_owner(example, pages):
    text = text_of(pages["group"])
    assert 2 <= len(example.split) <= findings.SPLIT_CARDS
    for one in example.split:
        assert f"{one.sample.label} session {one.board.key[:2]}" in text
    assert text.count("real work ·") == len(example.split)
    assert "◆ this kit's proposal." in text
    first = example.split[0]
    assert (
        f"Where people put {first.sample.label}. Two of us differ by {first.split.spread:.1f} levels" in text
    )


def test_only_cards_that_half_of_the_people_placed_count_as_argued_about(example):
    for one in example.split:
        assert 2 * sum(one.split.counts.values()) >= one.board.agreement.people
    assert [one.split.spread for one in example.split] == sorted(
        (one.split.spread for one in example.split), reverse=True
    )


def test_agreement_stands_with_its_interval_and_its_number_of_people(example, pages):
    one = next(board.agreement for board in example.boards if board.key == "05/papers")
    value, interval = words.percent(one.exact)
    assert f"At the reference's level {value} {interval} {one.exact.n}" in text_of(pages["group"])
    assert f"at the reference's level {value} {interval} {one.exact.n}" in text_of(pages["district"])


def test_a_sort_without_a_reference_says_so_once(pages):
    text = text_of(pages["group"])
    part = text[text.index("Session 07, Twelve real steps") :][:400]
    assert part.count("Nobody placed a card for which the reference names a level.") == 1


def test_the_change_is_told_in_the_words_that_its_interval_allows(example, pages):
    for html in pages.values():
        assert words.what_changed(example.growth.change) in text_of(html)


def test_a_change_whose_interval_holds_zero_is_told_as_not_known_and_so_are_the_parts(example):
    flat = Estimate(0.02, -0.1, 0.14, 22)
    parts = tuple(replace(part, change=flat) for part in example.growth.by_part)
    null = replace(example, growth=replace(example.growth, change=flat, by_part=parts))
    for html in report.pages(null).values():
        assert "holds zero: from these answers one cannot tell whether the group changed." in text_of(html)
        assert "In none of the parts can a change be told from none." in text_of(html)


def test_parts_without_a_visible_change_are_named_beside_a_change_of_the_whole(example, pages):
    flat = [part.part for part in example.growth.by_part if part.change.low <= 0 <= part.change.high]
    assert "next-step" in flat, "made so on purpose; see the example's README"
    assert "(next step) a change cannot be told from none." in text_of(pages["group"])


def test_forms_that_were_handed_over_in_a_room_count_as_the_forms_themselves(example):
    direct = some_of_the_example(26)
    forms = {}
    for one in direct:
        if one["key"] in (findings.FIRST, findings.LAST):
            forms.setdefault(one["participant"], {})[one["key"]] = one["value"]
    room = [
        {
            "participant": who,
            "key": "12/hand-over",
            "revision": 1,
            "at": "2026-05-19T20:00:00Z",
            "value": {"handed": True, "tasks": tasks},
        }
        for who, tasks in forms.items()
    ]
    kept = [{**room[0], "participant": "p900", "value": {"handed": False, "tasks": {}}}]
    assert findings.findings(of(room + kept)).growth == example.growth
    assert findings.findings(of(direct + room)).growth == example.growth, "nobody counts twice"


@pytest.mark.parametrize(
    ("estimate", "told"),
    [
        (
            Estimate(0.2, 0.05, 0.35, 20),
            "scored higher, by +20 points of 100 (interval +5 to +35). What brought this about cannot be told",
        ),
        (Estimate(-0.2, -0.35, -0.05, 20), "scored lower, by −20 points of 100 (interval −35 to −5)"),
        (Estimate(0.01, -0.1, 0.12, 20), "holds zero"),
        (Estimate(None, why="Too few to say."), "cannot be said. Too few to say."),
    ],
)
def test_a_change_is_told_no_stronger_than_its_interval(estimate, told):
    assert told in words.what_changed(estimate)


def test_no_page_claims_a_cause_or_praises(pages):
    for html in pages.values():
        text = text_of(html).lower()
        for claim in (
            "thanks to",
            "because of the course",
            "improved",
            "led to",
            "impact",
            "proves",
            "significant",
        ):
            assert claim not in text, claim
        assert "there is" in text and "to compare with" in text


def test_the_district_s_page_tells_limits_and_ranks_nobody(pages):
    text = text_of(pages["district"])
    assert "It ranks no person and no school" in text
    assert "Under ESSA it has no tier" in text
    for limit in library().measure(findings.MEASURE).limits:
        assert limit[:60] in text
    assert not re.search(r"\bp\d{3}\b", text)


def test_the_district_s_page_tells_sessions_minutes_and_all_five_features(example, pages):
    text = text_of(pages["district"])
    for held in example.held:
        assert f"{held.unit.number} {held.unit.title}" in text
    assert f"Together {75 * len(example.held)} {sum(held.minutes_met('75') for held in example.held)}" in text
    assert [feature.number for feature, _ in example.features] == [1, 2, 3, 4, 5]
    for feature, met in example.features:
        assert f"{feature.number} {feature.name}" in text
        assert all(what in text for _, what in met)


def test_the_crosswalk_stands_on_the_district_s_page_only_and_says_that_it_is_an_example(pages):
    district, group = text_of(pages["district"]), text_of(pages["group"])
    assert "AN EXAMPLE CROSSWALK." in district and "crosswalk" not in group.lower()
    assert "Tier 1 decisions rest on students' work" in district
    assert "09/pattern Read a whole class at once: no answers here" in district
    assert "05/sort Sort real work: worked in" in district
    assert (
        "change between the two forms of the course's measure, for the group (in this report: 22 people)"
        in district
    )


def test_commitments_are_quoted_only_where_they_were_asked_for(pages):
    quoted = text_of(pages["group"])
    assert any(one in quoted.replace("&amp;", "&") for one in COMMITMENTS)
    assert not any(one in text_of(pages["district"]) for one in COMMITMENTS)
    without = text_of(report.pages(findings.findings(collect.example()), readers=("group",))["group"])
    assert "What we said we would try" not in without and not any(one in without for one in COMMITMENTS)


def test_commitments_of_fewer_than_five_people_are_not_shown():
    responses = some_of_the_example(26)
    writers = sorted(
        {one["participant"] for one in responses if one["value"].get("writing", {}).get("commitment")}
    )[:4]
    for one in responses:
        if "writing" in one["value"] and one["participant"] not in writers:
            one["value"] = {**one["value"], "writing": {}}
    html = report.pages(findings.findings(of(responses), commitments=True), readers=("group",))["group"]
    assert "so none of it is shown" in text_of(html) and not any(one in text_of(html) for one in COMMITMENTS)


def test_what_people_typed_cannot_become_markup():
    responses = some_of_the_example(26)
    for one in responses:
        if one["key"] == "05/confidence":
            one["value"] = {**one["value"], "writing": {"commitment": "<img src=x onerror=alert(1)> & more"}}
    html = report.pages(findings.findings(of(responses), commitments=True), readers=("group",))["group"]
    assert "<img src=x" not in html and "&lt;img src=x onerror=alert(1)&gt; &amp; more" in html


def test_a_group_of_four_gets_pages_without_any_number():
    small = findings.findings(of(some_of_the_example(4), days=collect.example().days), commitments=True)
    assert small.suppressed
    for html in report.pages(small).values():
        text = text_of(html)
        assert "People fewer than 5" in text and "Too few people to say anything" in text
        assert "2025" not in text and "%" not in text and "G110" not in text
    with pytest.raises(KitError, match="Fewer than 5 people"):
        export.write(small, paths.ROOT / "reports" / "never", path="75", version="0")


def test_a_session_that_four_people_worked_in_tells_neither_day_nor_number():
    responses = [
        one
        for one in some_of_the_example(26)
        if not one["key"].startswith("08/") or one["participant"] <= "p004"
    ]
    html = report.pages(findings.findings(of(responses)), readers=("district",))["district"]
    row = text_of(html)
    assert re.search(r"08 The whole trajectory: what becomes of one idea not told fewer than 5 75 0", row)


def test_without_either_form_the_pages_say_so_and_still_show_the_rest():
    responses = [one for one in some_of_the_example(26) if one["key"] not in (findings.FIRST, findings.LAST)]
    made = report.pages(findings.findings(of(responses)))
    assert "Neither form of the measure is among these answers" in text_of(made["group"])
    assert "nothing can be said about change" in text_of(made["district"])
    assert "at the reference's level" in text_of(made["district"])


def test_forms_of_three_people_in_a_larger_group_give_a_reason_and_no_number():
    responses = [
        one
        for one in some_of_the_example(26)
        if one["key"] not in (findings.FIRST, findings.LAST) or one["participant"] <= "p004"
    ]
    made = report.pages(findings.findings(of(responses)))
    for html in made.values():
        text = text_of(html)
        assert "Whether the group's score changed cannot be said. Too few to say" in text
        assert "How sure people were cannot be told. Too few to say" in text
        assert "points of 100" not in text and "took both" not in text


def test_two_rooms_are_told_as_devices_and_not_as_people():
    html = report.pages(findings.findings(of(some_of_the_example(26), linked=False)), readers=("group",))[
        "group"
    ]
    assert "Devices, each room's by itself 26" in text_of(html)


def test_four_people_in_two_rooms_are_not_eight():
    four = some_of_the_example(4)
    rooms = [{**one, "participant": f"{one['key'][:2]}{one['participant']}"} for one in four]
    assert len({one["participant"] for one in rooms}) > 5
    assert findings.findings(of(rooms, linked=False)).suppressed


def test_a_page_asks_the_network_for_nothing(pages):
    for html in pages.values():
        assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
        assert "<script" not in html and "default-src &#39;none&#39;" in html


def test_each_picture_has_words_and_a_table_after_it(pages):
    for html in pages.values():
        pictures = re.findall(r'class="r-(?:picture|stack)" role="img" aria-label="([^"]*)"', html)
        assert len(pictures) >= 4 and all(len(words) > 20 for words in pictures)
        for piece in re.split('class="r-(?:picture|stack)"', html)[1:]:
            assert "<table" in piece, "a table stands between this picture and the next"


def test_the_paper_is_the_one_that_was_asked_for(example):
    assert "@page{size:letter portrait" in report.pages(example, readers=("group",), paper="letter")["group"]
    assert "@page{size:A4 portrait" in report.pages(example, readers=("group",))["group"]
    with pytest.raises(KitError, match="no paper"):
        report.pages(example, paper="a5")
    with pytest.raises(KitError, match="no page for “board”"):
        report.pages(example, readers=("board",))


def test_the_same_answers_make_the_same_pages(example, pages):
    crosswalk = read_competencies(paths.DATA / "crosswalks" / "example.yaml", BLOCKS)
    again = findings.findings(collect.example(), commitments=True)
    assert report.pages(again, crosswalk=crosswalk) == pages


def test_the_numbers_are_a_data_package_about_the_group(example, tmp_path):
    export.write(example, tmp_path, path="75", version="0.1.0")
    problems = []
    package = open_package(tmp_path, "numbers", problems, missing="")
    assert problems == []
    assert "CONSTRUCTED" in package.title
    numbers = [row.to_dict() for row in package.get_resource("numbers").read_rows()]
    change = next(row for row in numbers if row["number"] == "change" and row["part"] is None)
    assert (
        float(change["value"]) == pytest.approx(example.growth.change.value, abs=1e-4)
        and change["people"] == 22
    )
    assert all(row["people"] is None or row["people"] >= 5 for row in numbers)
    for resource in package.resources:
        assert all(field.description for field in resource.schema.fields)
    assert not re.search(r"\bp\d{3}\b", str(numbers))


def test_a_folder_that_cannot_be_written_is_a_sentence(pages, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(KitError, match="another folder with --out"):
        report.write(pages, tmp_path / "file" / "below", pdf=False)


def test_a_number_without_an_interval_shows_its_reason():
    assert words.percent(Estimate(0.5, n=8, why="All said the same.")) == ("50%", "All said the same.")
    assert words.two_places(replace(Estimate(None), why="Too few to say.")) == ("", "Too few to say.")
    assert words.change(Estimate(0.0, -0.038, 0.038, 22)) == ("0", "−4 to +4")
