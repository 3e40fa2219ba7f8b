"""Names planted in invented sentences are found; words are left alone. What the rules miss is written down as well."""

import pytest

from kit.downloads.names import Pseudonyms, find_names, letters

LESSON = [
    ("T", "Good morning. What did you find, Wanda?"),
    ("Wanda", "I found three fourths."),
    ("T", "Okay. And Otis, do you agree with Wanda's answer?"),
    ("Otis", "I asked Benno. He used the Lego bricks."),
    ("T", "Thank you, Otis. Zelda?"),
    ("SS", "See, Mrs. Quill-Harper said so!"),
    ("T", "[T holds up Wandas paper] I know Mark will mark it."),
    ("Mrs. Quill", "Everyone look. Ingrid drew a line."),
]
PLANTED = ["Wanda", "Otis", "Benno", "Zelda", "Quill", "Harper", "Ingrid"]


@pytest.fixture
def lesson():
    texts, speakers = [text for _, text in LESSON], [speaker for speaker, _ in LESSON]
    book = Pseudonyms(find_names(texts, speakers, everywhere=True))
    return [(book.speaker(speaker), book.clean(text)) for speaker, text in LESSON]


def test_no_planted_name_is_left_in_a_lesson(lesson):
    shown = " ".join(f"{speaker}: {text}" for speaker, text in lesson)
    assert [name for name in PLANTED if name.lower() in shown.lower()] == []


def test_one_child_is_one_student_by_order_of_appearance(lesson):
    assert lesson[0] == ("Teacher", "Good morning. What did you find, Student A?")
    assert lesson[1] == ("Student A", "I found three fourths.")
    assert lesson[2][1] == "Okay. And Student B, do you agree with Student A's answer?"
    assert lesson[3] == ("Student B", "I asked Student C. He used the Lego bricks.")


def test_titles_and_possessives_and_names_that_are_words(lesson):
    assert lesson[5] == ("Students", "See, Teacher said so!")
    assert lesson[6][1] == "[T holds up Student A’s paper] I know Student E will mark it."
    assert lesson[7] == ("Teacher", "Everyone look. Student F drew a line.")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("[STUDENT], is that all?", "Student, is that all?"),
        ("Student J, tell Student M. Then Student J’s turn.", "Student A, tell Student B. Then Student A’s turn."),
        ("[Student K] had it.", "Student A had it."),
        ("Ask Ms. T or Mr. Cole or Miss Vane.", "Ask Teacher or Teacher or Teacher."),
        ("Teacher B, can I go?", "Teacher, can I go?"),
        ("Write to wanda.o@example.org, see https://example.org/u/wanda now", "Write to [link], see [link] now"),
        ("I ate eight M&Ms.  One is left.", "I ate eight M&Ms.  One is left."),
        ("Miss One is out.", "Miss One is out."),
        ("Nothing to hide here, in May and on Monday.", "Nothing to hide here, in May and on Monday."),
    ],
)  # fmt: skip
def test_masks_titles_and_addresses_take_one_form(said, shown):
    assert Pseudonyms(set()).clean(said) == shown


@pytest.mark.parametrize(
    "said",
    ["Hi Tamsin", "Right, Tamsin.", "Tamsin, go on.", "Tamsin?", "Good job Tamsin!", "No. Tamsin, wait."],
)
def test_somebody_spoken_to_is_found(said):
    assert find_names([said, "we go on"]) == {"Tamsin"}


@pytest.mark.parametrize("name", ["DeShawn", "O’Dell", "D'Lo", "Zoë", "Élodie", "Anne-Lise", "McIvy"])
def test_names_of_every_shape_are_found_whole(name):
    book = Pseudonyms(find_names([f"Thank you, {name}.", f"{name}, go on"]))
    assert book.clean(f"Is it {name}’s? {name}!") == "Is it Student A’s? Student A!"


def test_ordinary_words_are_no_names():
    said = [
        "Okay, wow.",
        "Hm. Exactly!",
        "Fractions, please.",
        "Ohhhhh!",
        "Monday, then.",
        "fractions are fun",
    ]
    assert find_names(said, everywhere=True) == set()


def test_a_speaker_is_known_in_every_lesson_of_the_set():
    names = find_names(["wanda is not written so", "Then came Wanda"], ["Wanda", "T", "SS"])
    assert (
        Pseudonyms(names).clean("Wanda left; Wanda’s pen stayed.")
        == "Student A left; Student A’s pen stayed."
    )


@pytest.mark.parametrize("missed", ["i asked tamsin", "We saw Tamsin there", "Your turn, TJ."])
def test_what_is_missed_without_a_speaker_column(missed):
    """Written down in data/downloads.md: small letters, people who are only talked about, two capitals."""
    assert find_names([missed]) == set()


@pytest.mark.parametrize(
    ("given", "shown"),
    [("T", "Teacher"), ("T2", "Teacher"), ("Ms. Vane", "Teacher"), ("SS", "Students"), ("S", "Student"), ("", ""),
     ("Otis and Wanda", "Student A and Student B"), ("Otis:", "Student A"), ("otis", "Student A")],
)  # fmt: skip
def test_speakers_take_one_form(given, shown):
    assert Pseudonyms(set()).speaker(given) == shown


def test_letters_go_on_after_z():
    assert [letters(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
