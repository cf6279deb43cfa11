"""Pictures as files: within the limit, without a trace of when or where."""

import dataclasses
import io
import random

import pytest
from PIL import Image

from generator.errors import RenderingError
from generator.graphics import encode
from generator.home import Home
from generator.platforms import load_placements

PLACEMENT = load_placements(Home())["instagram/feed_portrait"]


@pytest.fixture(scope="module")
def noisy():
    chance = random.Random(3)
    return Image.frombytes("RGB", (300, 300), bytes(chance.randrange(256) for _ in range(270_000)))


def test_a_jpeg_keeps_full_colour_and_no_metadata(noisy, tmp_path):
    size, digest = encode.save(noisy, PLACEMENT, tmp_path / "1.jpg")
    with Image.open(tmp_path / "1.jpg") as picture:
        assert picture.format == "JPEG"
        assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert [layer[1:3] for layer in picture.layer] == [(1, 1)] * 3
    assert size == (tmp_path / "1.jpg").stat().st_size
    assert len(digest) == 64


def test_the_same_picture_gives_the_same_bytes(noisy):
    for kind in ("jpg", "png"):
        assert encode.encoded(noisy, kind) == encode.encoded(noisy, kind)


def test_quality_steps_down_to_keep_the_limit(noisy, tmp_path):
    full = len(encode.encoded(noisy, "jpg"))
    small = dataclasses.replace(PLACEMENT, max_bytes=full - 20_000)
    size, _ = encode.save(noisy, small, tmp_path / "1.jpg")
    assert size <= full - 20_000


def test_a_limit_that_cannot_be_kept_is_said(noisy, tmp_path):
    with pytest.raises(RenderingError, match="batas"):
        encode.save(noisy, dataclasses.replace(PLACEMENT, max_bytes=2_000), tmp_path / "1.jpg")


def test_a_master_is_a_lossless_png(noisy, tmp_path):
    encode.save(noisy, "png", tmp_path / "1.png")
    with Image.open(tmp_path / "1.png") as picture:
        assert picture.tobytes() == noisy.tobytes()
        assert not picture.info


def test_transparency_survives_where_it_is_wanted():
    clear = Image.new("RGBA", (4, 4), (1, 2, 3, 0))
    assert Image.open(io.BytesIO(encode.encoded_png(clear))).mode == "RGBA"
