"""ProtocolTimer: what it shows, and a clock that comes back whatever was stored."""

import pytest

from kit import ProtocolTimer
from kit.content import library
from kit.errors import UnknownName
from kit.journal import Journal

ID = "looking-at-student-work-45"


def timer(protocol: str = ID, **options) -> ProtocolTimer:
    return ProtocolTimer("gallery/protocol", protocol=protocol, **options)


def test_every_step_is_shown_with_its_minutes_and_who_acts():
    steps = timer().content["steps"]
    assert [step["minutes"] for step in steps] == [step.minutes for step in library().protocol(ID).steps]
    assert steps[0]["who"] == "Everyone" and steps[1]["who"] == "Presenter"
    assert timer("lesson-study-lab").content["steps"][4]["who"] == "Host and observers"


def test_a_running_clock_comes_back_with_its_start_and_not_with_a_count():
    first = timer()
    first.value = {
        **first.value,
        "step": 2,
        "started_at": 1_800_000_000_000,
        "left": {"0": -12.5},
        "added": {"2": 1},
    }
    assert timer().value == first.value


def test_a_clock_of_another_protocol_is_set_aside_and_kept():
    Journal().save(
        "gallery/protocol",
        {"protocol": "peer-observation", "step": 4, "started_at": 5, "left": {}, "added": {}},
    )
    made = timer()
    assert made.value["step"] == 0 and made.value["started_at"] is None
    assert made.value["earlier"]["step"] == 4
    assert "another protocol" in made.notice


@pytest.mark.parametrize(
    "odd",
    [
        {"step": "two", "started_at": "noon", "left": [1], "added": None},
        {"step": -3, "started_at": True, "left": {"0": "much"}, "added": {"0": None}},
        {},
    ],
)
def test_an_odd_clock_is_as_if_it_had_not_been_set(odd):
    Journal().save("gallery/protocol", {"protocol": ID, **odd})
    assert timer().value == {"protocol": ID, "step": 0, "started_at": None, "left": {}, "added": {}}


def test_a_step_beyond_the_last_means_that_it_is_over():
    Journal().save("gallery/protocol", {"protocol": ID, "step": 40, "started_at": 7, "note": "kept"})
    value = timer().value
    assert (value["step"], value["started_at"], value["note"]) == (7, None, "kept")


def test_the_picture_is_a_run_sheet_that_stays_the_same():
    before = timer()
    summary, picture = before.summary(), before.picture()
    before.value = {**before.value, "step": 3}
    assert (timer().summary(), timer().picture()) == (summary, picture)
    assert picture.count('<th scope="row">') == 7 and "Ends at" in picture and "45 minutes in all" in picture
    assert "6 min (Everyone)" in summary


def test_an_unknown_protocol_names_near_ones():
    with pytest.raises(UnknownName, match="peer-observation"):
        timer("peer-observations")
