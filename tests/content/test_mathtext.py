"""Mathematics in text, for screens, for sanitized notebooks, and as plain words."""

import pytest

from kit.content.mathtext import to_html, to_simple_html, to_text


def test_a_fraction_is_stacked_and_keeps_its_plain_form_for_speech():
    shown = to_html("Add $3/5 + 1/2$.")
    assert "<mfrac><mn>3</mn><mn>5</mn></mfrac>" in shown
    assert 'alttext="3/5 + 1/2"' in shown
    assert shown.startswith("Add ") and shown.endswith(".")


def test_a_mixed_number_keeps_its_whole_part_apart():
    assert to_simple_html("$1 1/2$") == "1 <sup>1</sup>⁄<sub>2</sub>"
    assert "<mn>1</mn><mspace" in to_html("$1 1/2$")


def test_text_that_holds_markup_is_escaped_inside_and_outside():
    for render in (to_html, to_simple_html):
        shown = render("<b>bold</b> $1 < 2$")
        assert "<b>" not in shown and "&lt;b&gt;" in shown


@pytest.mark.parametrize(
    ("given", "plain"), [("$3/5$ is less", "3/5 is less"), ("no mathematics", "no mathematics")]
)
def test_plain_text_drops_only_the_dollar_signs(given, plain):
    assert to_text(given) == plain


def test_a_slash_that_is_no_fraction_stays():
    assert to_simple_html("$km/h/s$") == "km/h/s"


def test_a_decimal_above_or_below_the_bar_stays_whole():
    assert to_simple_html("$1.5/2$") == "<sup>1.5</sup>⁄<sub>2</sub>"
    assert to_simple_html("$35/12.8$") == "<sup>35</sup>⁄<sub>12.8</sub>"
    assert "<mn>1.5</mn>" in to_html("$1.5/2$")
