"""A photo of the unit is harmless and keeps what matters in view, or it is refused in a sentence."""

import io

import pytest
from PIL import Image, ImageCms

from generator.errors import RenderingError
from generator.graphics.photo import LEAST_PX, SIDE_PX, Photo, photo_jpeg, photos_of


def shown(path):
    data, width, height = photo_jpeg(path)
    photo = Image.open(io.BytesIO(data))
    assert photo.size == (width, height)
    assert (photo.format, photo.mode) == ("JPEG", "RGB")
    return photo, data


def test_a_photo_is_upright_small_and_without_metadata(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Kamera Budi"
    Image.new("RGB", (3000, 2000), "red").save(tmp_path / "f.jpg", exif=exif)
    photo, data = shown(tmp_path / "f.jpg")
    assert photo.height == SIDE_PX > photo.width
    assert not photo.getexif()
    assert b"Kamera" not in data


def test_colours_of_print_and_clear_parts_become_those_of_a_screen(tmp_path):
    Image.new("CMYK", (1100, 1100), (0, 255, 255, 0)).save(tmp_path / "cmyk.jpg")
    red, _ = shown(tmp_path / "cmyk.jpg")
    assert red.getpixel((5, 5))[0] > 200
    assert red.getpixel((5, 5))[1] < 60
    Image.new("RGBA", (1100, 1100), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert min(shown(tmp_path / "clear.png")[0].getpixel((5, 5))) > 250
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for name, profile in (("own", srgb), ("broken", b"no profile")):
        Image.new("RGB", (1100, 1100), "blue").save(tmp_path / f"{name}.jpg", icc_profile=profile)
        photo, _ = shown(tmp_path / f"{name}.jpg")
        assert photo.getpixel((5, 5))[2] > 240
        assert "icc_profile" not in photo.info


def test_a_large_jpeg_of_a_phone_is_taken(tmp_path):
    Image.new("L", (8000, 5000)).save(tmp_path / "f.jpg")
    assert max(shown(tmp_path / "f.jpg")[0].size) == SIDE_PX


def moving(path):
    frames = [Image.new("P", (LEAST_PX, LEAST_PX), n) for n in (0, 1)]
    frames[0].save(path, "GIF", save_all=True, append_images=frames[1:])


def cut(path):
    Image.new("RGB", (1200, 1200)).save(path, "JPEG")
    path.write_bytes(path.read_bytes()[:2000])


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda path: None, "berkas tidak ada"),
        (lambda path: path.write_bytes(b"bukan foto"), "bukan gambar yang terbaca"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40), "bukan gambar yang terbaca"),
        (cut, "bukan gambar yang terbaca"),
        (lambda path: Image.new("RGB", (LEAST_PX - 1, 1900)).save(path), "hanya 1079x1900"),
        (moving, "gambar bergerak"),
        (lambda path: Image.new("1", (8000, 5000)).save(path, "PNG"), "lebih dari 25 juta piksel"),
        (lambda path: Image.new("1", (20_000, 10_000)).save(path, "PNG"), "lebih dari 25 juta piksel"),
    ],
    ids=["missing", "text", "no picture", "cut off", "small", "moving", "40 MP", "200 MP"],
)
def test_what_is_no_usable_photo_is_refused_by_name(tmp_path, make, found):
    make(tmp_path / "f.jpg")
    with pytest.raises(RenderingError, match=rf"^foto f\.jpg: .*{found}"):
        photo_jpeg(tmp_path / "f.jpg")


def test_a_photo_that_was_exchanged_is_read_again(tmp_path):
    for colour in ("red", "blue"):
        Image.new("RGB", (1200, 1200), colour).save(tmp_path / "f.jpg")
        (photo,) = photos_of({"photo_1": "f.jpg", "photo_1_focus": "0.20 0.90"}, tmp_path)
        assert photo.focus == (0.2, 0.9)
        pixel = Image.open(io.BytesIO(photo.jpeg)).getpixel((600, 600))
        assert pixel.index(max(pixel)) == {"red": 0, "blue": 2}[colour]


@pytest.mark.parametrize("focus", [(0.0, 0.0), (0.5, 0.5), (0.9, 0.2), (1.0, 1.0)])
@pytest.mark.parametrize("window", [(1080, 300), (300, 1080), (500, 500)])
def test_a_crop_covers_its_window_and_keeps_the_focus(window, focus):
    photo = Photo("photo_1", b"", 1920, 1080, focus)
    left, top, width, height = (float(one.split(":")[1][:-2]) for one in photo.crop(*window).split(";"))
    assert left <= 0.05
    assert top <= 0.05
    assert left + width >= window[0] - 0.2
    assert top + height >= window[1] - 0.2
    assert -0.2 <= left + focus[0] * width <= window[0] + 0.2
    assert -0.2 <= top + focus[1] * height <= window[1] + 0.2
