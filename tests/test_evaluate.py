"""`run.py evaluate` as a planner runs it: an invented district with a planted effect, and the sample district."""

import csv
import json
import re

import pytest

from generator.cli import main
from generator.home import PROJECT, Home
from generator.posting.check_page import told
from tests.analysis.evaluation.activity import BLOCK_M, BLOCKS, PLACES, degrees, rows
from tests.analysis.towns import grid_ground, table_of

HALF_YEAR = ("--from", "2026-01-01", "--to", "2026-06-30")
FORBIDDEN = ("menurunkan", "mengurangi kecelakaan", "berhasil", "karena kegiatan", "berkat kegiatan")


class Office:
    """A district with roads and accidents in a temporary folder."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "campaigns").mkdir()
        grid_ground(BLOCKS, BLOCK_M).roads.to_file(folder / "jalan.geojson", driver="GeoJSON")
        with (folder / "tempat.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["nama", "lon", "lat"])
            writer.writerows([f"Tempat {n}", *degrees(*at)] for n, at in enumerate(PLACES, 1))
        self.roads = 'road_credit = "Jalan rekaan"\nroads = "{}"\n'.format(
            (folder / "jalan.geojson").as_posix()
        )
        self.put(1.0)

    def put(self, effect, *, roads=True):
        """Write the accidents with this effect at the places in 2026, and the campaign file."""
        table = table_of(rows(effect))
        lines = ["Tanggal;Jam;Lintang;Bujur;MD;LB;LR"]
        lines += [
            f"{day:%d/%m/%Y};{hour:02d}.10;{point.y:.6f};{point.x:.6f};{dead};{serious};{slight}"
            for day, hour, point, dead, serious, slight in zip(
                table["occurred_on"], table["hour"], table["point"], table["killed"],
                table["seriously_injured"], table["slightly_injured"], strict=True,
            )
        ]  # fmt: skip
        (self.folder / "laka.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (self.folder / "campaigns/uji.toml").write_text(
            '[polres]\nname = "Polres Uji"\ndistrict = "Kabupaten Uji"\n'
            f'[data]\naccidents = ["{(self.folder / "laka.csv").as_posix()}"]\n{self.roads if roads else ""}',
            encoding="utf-8",
        )

    def run(self, *words):
        """Exit code of `evaluate uji` with these words."""
        folders = [
            part
            for name in ("campaigns", "output", "data")
            for part in (f"--{name}", str(self.folder / name))
        ]
        return main(["evaluate", "uji", *words, *folders])

    def page(self):
        """The page without its style."""
        (path,) = (self.folder / "output/uji/internal/evaluasi").glob("*.html")
        return re.sub(r"<style>.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("evaluasi"))


@pytest.fixture
def places(office):
    return "--sites", str(office.folder / "tempat.csv")


def test_a_planted_reduction_is_said_as_a_difference_from_what_was_expected(office, places, capsys):
    office.put(0.3)
    assert office.run(*HALF_YEAR, *places) == 0
    said = capsys.readouterr().out
    assert "lebih sedikit daripada yang diperkirakan tanpa kegiatan" in said
    assert "selang kepercayaan 95%" in said
    assert "(n = " in said
    assert "cara melapor" in said  # the limits
    page = office.page()
    assert "Perbandingan polos, hanya sebagai peringatan" in page
    assert "1 Januari 2023–31 Desember 2025" in page
    for word in FORBIDDEN:
        assert word not in said + page


def test_without_an_effect_it_does_not_claim_one_and_english_is_asked_for(office, places, capsys):
    office.put(1.0)
    assert office.run("--en", *HALF_YEAR, *places) == 0
    said = capsys.readouterr().out
    assert "no difference beyond chance" in said
    assert "Fewer accidents" not in said
    first = office.page()
    assert '<html lang="en">' in first
    assert office.run("--en", *HALF_YEAR, *places) == 0
    assert office.page() == first


def test_without_roads_it_refuses_and_shows_no_figure(office, places, capsys):
    office.put(1.0, roads=False)
    assert office.run(*HALF_YEAR, *places) == 1
    said = capsys.readouterr().out
    assert "belum bisa menjawab" in said
    assert "tidak punya berkas jalan" in said
    assert "theta" not in office.page()
    office.put(1.0)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--from", "2026-06-30", "--to", "2026-01-01", "--sites", "x"), "lebih awal"),
        ((*HALF_YEAR, "--sites", "tidak-ada.csv"), "berkas tidak ada"),
    ],
)
def test_faulty_words_are_one_sentence(office, words, part, capsys):
    assert office.run(*words) == 1
    said = capsys.readouterr().err
    assert part in said
    assert said.count("\n") == 1


def test_the_sample_district_is_too_young_and_too_small_for_an_answer(tmp_path, capsys):
    """Three years of data: a campaign of its last weeks has too few accidents, one of its second year no two years before."""
    folders = ("--output", str(tmp_path / "output"), "--data", str(tmp_path / "data"))
    late = ("--from", "2026-10-01", "--to", "2026-11-15", "--sites", "ruas:Jalan Pasar Lama")
    assert main(["evaluate", "contoh", *late, *folders]) == 1
    assert "Pilih masa kegiatan yang lebih panjang" in capsys.readouterr().out
    early = ("--from", "2025-09-01", "--to", "2025-12-31", "--sites", "ruas:Jalan Pasar Lama")
    assert main(["evaluate", "contoh", *early, *folders]) == 1
    assert "hanya ada 21 bulan data (sejak 16 November 2023)" in capsys.readouterr().out
    future = ("--from", "2026-11-01", "--to", "2026-12-31", "--sites", "ruas:Jalan Pasar Lama")
    assert main(["evaluate", "contoh", *future, *folders]) == 1
    assert "Data baru lengkap sampai 15 November 2026" in capsys.readouterr().out


def test_both_languages_say_the_same_with_the_same_blanks():
    """A further reason needs a sentence in each language."""
    first, second = (told(Home().templates / "languages" / code / "evaluation.toml") for code in ("id", "en"))
    assert first.keys() == second.keys()
    for key in first:
        assert set(re.findall(r"{(\w+)", first[key])) == set(re.findall(r"{(\w+)", second[key])), key
    codes = set(re.findall(r'Refusal\(\s*"(\w+)"', _code()))
    assert {f"refuse_{code}" for code in codes} == {key for key in first if key.startswith("refuse_")}
    assert json.dumps(first).count("menurunkan") == 0


def _code():
    folder = PROJECT / "generator/analysis/evaluation"
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
