"""Every design, every shape, shortest and longest words: it stands, says everything, and passes its checks."""

import dataclasses
import shutil
import subprocess
import sys

import pytest

from generator.errors import RenderingError, TemplateError
from generator.graphics.infographic import Studio
from generator.home import PROJECT, Home
from generator.platforms import load_placements
from tests.graphics import samples

HOME = Home()
PLACEMENTS = load_placements(HOME)
ONE_OF_EACH = (
    "instagram/feed_portrait",
    "youtube/community_post",
    "instagram/story",
    "tiktok/photo",
    "x/post_landscape",
)
KINDS = samples.everything()


@pytest.fixture(scope="module")
def layers():
    return samples.layers()


@pytest.fixture(scope="module")
def studio(layers):
    return Studio(HOME, "cakra", layers, None)


@pytest.mark.parametrize("placement", ONE_OF_EACH)
@pytest.mark.parametrize("name", list(KINDS))
def test_every_kind_stands_in_every_shape(studio, name, placement):
    message, insight = KINDS[name]
    where = PLACEMENTS[placement]
    pictures = studio.draw(message, insight, where)
    assert len(pictures) == 1 if where.slides == 1 else 2 <= len(pictures) <= where.slides
    for picture in pictures:
        assert picture.image.size == (where.width, where.height)
        assert picture.image.mode == "RGB"
        assert picture.alt_text
        assert all(result.is_passed for result in picture.checks)
        assert {result.name for result in picture.checks} >= {
            "contrast",
            "safe_zone",
            "phone_size",
            "text_complete",
        }


@pytest.mark.parametrize("placement", [p.id for p in PLACEMENTS.values() if p.id not in ONE_OF_EACH])
def test_every_declared_placement_has_a_picture_within_its_own_zone(studio, placement):
    message, insight = KINDS["jam"]
    assert studio.draw(message, insight, PLACEMENTS[placement])


def test_there_are_at_least_six_compositions(studio):
    finding = {studio.draw(m, i, PLACEMENTS["facebook/feed_portrait"])[0].design for m, i in KINDS.values()}
    assert len(finding) >= 8


@pytest.mark.parametrize(
    "pair",
    [
        samples.ranking(1),
        samples.ranking(5),
        samples.ranking(3, (samples.LONG_NAME, "Gg. X", samples.NAMES[2])),
        samples.ranking(3, (samples.EVIL, "${alert(1)} `x` </script>", "A & B")),
    ],
    ids=["one", "five", "long", "evil"],
)
@pytest.mark.parametrize("placement", ONE_OF_EACH)
def test_one_place_many_places_long_and_hostile_names_stand(studio, pair, placement):
    assert studio.draw(*pair, PLACEMENTS[placement])


@pytest.mark.parametrize("name", ["peta", "lokasi", "wilayah"])
def test_maps_do_without_roads_and_without_any_layer(name):
    for layers in (None, samples.layers(with_roads=False)):
        plain = Studio(HOME, "cakra", layers, None)
        for placement in ("facebook/feed_portrait", "x/post_landscape"):
            assert plain.draw(*KINDS[name], PLACEMENTS[placement])


def test_the_stamp_follows_the_data(studio):
    message, insight = KINDS["jam"]
    for placement in ("instagram/feed_portrait", "x/post_landscape"):
        with_stamp = studio.draw(message, insight, PLACEMENTS[placement])
        words = {key: value for key, value in message.words.items() if key != "stamp"}
        without = studio.draw(dataclasses.replace(message, words=words), insight, PLACEMENTS[placement])
        for one, other in zip(with_stamp, without, strict=True):
            assert one.image.tobytes() != other.image.tobytes()


def test_the_action_slide_says_the_tip_in_its_alt_text(studio):
    message, insight = KINDS["jam"]
    *_, action = studio.draw(message, insight, PLACEMENTS["instagram/feed_portrait"])
    assert message.tip in action.alt_text
    assert message.words["stamp"] in action.alt_text


def test_the_same_message_gives_the_same_pixels_in_another_studio(layers, studio):
    message, insight = KINDS["peta"]
    again = Studio(HOME, "cakra", layers, None)
    where = PLACEMENTS["facebook/feed_portrait"]
    assert (
        studio.draw(message, insight, where)[0].image.tobytes()
        == again.draw(message, insight, where)[0].image.tobytes()
    )


def test_a_kind_that_nobody_knows_is_drawn_as_a_tip(studio):
    message, insight = samples.tip_message("helm")
    unknown = dataclasses.replace(message, kind="kabar_lain")
    assert studio.draw(unknown, insight, PLACEMENTS["instagram/story"])[0].design.startswith("tip")


def test_words_that_fit_no_design_stop_the_picture_with_its_name(studio):
    message, insight = KINDS["jam"]
    huge = dataclasses.replace(message, headline="Kecelakaan" * 9, highlight="")
    with pytest.raises(RenderingError, match=r"jam.* untuk x/post_landscape"):
        studio.draw(huge, insight, PLACEMENTS["x/post_landscape"])


def test_a_broken_template_stops_the_picture_with_file_and_line(tmp_path):
    shutil.copytree(HOME.templates, tmp_path / "templates")
    for page in (tmp_path / "templates/infographics").glob("*/page.html.j2"):
        page.write_text("satu\n{{ m.tidak_ada }}")
    broken = Studio(Home(templates_root=tmp_path / "templates"), "cakra", None, None)
    with pytest.raises(TemplateError, match=r"/page\.html\.j2, baris 2: .*tidak_ada"):
        broken.draw(*samples.hours("m-a"), PLACEMENTS["facebook/feed_portrait"])


def test_a_worker_draws_without_pandas():
    program = (
        "import sys, pickle; from tests.graphics import samples;"
        "from generator.home import Home; from generator.graphics.infographic import Studio;"
        "from generator.platforms import load_placements;"
        "studio = pickle.loads(pickle.dumps(Studio(Home(), 'cakra', None, None)));"
        "studio.draw(*samples.hours('m-a'), load_placements(Home())['instagram/story']);"
        "bad = {'pandas', 'geopandas', 'numpy', 'shapely', 'scipy'} & set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=PROJECT)
