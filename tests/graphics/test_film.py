"""The film as a file: what a phone can play, the same bytes again, within the limit, or one sentence."""

import hashlib
import sys

import pytest
from PIL import Image

from generator.errors import RenderingError, SettingsError
from generator.graphics import film, press
from generator.home import Home
from tests.graphics.test_clip import half, job, tip_alone
from tests.graphics.test_motion import SCENES

needs_extra = pytest.mark.skipif(
    not film.is_ready(), reason="the extra av is not installed (run.py setup clips)"
)


def pictures(count=4, size=(270, 480)):
    """A bar that grows, each step for two frames."""
    for n in range(count):
        picture = Image.new("RGBA", size, (255, 199, 38, 255))
        picture.paste((190, 20, 20, 255), (0, 200, 40 * (n + 1), 240))
        yield picture, 2


def test_without_the_extra_one_sentence_says_what_to_run(monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(SettingsError, match=r"run\.py setup clips"):
        film.refuse_without_extra("contoh")


@needs_extra
def test_the_same_pictures_give_the_same_bytes(tmp_path):
    digests = set()
    for name in ("a.mp4", "b.mp4"):
        film.write_film(pictures(), tmp_path / name, 10**6)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


@needs_extra
def test_a_film_above_the_limit_and_a_folder_that_is_gone_are_told(tmp_path):
    with pytest.raises(RenderingError, match=r"batas penempatan 100 byte"):
        film.write_film(pictures(1), tmp_path / "klip.mp4", 100)
    with pytest.raises(OSError, match="tidak-ada"):
        film.write_film(pictures(1), tmp_path / "tidak-ada/klip.mp4", 100)


@needs_extra
def test_a_clip_is_a_film_that_every_phone_plays(tmp_path):
    import av

    studios = press.Studios(Home(), "cakra", None, tmp_path)
    placement = half("tiktok/photo")
    wanted = job(*tip_alone(), placement, SCENES[2:3])
    (first, (one, cover)), (second, (same, _)) = press.film_job(studios, wanted)
    assert (first, second) == ("posts/a", "posts/b")
    assert (one.path, cover.path) == ("posts/a/clip.mp4", "posts/a/sampul.jpg")
    data = (tmp_path / one.path).read_bytes()
    assert one.sha256 == same.sha256 == hashlib.sha256(data).hexdigest()
    assert data.find(b"moov") < data.find(b"mdat")  # plays before it has come whole
    with Image.open(tmp_path / cover.path) as still:
        assert (still.format, still.size) == ("JPEG", (540, 960))
    with av.open(str(tmp_path / one.path)) as opened:
        video, sound = opened.streams.video[0], opened.streams.audio[0]
        context = video.codec_context
        assert (context.name, context.pix_fmt, video.average_rate) == ("h264", "yuv420p", 24)
        assert (context.width, context.height) == (540, 960)
        assert {context.color_primaries, context.color_trc, context.colorspace} == {1}  # bt709
        assert context.color_range == 1
        assert "creation_time" not in opened.metadata | video.metadata
        assert sound.codec_context.name == "aac"
        shown = video.frames / 24
        assert placement.clip.seconds[0] <= shown <= placement.clip.seconds[1] + 0.3
        assert abs(float(sound.duration * sound.time_base) - shown) < 0.05
        opened.seek(0)
        assert all(not any(bytes(frame.planes[0])) for frame in opened.decode(sound))  # silence


@needs_extra
def test_colours_of_a_film_are_those_of_the_picture(tmp_path):
    import av

    film.write_film(pictures(1), tmp_path / "klip.mp4", 10**6)
    with av.open(str(tmp_path / "klip.mp4")) as opened:
        frame = next(opened.decode(video=0)).reformat(format="rgb24", src_colorspace="ITU709").to_image()
    for at, meant in (((200, 400), (255, 199, 38)), ((10, 220), (190, 20, 20))):
        assert max(abs(a - b) for a, b in zip(frame.getpixel(at), meant, strict=True)) <= 6
