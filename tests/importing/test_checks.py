"""`throughline check` looks at pictures of a work set: there, described, small, and without a word about where they come from."""

import pytest
from PIL import Image

from kit.content.drawings.pictures import has_metadata

from .originals import checked, jpeg, opened, paper
from .test_importing import confirm_all


@pytest.fixture
def made(originals, local):
    """A work set of one picture, and that picture's file."""
    jpeg(originals / "a.jpg")
    imported = opened(originals)
    confirm_all(imported)
    folder = imported.finish().folder
    (picture,) = (folder / "pictures").iterdir()
    return folder, picture


def problems(local):
    return "\n".join(map(str, checked(local)[1]))


def test_a_picture_that_is_gone(made, local):
    made[1].unlink()
    assert "is not in the work set's folder" in problems(local)


def test_a_picture_outside_the_folder(made, local, tmp_path):
    folder, picture = made
    jpeg(tmp_path / "kit" / "local" / "work" / "x.jpg")
    records = folder / "answers.csv"
    records.write_text(records.read_text().replace(f"pictures/{picture.name}", "../x.jpg"))
    assert "is not in the work set's folder" in problems(local)


def test_a_picture_without_words(made, local):
    records = made[0] / "answers.csv"
    records.write_text(records.read_text().replace('"Fourths and a half, tops and bottoms added."', ""))
    assert "without a text that stands for it" in problems(local)


def test_a_picture_that_somebody_put_there_by_hand(made, local):
    exif = Image.Exif()
    exif[0x010F] = "A phone"
    jpeg(made[1], paper(), exif=exif.tobytes())
    assert "holds metadata, which may say where" in problems(local)


def test_a_picture_too_large_for_a_page(made, local):
    Image.effect_noise((2000, 2000), 120).convert("RGB").save(made[1], quality=95)
    assert "has more than 400 kB" in problems(local)


@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_what_is_only_pixels_has_no_metadata(tmp_path, kind):
    file = tmp_path / f"a.{kind}"
    paper(size=(300, 200)).save(file)
    assert not has_metadata(file.read_bytes())
    assert has_metadata(file.read_bytes() + b"a name after the end")
    assert has_metadata(file.read_bytes()[:100])


def test_words_in_a_png_are_metadata(tmp_path):
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Zebulon")
    paper(size=(300, 200)).save(tmp_path / "a.png", pnginfo=words)
    assert has_metadata((tmp_path / "a.png").read_bytes())
