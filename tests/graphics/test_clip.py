"""A clip drawn: inside its zone at every turn, ending as the picture that was checked, drawn only where it moves."""

import dataclasses
import shutil

import pytest
from PIL import ImageChops

from generator.errors import RenderingError
from generator.graphics import motion
from generator.graphics.canvas import Box
from generator.graphics.checks import ink_box
from generator.graphics.clip import clip_sheet, make_clip, turns
from generator.graphics.infographic import Studio
from generator.graphics.press import ClipJob
from generator.home import Home
from generator.platforms import SafeZone, load_placements
from tests.graphics import samples
from tests.graphics.test_motion import SCENES

HOME = Home()
PLACEMENTS = load_placements(HOME)
KINDS = samples.everything()


def half(name):
    """The placement drawn at half its size: same layout, a quarter of the work."""
    one = PLACEMENTS[name]
    safe = SafeZone(*(getattr(one.safe, side) / 2 for side in ("top", "bottom", "left", "right")))
    return dataclasses.replace(one, width=540, height=960, safe=safe)


def job(message, insight, placement, scenes=SCENES):
    """The order of a clip, as the press gets it."""
    return ClipJob(message, insight, placement, ("posts/a", "posts/b"), scenes, None)


def tip_alone():
    """A message of a season: no finding to show, only the action."""
    message, insight = KINDS["tabrakan"]
    return dataclasses.replace(message, kind="season"), dataclasses.replace(insight, kind="season")


@pytest.fixture(scope="module")
def studio():
    return Studio(HOME, "cakra", samples.layers(), None)


def moved(tmp_path, css):
    """A studio whose every design moves as `css` says, too."""
    shutil.copytree(HOME.templates, tmp_path / "templates")
    own = tmp_path / "templates/infographics/_parts/moves.css.j2"
    own.write_text(own.read_text(encoding="utf-8") + css, encoding="utf-8")
    return Studio(Home(templates_root=tmp_path / "templates"), "cakra", None, None)


@pytest.mark.parametrize(
    ("kind", "placement"),
    [
        ("jam", "tiktok/photo"),
        ("wilayah", "instagram/reel"),
        ("lokasi", "youtube/short"),
        ("peta", "whatsapp/status"),
    ],
)
def test_every_word_stands_in_the_zone_at_every_turn(studio, kind, placement):
    where = half(placement)
    clip = make_clip(studio, job(*KINDS[kind], where))
    assert len(clip.slides) == 2
    assert all(result.is_passed for result in clip.checks)
    assert {"contrast", "safe_zone", "no_overlap"} <= {result.name for result in clip.checks}
    full = PLACEMENTS[placement]
    zone = Box(full.safe.left, full.safe.top, 1080 - full.safe.right, 1920 - full.safe.bottom)
    for card in {card.slide: card for card in clip.cards}.values():
        for at in turns(clip.slides[card.slide].moving)[::4]:
            for run in clip.measured(card, at).runs:
                ink = ink_box(run)
                assert ink.left >= zone.left - 2 and ink.right <= zone.right + 2, run.text  # noqa: PT018
                assert ink.top >= zone.top - 2 and ink.bottom <= zone.bottom + 2, run.text  # noqa: PT018


def test_words_that_move_out_of_the_zone_are_refused(tmp_path):
    away = (
        "@keyframes fly{from{transform:translateY(-400px)}}.claim{animation:fly 400ms linear 100ms backwards}"
    )
    with pytest.raises(RenderingError, match="zona aman"):
        make_clip(moved(tmp_path, away), job(*KINDS["jam"], half("tiktok/photo")))


def test_captions_keep_clear_of_everything_else(studio):
    sheet, placement = clip_sheet(PLACEMENTS["tiktok/photo"]), half("tiktok/photo")
    clip = make_clip(studio, job(*KINDS["jam"], placement))
    for card in clip.cards:
        spoken = "".join(card.lines)
        below = [run for run in clip.measured(card, 9000).runs if run.box.top > sheet.zone.bottom]
        assert all(run.text.strip() in spoken for run in below)
        assert below


@pytest.mark.parametrize("kind", ["jam", "peta"])
def test_a_clip_ends_as_the_picture_that_was_checked(studio, kind):
    clip = make_clip(studio, job(*KINDS[kind], half("tiktok/photo")))
    for number, slide in enumerate(clip.slides):
        end = clip.draw(motion.Card(number, (), 1), slide.end_ms).convert("RGB")
        still = clip.sheet.canvas.render(slide.page.html, slide.page.css, images=clip.images).convert("RGB")
        begin = clip.draw(motion.Card(number, (), 1), 0).convert("RGB")
        assert ImageChops.difference(end, still).getbbox() is None
        assert ImageChops.difference(begin, still).getbbox() is not None


def test_a_bar_grows_from_zero_and_never_past_its_length(studio):
    clip = make_clip(studio, job(*KINDS["pengguna"], half("tiktok/photo")))
    card, slide = motion.Card(0, (), 1), clip.slides[0]
    ends = clip.draw(card, slide.end_ms)
    seen = []
    for at in (0, 300, 400, 500, 650, slide.end_ms):
        different = ImageChops.difference(clip.draw(card, at).convert("RGB"), ends.convert("RGB"))
        seen.append(sum(different.convert("L").point(lambda level: level > 8 and 255).histogram()[255:]))
    assert seen == sorted(seen, reverse=True)
    assert seen[0] > seen[2] > seen[-1] == 0


def test_only_frames_that_differ_are_drawn(studio):
    clip = make_clip(studio, job(*tip_alone(), half("tiktok/photo")))
    counts = [count for _, count in clip.frames()]
    moving = sum(slide.end_ms for slide in clip.slides) / 1000 * motion.FPS
    assert sum(counts) == sum(card.frames for card in clip.cards)
    assert len(counts) <= moving + 2 * len(clip.cards) + 2 < sum(counts)


def test_a_finding_without_room_beside_captions_leaves_the_action_alone(studio):
    message, insight = KINDS["hari"]
    endless = dataclasses.replace(message, headline="Lingkar Pangeran Suryanatakusumah " * 9, highlight="")
    clip = make_clip(studio, job(endless, insight, half("instagram/reel")))
    assert [studio.designs[name].role for name in clip.designs] == ["action"]
    assert any("107 kecelakaan" in " ".join(card.lines) for card in clip.cards)
