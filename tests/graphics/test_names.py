"""Names that no font of ours can write, and names without end, are told by the field that holds them."""

import dataclasses

import pytest

from generator.errors import RenderingError
from generator.graphics.infographic import Studio
from generator.graphics.names import refuse_unknown_signs
from generator.home import Home
from generator.platforms import load_placements
from tests.graphics import samples

SQUARE = load_placements(Home())["instagram/feed_square"]


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("place_1", "ถนนสุขุมวิท", r'nama tempat "ถนนสุขุมวิท": .*ถ \(U\+0E16\).*data\.roads'),
        ("unit", "Satlantas 🚓", r"nama satuan .*U\+1F693.*polres\.unit"),
        ("handle", "@شرطة", r"nama akun .*polres\.handle"),
        ("label_2", "中山", r"nama .*U\+4E2D.*data\.areas"),
        ("place_1", "Jalan \u200fRaya", r"nama tempat .*huruf U\+200F"),
    ],
)
def test_a_sign_that_the_fonts_lack_is_told_with_its_field(key, text, sentence):
    message, _ = samples.ranking(1)
    named = dataclasses.replace(message, headline=f"Kenali {text}", words={**message.words, key: text})
    with pytest.raises(RenderingError, match=sentence):
        refuse_unknown_signs(named)


def test_letters_with_marks_are_written():
    message, _ = samples.ranking(1, ("Jalan Łódź Ñuñoa – Đường São Tomé",))
    refuse_unknown_signs(message)


def test_a_place_name_of_200_letters_that_has_no_room_is_told_by_its_name():
    pair = samples.ranking(1, ("Jalan" + "j" * 195,))
    with pytest.raises(
        RenderingError, match=r'nama tempat "Jalanj+\.\.\.": 200 karakter, tidak muat .*data\.roads'
    ):
        Studio(Home(), "cakra", None, None).draw(*pair, SQUARE)
