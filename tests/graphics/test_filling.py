"""A template that is broken, or reaches out of its folder, is told by file and line in one sentence."""

import pytest

from generator.errors import TemplateError
from generator.graphics.designs import load_designs
from generator.graphics.filling import fill, warm
from generator.home import Home

OUTER = "baris satu\n{% include 'uji/isi.j2' %}"
FAULTS = {
    "{% if %}": ("uji/isi.j2, baris 1: ", "Expected"),
    "satu\n{{ m.headlin }}": ("uji/isi.j2, baris 2: ", "headlin"),
    "satu\ndua\n{{ tidak_ada }}": ("uji/isi.j2, baris 3: ", "'tidak_ada' is undefined"),
    "\n{{ m | besarkan }}": ("uji/isi.j2, baris 2: ", "besarkan"),
    "\n\n{{ 1 / 0 }}": ("uji/isi.j2, baris 3: tidak bisa dihitung", "zero"),
    "\n{{ m.headline + 3 }}": ("uji/isi.j2, baris 2: tidak bisa dihitung", "str"),
    "\n{{ 'ab'[7] + 'c' }}": ("uji/isi.j2, baris 2: nama yang tidak dikenal", ""),
    "\n{{ icon('tidak_ada') }}": ("uji/isi.j2, baris 2: ", 'ikon "tidak_ada" tidak ada'),
    "\n{% include 'uji/hilang.j2' %}": ("uji/isi.j2, baris 2: ", 'templat "uji/hilang.j2" tidak ada'),
    "\n{% include '../../rahasia.j2' %}": ("uji/isi.j2, baris 2: ", "di luar folder"),
    "\n{% import '/etc/passwd' as x %}": ("uji/isi.j2, baris 2: ", "di luar folder"),
    "\n{% include 'uji/tautan.j2' ignore missing %}": ("uji/isi.j2, baris 2: ", "di luar folder"),
    "\n{{ m.headline.__class__.__mro__ }}": ("uji/isi.j2, baris 2: ", "unsafe"),
    "\n{% for n in range(10 ** 9) %}.{% endfor %}": ("uji/isi.j2, baris 2: pengulangan", ""),
    "{% macro x() %}\n{{ x() }}{% endmacro %}{{ x() }}": ("uji/isi.j2, baris 2: pengulangan", ""),
}


class Spoken:
    headline = "Pelan"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    root = tmp_path_factory.mktemp("templates")
    (root / "rahasia.j2").write_text("rahasia")
    (root / "infographics/uji").mkdir(parents=True)
    (root / "infographics/uji/page.html.j2").write_text(OUTER)
    (root / "infographics/uji/tautan.j2").symlink_to(root / "rahasia.j2")
    return root


def filled(shelf, text, number=0):
    """Each text under a name of its own: the environment keeps what it has read."""
    name = f"uji/isi{number}.j2"
    (shelf / "infographics" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    (shelf / f"infographics/uji/luar{number}.j2").write_text(f"baris satu\n{{% include '{name}' %}}")
    return fill(Home(templates_root=shelf), f"uji/luar{number}.j2", {"m": Spoken()})


def test_a_whole_template_is_filled(shelf):
    assert filled(shelf, "{{ m.headline }}!").split() == ["baris", "satu", "Pelan!"]


@pytest.mark.parametrize(("text", "told"), FAULTS.items(), ids=[text.strip()[:28] for text in FAULTS])
def test_a_fault_is_told_with_file_and_line(shelf, text, told):
    number = 1 + list(FAULTS).index(text)
    with pytest.raises(TemplateError) as caught:
        filled(shelf, text, number)
    place, found = told
    sentence = str(caught.value).replace(f"isi{number}.j2", "isi.j2")
    assert sentence.startswith(f"templates/infographics/{place}")
    assert found in sentence


def test_a_template_that_is_no_text_is_told(shelf):
    with pytest.raises(TemplateError, match=r"isi90\.j2, baris 1: bukan teks UTF-8"):
        filled(shelf, b"\xff\xfe\x00", 90)


def test_a_page_without_end_is_stopped(shelf, monkeypatch):
    monkeypatch.setattr("generator.graphics.filling.MOST_LETTERS", 1_000)
    with pytest.raises(TemplateError, match=r"lebih dari 1000 huruf"):
        filled(shelf, "{% for n in range(900) %}{% for k in range(9) %}abc{% endfor %}{% endfor %}", 91)


def test_a_fault_of_our_own_code_keeps_its_traceback(shelf):
    class Broken:
        @property
        def headline(self):
            return {}["x"]

    (shelf / "infographics/uji/eigen.j2").write_text("{{ m.headline }}")
    with pytest.raises(KeyError):
        fill(Home(templates_root=shelf), "uji/eigen.j2", {"m": Broken()})


def test_every_template_can_be_translated_ahead_and_a_broken_one_waits(shelf):
    before = warm(Home(templates_root=shelf))
    (shelf / "infographics/uji/rusak.j2").write_text("{% if %}")
    assert warm(Home(templates_root=shelf)) == before
    assert warm(Home()) == len(list((Home().templates / "infographics").rglob("*.j2")))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('kinds = ["hours"]\nshapes = ["4x6"]', 'bentuk "4x6" tidak dikenal; yang ada: 4x5'),
        ('kinds = ["hours"]\nrole = "hook"', 'peran "hook" tidak dikenal'),
        ('kinds = ["hours"]\nground = ["dark"]', 'kunci "ground" tidak dikenal'),
        ('role = "action"', "kunci 'kinds' tidak ada"),
        ('kinds = ["hours"\nrole = 3', "line 2"),
    ],
)
def test_what_a_design_says_of_itself_is_checked(tmp_path, text, told):
    (tmp_path / "infographics/uji").mkdir(parents=True)
    (tmp_path / "infographics/uji/template.toml").write_text(text)
    with pytest.raises(TemplateError) as caught:
        load_designs(Home(templates_root=tmp_path))
    assert str(caught.value).startswith("templates/infographics/uji/template.toml: ")
    assert told in str(caught.value)
