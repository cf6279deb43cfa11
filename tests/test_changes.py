"""A person's changes to a week are read whole or refused with the line."""

import pytest

from generator.changes import load_changes, write_guide
from generator.errors import SettingsError
from generator.home import PROJECT, Home
from generator.records import IsoWeek

WEEK = IsoWeek(2026, 48)
SIGNED = 'by = "Rina"\nwhy = "lebih jelas"\n'


@pytest.fixture
def shelf(tmp_path):
    home = Home(root=PROJECT, campaigns_root=tmp_path)

    def write(text):
        path = home.week_changes("uji", WEEK)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return home

    write.home = home
    return write


def test_without_a_file_there_are_no_changes(shelf):
    assert load_changes(shelf.home, "uji", WEEK).changes == ()


def test_the_guide_is_written_once_and_changes_nothing(shelf):
    assert write_guide(shelf.home, "uji", WEEK, (), ())
    before = shelf.home.week_changes("uji", WEEK).read_bytes()
    assert all(line.startswith(b"#") or not line for line in before.split(b"\n"))
    assert not write_guide(shelf.home, "uji", WEEK, (), ())
    changes = load_changes(shelf.home, "uji", WEEK)
    assert changes.changes == ()
    assert changes.sha256 == ""


def test_a_change_of_a_script_names_the_text(shelf):
    home = shelf(f'[[change]]\npost = "p1"\ntexts = {{ script = "Adegan 1" }}\n{SIGNED}')
    (change,) = load_changes(home, "uji", WEEK).of_post("p1")
    assert change.texts == {"script": "Adegan 1"}
    with pytest.raises(SettingsError, match="texts"):
        load_changes(shelf(f'[[change]]\nmessage = "m"\ntexts = {{ script = "x" }}\n{SIGNED}'), "uji", WEEK)


def test_a_change_of_a_caption_carries_who_and_why(shelf):
    home = shelf(f'[[change]]\npost = "p1"\ncaption = "Teks"\n{SIGNED}')
    (change,) = load_changes(home, "uji", WEEK).of_post("p1")
    assert (change.caption, change.by, change.why) == ("Teks", "Rina", "lebih jelas")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[[change]]\npost = "p"\n', "by (siapa) dan why"),
        (f"[[change]]\n{SIGNED}", "post atau message"),
        (f'[[change]]\npost = "p"\nmessage = "m"\n{SIGNED}', "salah satu"),
        (f'[[change]]\npost = "p"\nhour = "senin 7"\n{SIGNED}', "bukan hari dan jam"),
        (f'[[change]]\npost = "p"\npicture = "http://x/y.png"\n{SIGNED}', "bukan berkas"),
        (f'[[change]]\npost = "p"\ncapton = "x"\n{SIGNED}', 'mungkin "change[1].caption"'),
        ("[[chane]]\n", '"chane" tidak dikenal'),
    ],
)
def test_a_fault_is_named(shelf, text, found):
    with pytest.raises(SettingsError) as caught:
        load_changes(shelf(text), "uji", WEEK)
    assert found in str(caught.value)
