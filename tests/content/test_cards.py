"""Student work drawn from records: what is shown, what is never shown, and in which forms."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest

from kit.content import cards, drawings, library, specimen
from kit.content.models import WorkSetFile

KEPT = {
    "b",
    "br",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "small",
    "span",
    "sub",
    "sup",
    "table",
    "td",
    "th",
    "tr",
    "ul",
}
"""Tags of the simple form; JupyterLab 4.6's sanitizer and GitHub keep all of them."""


class Tags(HTMLParser):
    """Every tag with its attributes, and all text, of a piece of HTML."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def names(self) -> set[str]:
        return {tag for tag, _ in self.found}


CASES = [
    pytest.param(drawing, id=f"{title}: {name[:30]}")
    for title, group in specimen.groups()
    for name, drawing in group
]


def test_every_drawing_and_every_card_is_on_the_sheet():
    titles = {title for title, _ in specimen.groups()}
    kinds = get_args(WorkSetFile.model_fields["card"].annotation)
    assert {f"card: {kind}" for kind in kinds} <= titles
    helpers = {"Drawing", "PictureProblem", "SAYS", "balance_card", "paper", "photo", "prose", "stacked"}
    assert set(drawings.__all__) - helpers <= titles


def test_the_sheet_is_the_same_every_time():
    assert specimen.sheet("", width="6cm") == specimen.sheet("", width="6cm")


@pytest.mark.parametrize("drawing", CASES)
def test_nothing_that_was_typed_becomes_markup(drawing):
    for form in (drawing.html, drawing.simple):
        tags = Tags(form)
        assert not tags.names() & {"script", "a", "iframe", "object", "foreignobject"}
        for tag, attributes in tags.found:
            assert not [name for name in attributes if name.startswith("on")]
            assert tag != "img" or attributes["src"].startswith("data:image/")
        assert "\n<" not in drawing.text


@pytest.mark.parametrize("drawing", CASES)
def test_every_picture_has_words_that_stand_for_it(drawing):
    pictured = 0
    for tag, attributes in Tags(drawing.html).found:
        if tag == "img":
            assert attributes["alt"].strip()
        elif tag == "math":
            assert attributes["alttext"].strip()
        elif tag == "svg":
            pictured += 1
            assert attributes.get("aria-label", "").strip() or "tl-picture" in drawing.html
    assert pictured == drawing.html.count("<svg")


@pytest.mark.parametrize("drawing", [case for case in CASES if case.values[0].simple])
def test_the_simple_form_survives_a_sanitizer(drawing):
    assert Tags(drawing.simple).names() <= KEPT


def test_what_was_typed_can_be_read_as_it_was_typed():
    drawn = drawings.turn("A & B", specimen.HOSTILE)
    for form in (drawn.html, drawn.simple):
        assert specimen.HOSTILE in Tags(form).text


@pytest.mark.parametrize(("asked", "given"), [(3, 3), (4, 7), (10, 100)])
def test_as_many_counters_are_drawn_as_were_handed_over(asked, given):
    drawn = drawings.counters(asked, given)
    assert drawn.html.count("<circle") == given == drawn.simple.count("●")
    assert drawn.text == f"asked for {asked}, gave {given}"


def test_more_counters_than_can_be_counted_are_said_only():
    assert "<circle" not in drawings.counters(9, 137).html
    assert "137" in drawings.counters(9, 137).html


def digits_at(html: str) -> dict[tuple[str, str], str]:
    return {
        (x, y): digit
        for x, y, digit in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<])</text>', html)
    }


def test_digits_of_the_same_place_stand_under_each_other():
    found = digits_at(drawings.column_work("536", "77", "341").html)
    columns = [
        [digit for (x, _), digit in found.items() if x == place]
        for place in sorted({x for x, _ in found}, key=float)
    ]
    assert columns[1:] == [["5", "3"], ["3", "7", "4"], ["6", "7", "1"]]


def test_decimals_are_written_point_under_point():
    assert drawings.column_work("12.5", "3.75", "9.35").simple.startswith(
        "<pre>  12.5\n−  3.75\n───────\n   9.35"
    )


def test_marks_above_a_column_are_said_with_their_place():
    drawn = drawings.column_work("403", "126", "277", marks={0: "13"}, struck=(0,))
    assert drawn.text == "403 − 126 = 277; 13 written above the ones; ones crossed out"


def test_what_is_no_number_is_not_put_in_columns():
    with pytest.raises(ValueError, match="12x"):
        drawings.column_work("12x", "3", "9")


def test_a_mark_stands_where_the_student_put_it():
    at = {
        place: float(re.search(r'd="M([\d.]+) [\d.]+l-7', drawings.placement("0", "2", "3/4", place).html)[1])
        for place in ("0", "1", "2")
    }
    assert at["1"] - at["0"] == at["2"] - at["1"] > 100


@pytest.mark.parametrize(("end", "at"), [("1", "5/4"), ("0", None), ("1", "-1")])
def test_a_place_beyond_the_line_is_refused(end, at):
    with pytest.raises(ValueError, match="line"):
        drawings.placement("0", end, "1/2", at)


def test_a_balance_shows_no_weights_where_none_are_known():
    assert "<circle" not in drawings.balance("left").html
    sample = next(group for title, group in specimen.groups() if title == "card: balance")[0][1]
    assert "do not tell exactly where the weights were" in sample.html and sample.text


def test_more_than_one_division_stays_in_one_line():
    assert "mfrac" not in drawings.recorded("y/9/9").html
    assert "mfrac" not in drawings.recorded("-5/1x").html


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("-6/9", '<mo form="prefix">−</mo><mn>6</mn>', "<mn>9</mn>"),
        ("5(y)/3", '<mn>5</mn><mo form="prefix">(</mo><mi>y</mi><mo form="postfix">)</mo>', "<mn>3</mn>"),
        ("7x/3", "<mn>7</mn><mi>x</mi>", "<mn>3</mn>"),
        ("(x+2)/-5", '<mi>x</mi><mo form="infix">+</mo><mn>2</mn>', '<mo form="prefix">−</mo><mn>5</mn>'),
    ],
)
def test_a_single_division_is_a_fraction(text, above, below):
    assert f"<mfrac><mrow>{above}</mrow><mrow>{below}</mrow></mfrac>" in drawings.recorded(text).html


@pytest.mark.parametrize("text", ["-(x-7)/8", "3/-(x-7)"])
def test_brackets_after_a_minus_stay_in_a_fraction(text):
    html = drawings.recorded(text).html
    assert "mfrac" in html
    assert Tags(html).text.count("(") == Tags(html).text.count(")") == 1


def test_a_side_that_may_have_lost_its_brackets_stays_in_one_line():
    assert drawings.recorded("1+x/-7", brackets_lost=True).html.count("mfrac") == 0
    assert "mfrac" not in drawings.recorded("5+n/g+5", brackets_lost=True).html
    assert "mfrac" in drawings.recorded("x/7+(-10)", brackets_lost=True).html


def test_an_operation_on_whole_sides_is_said_where_the_record_has_no_brackets():
    assert (
        "each whole side was divided by −7"
        in drawings.equation_step("3=1+x", "3/-7=1+x/-7", brackets_lost=True).text
    )
    for before, after in (("-9=y/9", "-9/9=y/9/9"), ("2x+5=11", "7x=11"), ("2+3=x", "5=x")):
        assert "Recorded without" not in drawings.equation_step(before, after, brackets_lost=True).text


@pytest.mark.parametrize(
    "text", ["idk", "12 5", "left", "5.=y", "x=3/4\\", "(-7-7)*-6=y]*-6", "27=x^3", "x=", "$2$"]
)
def test_what_is_not_clearly_mathematics_stays_as_it_was_typed(text):
    shown = Tags(drawings.recorded(text).html)
    assert shown.names() == {"span"} and shown.text == text


REAL_STEPS = [
    "-6/9=3+y/9/9", "-2*10=(2y+7)/-10*10", "-12/--4.5=-4.5y/-4.5", "3y/-16.33-17/49=-3", "(y/4)/(1/4)=-1/1/4",
    "((y-3)/3)/2/2=(2/3)/2/2", "-5(-1/4)=(-Y/4)/(-1/4)", "21x/21x=14/21x", "-10+-4=y", "8-y/3--8=0--8",
    "-8/10+y+-6/10=-6/10+-6/10", "3.6(x+6.7)/3.6=7/3.6", "-7.3y/7.3=-3/-7.3", "9x+2+(-4x)+4=0+4", "u(8-y)/ws+gy=1",
    "-12y-22*39/(39*1)=-1404", "7x/x*9=9x*9", "x=-0.86904762-5.3", "-36=-(-2*4y-0)", "34--13+-10=47+(-13y)+(-10y)--13+-10",
]  # fmt: skip
"""Lines of the CogTutorBugs records (CC BY 4.0), every notation that occurs in more than one of them."""


@pytest.mark.parametrize("text", REAL_STEPS)
def test_a_typeset_equation_holds_every_sign_of_the_record_in_order(text):
    html = drawings.recorded(text, brackets_lost=True).html
    assert "<math" in html
    shown = Tags(html.replace("</mrow><mrow>", "</mrow>/<mrow>")).text.replace("−", "-").replace("·", "*")
    assert shown.replace("(", "").replace(")", "") == text.replace("(", "").replace(")", "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "<script>"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "onload"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><rect fill='url(http://a/b)'/></svg>", "fill"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "document type"),
        (b"GIF89a", "neither SVG"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 400_000, "400 kB is the most"),
    ],
    ids=["script", "handler", "fetches", "entities", "gif", "large"],
)
def test_a_picture_that_is_not_only_a_picture_is_refused(tmp_path, content, message):
    file = tmp_path / "work.svg"
    file.write_bytes(content)
    with pytest.raises(drawings.PictureProblem, match=re.escape(message)):
        drawings.picture(file, "work")


def test_a_comment_in_a_drawing_cannot_end_early(tmp_path):
    file = tmp_path / "work.svg"
    file.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><!--><img src='x' onerror='y()'>--><rect/></svg>"
    )
    assert "<img" not in drawings.picture(file, "work").html


def test_a_picture_that_is_missing_is_named():
    with pytest.raises(drawings.PictureProblem, match=r"gone\.png cannot be read"):
        drawings.picture(Path("gone.png"), "work")


def test_coding_has_columns_only_for_what_the_study_recorded():
    (_, pattern), (_, step) = [
        (kind, cases[-1][1].html) for kind, cases in specimen.card_cases() if kind in ("pattern", "step")
    ]
    assert "Strategy" not in pattern and "Answer" not in pattern and "not right" in pattern
    assert "sign &lt;lost&gt;" in step


def test_every_sample_of_the_course_can_be_shown():
    content, shown = library(), 0
    for work_set in content.work_sets.values():
        for sample in work_set.samples:
            drawn = cards.work(sample, content)
            assert drawn.html and drawn.simple and drawn.text
            scored_only = all(answer.given is None and answer.strategy is None for answer in sample.answers)
            assert bool(cards.coding_html(sample, content)) != scored_only, (
                "what a card shows is not said twice"
            )
            shown += 1
    assert shown >= 48
