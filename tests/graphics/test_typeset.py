"""Lines broken by us: even, within the width, coloured phrases whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.graphics import typeset
from tests.graphics import samples

HEADLINE = "Tiga tempat ini butuh perhatian lebih dari kita"


def test_lines_keep_within_the_width_and_lose_no_word():
    lines = typeset.balanced(HEADLINE, 936, 88)
    assert " ".join(lines) == HEADLINE
    assert all(typeset.text_width(line, 88, 800) <= 936 for line in lines)


def test_lines_are_even():
    lines = typeset.balanced("Berhenti di depan zebra cross", 936, 92)
    long = [typeset.text_width(line, 92, 800) for line in lines]
    assert min(long) > 0.55 * max(long)


def test_the_coloured_phrase_never_breaks():
    for width in range(520, 940, 30):
        lines = typeset.balanced(HEADLINE, width, 66, kept="butuh perhatian")
        assert sum("butuh perhatian" in line for line in lines) == 1, width


def test_no_line_ends_on_a_small_word_when_it_need_not():
    lines = typeset.balanced("Malam tanpa lampu jalan lebih sering di kota kita", 760, 72)
    assert not any(line.endswith(" di") for line in lines)


def test_a_word_that_is_too_long_stands_alone():
    lines = typeset.balanced("Pelan Pertanggungjawabannyasekali ya", 300, 60)
    assert "Pertanggungjawabannyasekali" in lines


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abcdef <>&\"'", max_size=60), st.integers(200, 900))
def test_any_text_comes_out_whole_and_escaped(text, width):
    lines = typeset.balanced(text, width, 40)
    assert " ".join(lines) == " ".join(text.split())
    printed = typeset.as_lines(lines)
    assert "<a" not in printed.replace('<div class="nw">', "").replace("</div>", "")


@pytest.mark.parametrize("highlight", ["", "tidak ada di sini", samples.EVIL])
def test_the_highlight_is_marked_only_where_it_stands(highlight):
    printed = typeset.as_lines(["Pelan di", "simpang"], highlight)
    assert "<b>" not in printed


def test_a_highlight_over_two_lines_is_marked_on_both():
    assert typeset.as_lines(["a b", "c d"], "b c").count("<b>") == 2
