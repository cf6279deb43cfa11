"""The week's page as text: what stands on it, what is escaped, that its bytes repeat."""

import dataclasses
import html
import re
import tomllib

import pytest

from generator.errors import TemplateError
from generator.home import Home
from generator.posting.pages import page_texts, write_index
from generator.posting.post import published_text
from tests.pages.pack_maker import changed, make_manifest

EVIL = " <img src=x onerror=alert(1)> ${alert(1)} ` </script><script>alert(1)</script> '\" {{ 7*7 }}"


@pytest.fixture(scope="module")
def texts():
    return page_texts(Home(), "id")


@pytest.fixture(scope="module")
def pack(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("paket")
    manifest = make_manifest(folder, posts=18)
    return manifest, write_index(manifest, folder, texts).read_text(encoding="utf-8")


def test_every_caption_and_alt_text_stands_on_the_page_as_it_is_published(pack):
    manifest, page = pack
    for post in manifest.posts:
        if post.caption.limit:
            assert html.escape(published_text(post.caption)).replace("&#x27;", "&#39;") in page
        assert all(page.count(html.escape(asset.alt_text)) >= 2 for asset in post.assets)


def test_every_further_text_stands_on_the_page_with_its_name_and_its_button(pack, texts):
    manifest, page = pack
    further = [(post, text) for post in manifest.posts for text in post.caption.texts]
    assert {text.name for _, text in further} == {
        "slides", "script", "long_message", "video_title", "video_description"
    }  # fmt: skip
    for post, text in further:
        assert html.escape(text.text).replace("&#x27;", "&#39;") in page
        assert f'data-copy="text-{post.id}-{text.name}"' in page
        assert f"<summary>{texts[f'text_{text.name}']}</summary>" in page
        assert f"{post.folder}/{text.file}" in page


def test_every_hour_shows_its_zone(pack):
    manifest, page = pack
    assert len(re.findall(r"<time [^>]+>\w{3}, \d+ Nov 2026, \d\d\.\d\d WIB</time>", page)) == len(
        manifest.posts
    )


def test_pictures_have_their_size_so_that_nothing_jumps(pack):
    manifest, page = pack
    pictures = re.findall(r"<img [^>]+>", page)
    assert len(pictures) == sum(len(post.assets) for post in manifest.posts)
    assert all(re.search(r'alt="[^"]+" width="\d+" height="\d+" loading="lazy"', one) for one in pictures)


def test_a_clip_can_be_looked_at_and_taken_with_its_cover(tmp_path, texts):
    manifest = make_manifest(tmp_path, posts=2)
    one = manifest.posts[0]
    film, cover = (
        dataclasses.replace(one.assets[0], path=f"{one.folder}/{name}") for name in ("clip.mp4", "sampul.jpg")
    )
    posts = (dataclasses.replace(one, clip=(film, cover)), *manifest.posts[1:])
    page = write_index(dataclasses.replace(manifest, posts=posts), tmp_path, texts).read_text(
        encoding="utf-8"
    )
    (video,) = re.findall(r"<video [^>]+>", page)
    assert f'src="{film.path}" poster="{cover.path}"' in video
    assert "controls" in video
    assert "autoplay" not in video
    assert 'download="clip.mp4"' in page
    assert 'download="sampul.jpg"' in page
    assert "media-src &#39;self&#39; file:" in page or "media-src 'self' file:" in page


def test_the_policy_allows_nothing_from_a_network(pack):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', pack[1])[1]
    assert "default-src &#39;none&#39;" in policy or "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe" not in policy
    assert "*" not in policy


def test_nothing_on_the_page_names_an_address_of_the_network_or_an_inline_handler(pack):
    page = pack[1]
    assert not re.search(r"https?://", page)
    assert not re.search(r"<[^>]+\son\w+=", page)
    assert not re.search(r"<[^>]+\sstyle=", page)


def test_two_runs_give_the_same_bytes(tmp_path, texts):
    pages = []
    for name in ("satu", "dua"):
        folder = tmp_path / name
        pages.append(write_index(make_manifest(folder, posts=9), folder, texts).read_bytes())
    assert pages[0] == pages[1]


def test_markup_in_any_field_stays_text(tmp_path, texts):
    page = write_index(make_manifest(tmp_path, posts=9, note=EVIL), tmp_path, texts).read_text(
        encoding="utf-8"
    )
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert page.count("{{ 7*7 }}") > 20
    assert page.count("<script>") == 3


def test_the_sample_stamp_follows_the_manifest(tmp_path, texts):
    manifest = make_manifest(tmp_path, posts=9)
    assert "BUKAN DATA ASLI" in write_index(manifest, tmp_path, texts).read_text(encoding="utf-8")
    real = write_index(changed(manifest, is_sample=False), tmp_path, texts).read_text(encoding="utf-8")
    assert "BUKAN DATA ASLI" not in real


@pytest.mark.parametrize(("is_there", "sentence"), [(True, 'href="map.html"'), (False, "tidak ada peta")])
def test_the_map_is_linked_or_its_absence_explained(tmp_path, texts, is_there, sentence):
    if is_there:
        (tmp_path / "map.html").write_text("peta", encoding="utf-8")
    page = write_index(make_manifest(tmp_path, posts=9), tmp_path, texts).read_text(encoding="utf-8")
    assert sentence in page


def test_warnings_and_empty_slots_stand_above_the_posts(pack):
    page = pack[1]
    assert (
        page.index("200 hari lalu")
        < page.index("X Unggahan 16:9, Rab 06.30: tidak ada pesan yang cocok")
        < page.index('<article class="post')
    )


@pytest.mark.parametrize(("count", "mark"), [(100, None), (260, "hampir penuh"), (290, "melebihi batas")])
def test_the_counter_warns_near_and_over_the_limit(tmp_path, texts, count, mark):
    manifest = make_manifest(tmp_path, posts=9)
    post = next(one for one in manifest.posts if one.slot.platform == "x")
    post = changed(post, caption=changed(post.caption, count=count))
    page = write_index(changed(manifest, posts=(post,)), tmp_path, texts).read_text(encoding="utf-8")
    counter = re.search(r'<p class="counter[^>]+>([^<]+)<', page)[1]
    assert counter.startswith(f"{count}/280")
    assert (mark or "karakter") in counter


def test_a_pack_without_a_single_post_is_still_a_page(tmp_path, texts):
    manifest = changed(make_manifest(tmp_path, posts=9), posts=())
    assert "0 unggahan" in write_index(manifest, tmp_path, texts).read_text(encoding="utf-8")


def test_both_languages_have_the_same_words_with_the_same_blanks():
    spoken = {}
    for code in ("id", "en"):
        path = Home().templates / "languages" / code / "pages.toml"
        spoken[code] = tomllib.loads(path.read_text(encoding="utf-8"))
    assert spoken["id"].keys() == spoken["en"].keys()
    for key, text in spoken["id"].items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", spoken["en"][key])), key


def test_a_missing_word_names_the_file_to_mend(tmp_path, texts):
    poorer = {key: text for key, text in texts.items() if key != "week_title"}
    with pytest.raises(TemplateError, match="week_title"):
        write_index(make_manifest(tmp_path, posts=9), tmp_path, poorer)


def test_an_unknown_language_is_one_sentence():
    with pytest.raises(TemplateError, match=r"languages/xx/pages\.toml"):
        page_texts(Home(), "xx")
