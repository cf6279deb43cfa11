"""Pictures as files: sRGB, within the limit, without a trace of when or where."""

import io
import random

import pytest
from PIL import Image

from generator.errors import RenderingError
from generator.graphics import encode


@pytest.fixture(scope="module")
def noisy():
    return Image.frombytes("RGB", (300, 300), random.Random(3).randbytes(270_000))


def opened(data):
    return Image.open(io.BytesIO(data))


def test_a_jpeg_keeps_full_colour_and_carries_nothing_but_its_colour_space(noisy):
    picture = opened(encode.encoded(noisy, "jpg"))
    assert picture.format == "JPEG"
    assert picture.info.keys() == {"jfif", "jfif_version", "jfif_unit", "jfif_density", "icc_profile"}
    assert [layer[1:3] for layer in picture.layer] == [(1, 1)] * 3
    assert not picture.getexif()


def test_the_colour_space_is_srgb_in_few_bytes_and_says_no_day(noisy):
    from PIL import ImageCms

    profile = opened(encode.encoded(noisy, "jpg")).info["icc_profile"]
    name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    assert "sRGB" in name
    assert len(profile) < 700
    assert profile[24:36] == bytes(12)


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_the_same_picture_gives_the_same_bytes(noisy, kind):
    first = encode.encoded(noisy, kind)
    encode._srgb.cache_clear()
    assert encode.encoded(noisy, kind) == first


def test_a_jpeg_begins_at_94_and_steps_down_only_to_keep_the_limit(noisy):
    best = encode.fitted(noisy, "jpg")
    less = encode.fitted(noisy, "jpg", len(best.data) - 1)
    assert (best.quality, less.quality) == (94, 92)
    assert len(encode.fitted(noisy, "jpg", len(best.data) - 20_000).data) <= len(best.data) - 20_000


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_limit_that_cannot_be_kept_is_said(noisy, kind):
    with pytest.raises(RenderingError, match="batas penempatan 2000 byte"):
        encode.encoded(noisy, kind, 2_000)


def test_a_master_is_a_lossless_png_that_says_srgb(noisy):
    picture = opened(encode.encoded(noisy, "png"))
    assert picture.tobytes() == noisy.tobytes()
    assert picture.info == {"srgb": 0}


def test_transparency_survives_where_it_is_wanted():
    assert opened(encode.png(Image.new("RGBA", (4, 4), (1, 2, 3, 0)))).mode == "RGBA"
