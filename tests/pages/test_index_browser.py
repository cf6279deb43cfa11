"""The week's page in a real browser, opened by double click (file://) with nothing else around."""

import functools
import http.server
import json
import threading

import pytest

from generator.home import Home
from generator.posting.pages import page_texts, write_index, write_report
from generator.posting.post import published_text
from tests.pages.browser import FAULTS, browser, opened
from tests.pages.pack_maker import make_manifest
from tests.pages.survey_maker import make_intake, make_survey

EVIL = " <img src=x onerror=alert(1)> ${alert(1)} ` </script><script>alert(1)</script>"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
KEEP_COPY = """
window.copied = [];
Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { copied.push(text); }}});
"""
DENIED = "document.execCommand = () => false;"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A plain file server that writes nothing to the screen."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def started(chromium):
    with browser(chromium) as running:
        yield running


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """(manifest, index.html) of a pack of 45 posts, without status.js beside it."""
    folder = tmp_path_factory.mktemp("keluaran") / "2026-W48"
    manifest = make_manifest(folder, posts=45)
    (folder / "map.html").write_text("peta", encoding="utf-8")
    return manifest, write_index(manifest, folder, page_texts(Home(), "id"))


@pytest.fixture(scope="module")
def desk(started, pack):
    """One open page for the tests that only look."""
    with opened(started, pack[1], before=KEEP_COPY) as watched:
        yield watched


def test_the_page_works_without_a_network_and_within_its_policy(desk):
    assert desk.outside == []
    assert desk.breaches == []
    assert desk.errors == []


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (360, "dark"), (768, "light"), (1440, "light"), (1440, "dark")]
)
def test_nothing_serious_for_a_screen_reader_a_keyboard_or_weak_eyes(started, pack, width, scheme):
    with opened(started, pack[1], width=width, color_scheme=scheme) as watched:
        watched.page.evaluate(
            "document.querySelectorAll('#' + CSS.escape(document.querySelector('.post').id) + ' details').forEach((d) => d.open = true)"
        )
        assert watched.page.evaluate(FAULTS) == []


def test_every_picture_is_shown_in_its_own_ratio(started, pack):
    with opened(started, pack[1]) as watched:
        watched.page.evaluate("document.querySelectorAll('img').forEach((i) => i.loading = 'eager')")
        watched.page.evaluate("Promise.all(Array.from(document.images).map((i) => i.decode()))")
        off = watched.page.evaluate(
            "Array.from(document.images).map((i) => Math.abs(i.clientWidth / i.clientHeight - i.getAttribute('width') / i.getAttribute('height'))).filter((d) => d > 0.02)"
        )
        assert off == []


def test_copying_gives_exactly_what_is_published(desk, pack):
    post = next(one for one in pack[0].posts if one.caption.limit and one.caption.hashtags)
    button = desk.page.locator(f'[data-copy="caption-{post.id}"]')
    button.click()
    text = published_text(post.caption)
    assert desk.page.evaluate("copied.at(-1)") == text
    assert f"Tersalin, {len(text)} karakter" in button.inner_text()
    desk.page.locator(f'[data-copy="alt-{post.id}-1"]').click()
    assert desk.page.evaluate("copied.at(-1)") == post.assets[0].alt_text


def test_a_script_is_opened_and_copied_whole(desk, pack):
    post = next(one for one in pack[0].posts if one.slot.platform == "tiktok")
    script = next(text for text in post.caption.texts if text.name == "script")
    button = desk.page.locator(f'[data-copy="text-{post.id}-script"]')
    desk.page.locator("details", has=button).locator("summary").click()
    button.click()
    assert desk.page.evaluate("copied.at(-1)") == script.text


def test_without_a_clipboard_the_selection_is_copied(started, pack):
    keep = "document.execCommand = () => { window.chosen = document.activeElement.value; return true; };"
    with opened(started, pack[1], before=NO_CLIPBOARD + keep) as watched:
        watched.page.locator('[data-copy^="caption-"]').first.click()
        post = min((p for p in pack[0].posts if p.caption.limit), key=lambda p: (p.slot.due, p.id))
        assert watched.page.evaluate("chosen") == published_text(post.caption)


def test_where_nothing_may_copy_the_text_stands_selected(started, pack):
    with opened(started, pack[1], before=NO_CLIPBOARD + DENIED) as watched:
        watched.page.locator('[data-copy^="caption-"]').first.click()
        field = watched.page.locator("#by-hand textarea")
        assert field.is_visible()
        assert watched.page.evaluate(
            "(f => f.selectionEnd - f.selectionStart === f.value.length && f.value.length > 50)(document.activeElement)"
        )
        watched.page.keyboard.press("Escape")
        assert not field.is_visible()


def test_day_platform_and_message_share_one_filter(started, pack):
    with opened(started, pack[1]) as watched:
        page = watched.page
        shown = page.locator(".post:visible")
        assert shown.count() == 45
        page.locator('[data-filter="platform"]').select_option("instagram")
        assert shown.count() == sum(p.slot.platform == "instagram" for p in pack[0].posts)
        page.locator('.day[data-day="2026-11-24"]').click()
        wanted = [
            p
            for p in pack[0].posts
            if p.slot.platform == "instagram" and p.slot.wall.date().isoformat() == "2026-11-24"
        ]
        assert shown.count() == len(wanted)
        assert page.locator("#result-line").inner_text() == f"{len(wanted)} dari 45 unggahan tampil"
        page.locator('[data-filter="message"]').select_option("helm")
        assert page.locator("#nothing").is_visible() == (shown.count() == 0)
        page.locator("[data-reset]").click()
        assert shown.count() == 45


def test_ticks_stay_after_a_reload_and_can_hide_what_is_done(started, pack):
    with opened(started, pack[1]) as watched:
        page = watched.page
        page.locator('[data-check="posted"]').nth(0).check()
        page.locator('[data-check="posted"]').nth(3).check()
        page.reload()
        assert page.locator('[data-check="posted"]').nth(3).is_checked()
        assert page.locator("#progress-line").inner_text() == "2 dari 45 sudah diunggah"
        page.locator('[data-filter="open"]').check()
        assert page.locator(".post:visible").count() == 43


STATUS = {
    "good": ("window.SELAMAT_STATUS = %s;", True),
    "damaged": ("window.SELAMAT_STATUS = {{{", False),
    "odd": ("window.SELAMAT_STATUS = {posts: 7};", False),
}


@pytest.mark.parametrize("kind", STATUS)
def test_states_come_from_the_file_beside_the_pack(started, tmp_path, kind):
    folder = tmp_path / "2026-W48"
    manifest = make_manifest(folder, posts=9)
    index = write_index(manifest, folder, page_texts(Home(), "id"))
    ids = [post.id for post in manifest.posts]
    states = {
        ids[0]: {"state": "approved", "revision": 2},
        ids[1]: {"state": "held", "revision": 1},
        ids[2]: {"state": "<b>", "revision": 1},
    }
    text, is_read = STATUS[kind]
    (tmp_path / "status.js").write_text(
        text.replace(
            "%s", json.dumps({"posts": states, "holds": [{"scope": "semua", "reason": "duka <b>"}]})
        ),
        encoding="utf-8",
    )
    with opened(started, index) as watched:
        says = [
            watched.page.locator(f'[data-state-of="{one}"] [data-state-word]').inner_text() for one in ids[:4]
        ]
        expected = ["Disetujui, revisi 2", "Ditahan"] if is_read else ["Belum disetujui", "Belum disetujui"]
        assert says == [*expected, "Belum disetujui", "Belum disetujui"]
        assert watched.page.locator("#no-status").is_visible() != is_read
        assert watched.page.get_by_text("Penahanan berlaku (semua): duka <b>").is_visible() == is_read
        assert watched.page.locator(".post").count() == 9


def test_without_javascript_captions_and_pictures_can_be_read(started, pack):
    with opened(started, pack[1], java_script_enabled=False) as watched:
        post = next(one for one in pack[0].posts if one.caption.limit)
        assert watched.page.locator(f'[id="caption-{post.id}"]').inner_text().startswith("Sobat Lantas")
        assert watched.page.locator(".post:visible").count() == 45
        assert watched.page.locator("button:visible").count() == 0


def test_a_missing_picture_says_so_instead_of_an_empty_frame(started, tmp_path):
    manifest = make_manifest(tmp_path, posts=9)
    index = write_index(manifest, tmp_path, page_texts(Home(), "id"))
    (tmp_path / manifest.posts[0].assets[0].path).unlink()
    with opened(started, index) as watched:
        watched.page.evaluate("document.querySelectorAll('img').forEach((i) => i.loading = 'eager')")
        watched.page.locator(".frame.is-missing").wait_for()
        assert "Salin lagi seluruh foldernya" in watched.page.locator(".frame.is-missing").inner_text()


def test_a_picture_opens_beside_the_page_and_can_be_taken_from_a_server(started, pack):
    with opened(started, pack[1]) as watched:
        assert watched.page.locator("[data-take]:visible").count() == 0  # the file is here already
        with watched.page.context.expect_page() as other:
            watched.page.locator("figcaption a:visible").first.click()
        assert other.value.url.endswith("/1.jpg")
        assert watched.page.url.endswith("/index.html")


def test_served_over_plain_http_it_does_the_same_and_pictures_download(started, pack):
    handler = functools.partial(QuietHandler, directory=pack[1].parent.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = started.new_page(accept_downloads=True)
        try:
            page.goto(f"http://127.0.0.1:{server.server_port}/2026-W48/index.html")
            assert page.locator(".post:visible").count() == 45
            assert page.locator(".frame.is-missing").count() == 0
            with page.expect_download() as taken:
                page.locator("[data-take]").first.click()
            assert taken.value.suggested_filename == "1.jpg"
        finally:
            page.close()
            server.shutdown()


@pytest.mark.parametrize("name", ["index", "report"])
def test_markup_from_data_runs_nowhere(started, tmp_path, name):
    texts = page_texts(Home(), "id")
    manifest = make_manifest(tmp_path, posts=9, note=EVIL)
    if name == "index":
        path = write_index(manifest, tmp_path, texts)
    else:
        path = write_report(manifest, make_survey(EVIL), make_intake(EVIL), tmp_path, texts)
    with opened(started, path) as watched:
        watched.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
        watched.page.wait_for_timeout(200)
        assert watched.dialogs == []
        assert watched.errors == []
        assert watched.breaches == []
        assert watched.outside == []
        assert (
            "<img src=x onerror=alert(1)> ${alert(1)} ` </script>"
            in watched.page.locator("body").inner_text()
        )


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_the_report_is_readable_for_everybody(started, tmp_path, width, scheme):
    manifest = make_manifest(tmp_path, posts=9)
    path = write_report(manifest, make_survey(), make_intake(), tmp_path, page_texts(Home(), "id"))
    with opened(started, path, width=width, color_scheme=scheme) as watched:
        assert watched.page.evaluate(FAULTS) == []
        assert watched.breaches == []


def test_the_printed_page_has_room_for_two_signatures(started, pack):
    with opened(started, pack[1]) as watched:
        watched.page.emulate_media(media="print")
        assert watched.page.locator(".signatures > div:visible").count() == 2
        assert watched.page.locator(".sheet tbody tr").count() == 45
        assert watched.page.locator("button:visible").count() == 0
        assert watched.page.pdf()[:4] == b"%PDF"
