"""Keyframes read back from their stylesheet, and a clip laid out in time."""

import pytest

from generator.errors import TemplateError
from generator.graphics import motion
from generator.records import ClipScene

PAGE = '<div class="page"><div class="bar"></div><div class="bar lbl"></div></div>'
STRIP = motion.Strip(845, 2)
SCENES = (
    ClipScene("opening", "Coba tebak jamnya.", is_action=False),
    ClipScene("finding", "Di Kabupaten Cakrasari, 107 kecelakaan tercatat pada malam-malam itu.", is_action=False),
    ClipScene("tip", "Tiga detik dari kendaraan depan. Hujan atau malam? Tambah lagi.", is_action=True),
    ClipScene("close", "Satu kebiasaan kecil, kita mulai bersama.", is_action=True),
)  # fmt: skip
LONG = ClipScene("finding", " ".join(["kecelakaan tercatat di jalan itu"] * 12) + ".", is_action=False)


def seconds(cards, slide=None):
    return sum(card.frames for card in cards if slide in (None, card.slide)) / motion.FPS


def test_the_elements_of_a_class_are_numbered_so_that_they_can_take_turns():
    assert motion.numbered(PAGE).count("bar-") == 2
    assert 'class="bar lbl bar-2 lbl-1"' in motion.numbered(PAGE)


def test_only_what_stands_on_the_page_takes_time():
    css = ".bar-2{animation:appear 300ms ease-out 600ms backwards}.pin-1{animation:appear 1ms linear 9000ms backwards}"
    assert motion.spans(motion.numbered(PAGE), css, "jam") == (motion.Span(600, 900),)


@pytest.mark.parametrize(
    "body",
    [
        "animation:appear 300ms ease-out 600ms infinite",
        "animation:appear 100ms linear 0ms 5 backwards",
        "animation-name:appear",
        "animation:appear 1s linear 0ms backwards",
    ],
)
def test_what_flashes_or_hides_its_end_is_refused_with_its_place(body):
    with pytest.raises(TemplateError, match=r"jam, \.bar"):
        motion.spans(PAGE, f".bar{{{body}}}", "jam")


def test_a_frame_between_two_movements_shows_the_end_of_the_first():
    moving = (motion.Span(100, 300), motion.Span(500, 600))
    assert [motion.moment(at, moving) for at in (0, 200, 300, 400, 550, 2000)] == [0, 200, 300, 300, 550, 600]


@pytest.mark.parametrize(
    "scenes", [SCENES, SCENES[2:3], (), (LONG, *SCENES[2:])], ids=["all", "one", "none", "long"]
)
def test_a_clip_keeps_its_length_and_holds_the_action(scenes):
    cards = motion.cards(scenes, (2300, 1550), (6, 15), STRIP)
    assert 6 <= seconds(cards) <= 15.3  # whole frames, rounded up caption by caption
    assert seconds(cards, 0) >= 2.3 + motion.EVIDENCE_S
    assert seconds(cards, 1) >= 1.55 + 2
    assert [card.slide for card in cards] == sorted(card.slide for card in cards)
    assert all(card.frames >= motion.SHORTEST_S * motion.FPS for card in cards)  # no flicker


def test_whole_sentences_go_and_the_tip_stays_when_there_is_too_much_to_read():
    cards = motion.cards((SCENES[0], LONG, *SCENES[2:]), (2300, 1550), (6, 15), STRIP)
    said = " ".join(line for card in cards for line in card.lines)
    assert said == SCENES[2].words


@pytest.mark.parametrize("strip", [STRIP, motion.Strip(838, 1)], ids=["two lines", "one line"])
@pytest.mark.parametrize(
    "words", [LONG.words, SCENES[2].words, "Awas.", "Simpang " + "Suryanatakusumah" * 12]
)
def test_captions_say_every_word_within_their_lines(words, strip):
    shown = motion.captions(words, strip)
    assert " ".join(line for lines in shown for line in lines) == words
    assert all(1 <= len(lines) <= strip.lines for lines in shown)


def test_a_sentence_is_not_torn_apart_where_it_fits_a_caption():
    words = "Punya rencana Jumat atau Sabtu malam? Di Kabupaten Cakrasari, 107 kecelakaan tercatat pada malam itu."
    first, second = motion.captions(words, STRIP)
    assert " ".join(first).endswith("malam?")
    assert " ".join(second).startswith("Di Kabupaten")
    clauses = "Pelan sejak jauh di Jalan Pasar Lama: 76 kecelakaan, paling sering tabrakan depan-samping."
    said = [" ".join(lines) for lines in motion.captions(clauses, motion.Strip(838, 1))]
    assert said == [
        "Pelan sejak jauh di Jalan Pasar Lama:",
        "76 kecelakaan,",
        "paling sering tabrakan depan-samping.",
    ]
