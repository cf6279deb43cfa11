"""Pictures of notices: each design as it was approved, photos with what matters in view, no drawing that does not fit."""

import dataclasses
import datetime as dt

import pytest

from generator.graphics.infographic import Studio
from generator.home import PROJECT, Home
from generator.platforms import load_placements
from tests.graphics import notices_shown as made
from tests.graphics.test_golden import SHAPES, assert_as_approved
from tests.notices.office import COMMUNITY, EVENT, Office

PLACEMENTS = load_placements(Home())


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("kantor"))


@pytest.fixture(scope="module")
def studio(office):
    return Studio(Home(root=office.folder, templates_root=PROJECT / "templates"), "cakra", None, None)


@pytest.fixture(scope="module")
def shown(office):
    return made.shown(office)


@pytest.mark.parametrize("shape", list(SHAPES))
@pytest.mark.parametrize("name", ["klarifikasi", "acara", "terima_kasih", "tanya_jawab", "kuis", "operasi"])
def test_the_notice_looks_as_it_was_approved(studio, shown, name, shape):
    (picture,) = studio.draw(*shown[name], dataclasses.replace(PLACEMENTS[SHAPES[shape]], slides=1))
    assert picture.design == name
    assert_as_approved(picture.image, f"{name}-{shape}")


def test_the_answer_of_a_quiz_looks_as_it_was_approved(studio, shown):
    *_, answer = studio.draw(*shown["kuis"], PLACEMENTS["instagram/feed_portrait"])
    assert answer.design == "kuis_jawaban"
    assert_as_approved(answer.image, "kuis_jawaban-4x5")


@pytest.mark.parametrize("shape", list(SHAPES))
@pytest.mark.parametrize("count", [1, 2, 4])
def test_what_matters_in_every_photo_is_in_view(studio, office, count, shape):
    message, insight = made.told(office, made.with_photos(office, COMMUNITY, count))
    (picture,) = studio.draw(message, insight, dataclasses.replace(PLACEMENTS[SHAPES[shape]], slides=1))
    small = picture.image.resize((picture.image.width // 4, picture.image.height // 4))
    assert len(_islands(small)) == count


def _islands(picture):
    """Marks of the photos, apart from each other: boxes of neighbouring pixels in the colour of the mark."""
    found = []
    for y in range(picture.height):
        for x in range(picture.width):
            red, green, blue = picture.getpixel((x, y))
            if red > 200 and green < 90 and blue > 200:
                near = [
                    one for one in found if one[0] - 3 <= x <= one[2] + 3 and one[1] - 3 <= y <= one[3] + 3
                ]
                merged = [x, y, x, y]
                for one in near:
                    merged = [
                        min(merged[0], one[0]),
                        min(merged[1], one[1]),
                        max(merged[2], one[2]),
                        max(merged[3], one[3]),
                    ]
                    found.remove(one)
                found.append(merged)
    return found


def test_an_event_without_a_theme_has_no_drawing_of_the_tip_beside_it(studio, office):
    notice = {key: value for key, value in EVENT.items() if key != "theme"}
    message, insight = made.told(office, notice)
    where = PLACEMENTS["facebook/feed_portrait"]
    first, second = (
        studio.draw(dataclasses.replace(message, theme=theme), insight, where)[0].image
        for theme in ("helm", "hujan")
    )
    assert first.tobytes() == second.tobytes()
    with_theme = studio.draw(*made.told(office, EVENT), where)[0].image
    assert with_theme.tobytes() != first.tobytes()


def test_neither_consent_nor_file_of_a_photo_is_printed(studio, office):
    message, insight = made.told(office, made.with_photos(office, COMMUNITY, 1))
    (picture,) = studio.draw(message, insight, PLACEMENTS["x/post_landscape"])
    said = " ".join((*picture.texts, picture.alt_text, *message.words.values()))
    assert "map Humas" not in said
    assert "0.png" not in said


@pytest.mark.parametrize("shape", ["x/post_landscape", "instagram/feed_square", "facebook/feed_portrait"])
def test_an_operation_stands_in_every_part_of_its_course(studio, office, shape):
    where = dataclasses.replace(PLACEMENTS[shape], slides=1)
    for week, first in (("2026-W48", dt.date(2026, 11, 16)), ("2026-W48", dt.date(2026, 12, 3))):
        assert studio.draw(*made.operation(office, week, first), where)[0].design == "operasi"
