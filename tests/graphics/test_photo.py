"""A photo of the unit loses what its file says about place and camera, or is refused."""

import io

import pytest
from PIL import Image

from generator.errors import RenderingError
from generator.graphics.photo import SIDE_PX, photo_jpeg


def test_a_photo_is_upright_small_and_without_metadata(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Kamera Budi"
    Image.new("RGB", (3000, 2000), "red").save(tmp_path / "f.jpg", exif=exif)
    data = photo_jpeg(tmp_path / "f.jpg")
    with Image.open(io.BytesIO(data)) as photo:
        assert photo.height == SIDE_PX > photo.width
        assert not photo.getexif()
    assert b"Kamera" not in data


@pytest.mark.parametrize("make", [lambda p: None, lambda p: p.write_bytes(b"bukan foto"),
                                  lambda p: Image.new("RGB", (500, 900)).save(p)])  # fmt: skip
def test_what_is_no_usable_photo_is_refused_by_name(tmp_path, make):
    make(tmp_path / "f.jpg")
    with pytest.raises(RenderingError, match=r"^foto f\.jpg: "):
        photo_jpeg(tmp_path / "f.jpg")
