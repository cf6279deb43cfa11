"""Names, plates and numbers of people in any column, heading, sheet or file name: nothing of them leaves reading."""

import dataclasses
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from generator.accidents.columns import COLUMNS
from generator.errors import DataError
from generator.home import PROJECT, Home
from tests.accidents.makers import load, write_csv
from tests.accidents.untidy import DAY, HEADINGS, SECRETS, plant, tidy_rows, write_workbook
from tests.decoded import decoded, held, leaks


def told_by(loaded):
    """All that a caller of the intake gets, as texts: the report, every value of the table."""
    values = [
        str(value)
        for name in loaded.table.columns
        if name != "point"
        for value in loaded.table[name].unique()
    ]
    return [repr(dataclasses.asdict(loaded.intake)), *values]


@seed(20261124)
@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(number=st.integers(0, 10**6), kind=st.sampled_from(["csv", "xlsx"]))
def test_secrets_in_any_column_never_leave_reading(tmp_path_factory, number, kind):
    folder = tmp_path_factory.mktemp("rahasia")
    rows = plant(tidy_rows(60, number), number, spots=[n for n in range(1, len(HEADINGS)) if n != DAY])
    if kind == "csv":
        path = write_csv(folder / "Qqberkas Budi Santoso.csv", rows, HEADINGS)
    else:
        path = write_workbook(folder / "laka Qqberkas.xlsx", rows)
    loaded = load(folder, path)
    assert list(loaded.table.columns) == [column.name for column in COLUMNS]
    assert len(loaded.table) > 30
    assert held(told_by(loaded), SECRETS) == []
    assert leaks(folder / "accident_data", SECRETS) == []


def test_a_person_in_the_column_of_days_is_set_aside_without_a_word(tmp_path):
    rows = tidy_rows(80)
    for place, text in zip((3, 11, 40), ("Budi Santoso", "AB 4711 QX", "Qqwarsa 12-03-2026"), strict=True):
        rows[place][DAY] = text
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", rows, HEADINGS))
    assert loaded.intake.rows_set_aside >= 2
    assert held(told_by(loaded), SECRETS) == []
    assert leaks(tmp_path / "accident_data", SECRETS) == []


def _headless():
    return [["Budi Santoso", "AB 4711 QX", *row[2:]] for row in tidy_rows(20)]


REFUSED = {
    "no headings": (_headless()[1:], _headless()[0]),
    "names for days": ([["Budi Santoso", "Qqwarsa"]] * 9, ("Tanggal Kejadian", "Sdr. Qqjudul")),
    "plates for days": ([["AB 4711 QX", "x"], ["B-4711-QZQ", "x"]] * 5, ("Tanggal", "Qqjudul")),
    "nothing known": ([["Budi Santoso", "3404014711900001"]] * 9, ("Siapa", "Qqjudul")),
    "no row": ([], ("Tanggal Kejadian", "Qqjudul")),
    "numbers for days": ([["08124711-4711", "Qqwarsa"]] * 9, ("Tanggal Kejadian", "Jam")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_shows_no_value(tmp_path, case):
    rows, headings = REFUSED[case]
    path = write_csv(tmp_path / "Qqberkas Budi Santoso.csv", rows, headings)
    with pytest.raises(DataError) as refused:
        load(tmp_path, path)
    assert held([str(refused.value)], SECRETS) == []


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet", ".gpkg", ".geojson", ".csv.gz", ".docx"])
def test_a_broken_file_is_not_named_after_anybody(tmp_path, suffix):
    path = tmp_path / f"Qqberkas Budi Santoso{suffix}"
    path.write_bytes(b"PK\x03\x04 Budi Santoso AB 4711 QX")
    with pytest.raises(DataError) as refused:
        load(tmp_path, path)
    assert held([str(refused.value)], SECRETS) == []


def test_a_missing_file_is_not_named_after_anybody(tmp_path):
    with pytest.raises(DataError) as refused:
        load(tmp_path, tmp_path / "Qqberkas.csv")
    assert held([str(refused.value)], SECRETS) == []


# ------------------------------------------------------------------------------------------------ a whole week

CAMPAIGN = """
[polres]
name = "Polres Uji"
district = "Kabupaten Uji"
[data]
accidents = ["{folder}/*.xlsx", "{folder}/*.csv"]
[week]
pinned = "2026-W48"
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A home with one campaign whose files are full of people, after `check`, the week, `approve` and `tick`."""
    folder = tmp_path_factory.mktemp("kantor")
    data, shelf = folder / "accident_data/uji", folder / "campaigns"
    data.mkdir(parents=True)
    shelf.mkdir()
    rows = plant(plant(tidy_rows(600), 1), 2)
    write_workbook(data / "Laka Qqberkas.xlsx", rows[:450], sheets=3)
    write_csv(data / "Budi Santoso.csv", rows[450:], HEADINGS)
    (shelf / "uji.toml").write_text(CAMPAIGN.format(folder=data.as_posix()), encoding="utf-8")
    home = Home(output_root=folder / "output", campaigns_root=shelf, data_root=folder / "accident_data")
    elsewhere = ("--campaigns", shelf, "--output", home.output, "--data", home.accident_data)
    said = [
        _run(*words, *elsewhere)
        for words in (("check", "uji"), ("uji",), ("approve", "--name", "uji", "--all", "--by", "Kasat"),
                      ("tick", "uji", "--at", "2026-11-23T12:00:00+07:00"), ("list", "uji"))
    ]  # fmt: skip
    return home, said, data


def _run(*words):
    done = subprocess.run([sys.executable, str(PROJECT / "run.py"), *map(str, words)], capture_output=True, text=True,
                          encoding="utf-8", timeout=300, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_whole_week_says_nothing_about_anybody(office):
    home, said, _ = office
    assert held(said, SECRETS) == []
    assert list(home.output.glob("uji/2026-W48/posts/**/caption.txt"))
    assert leaks(home.output, SECRETS) == []


def test_behind_the_wall_nothing_is_kept_but_the_given_files(office):
    home, _, data = office
    for kept in (home.cache("uji"), home.set_aside("uji")):
        assert list(kept.iterdir())
        assert leaks(kept, SECRETS) == []
    given = {"Laka Qqberkas.xlsx", "Budi Santoso.csv"}
    assert {path.name for path in data.iterdir()} == given | {".cache", ".sisihkan"}
    assert leaks(home.campaigns, SECRETS) == []


def test_the_picture_engine_hears_of_nobody(office):
    from generator import clock, weekly
    from generator.edition import picture_jobs
    from generator.posting.store import Store
    from generator.settings import choose_week, load_campaign

    home, _, _ = office
    wanted = load_campaign(home, "uji")
    desk = weekly.desk_of(home, wanted, choose_week(wanted, None, clock.now()))
    loaded, ground = weekly.read(desk)
    with Store(home.ledger("uji") / "queue.sqlite") as store:
        edition = weekly._edition(desk, loaded, ground, weekly.survey_of(desk, loaded, ground), store)
    jobs = picture_jobs(edition)
    assert jobs
    assert held([repr(job) for job in jobs], SECRETS) == []


# ------------------------------------------------------------------------------------------------ the search itself


def test_the_search_finds_what_is_hidden_in_every_kind_of_file(tmp_path):
    import base64
    import sqlite3
    import zlib

    import pyarrow as pa
    import pyarrow.parquet as pq
    from PIL import Image, PngImagePlugin

    write_workbook(tmp_path / "a.xlsx", tidy_rows(3))
    table = pa.table({"x": ["Budi Santoso"]}).replace_schema_metadata(
        {"intake": '{"a": "Siti \\u0052ahayu"}'}
    )
    pq.write_table(table, tmp_path / "b.parquet", compression="zstd")
    with sqlite3.connect(tmp_path / "c.sqlite") as base:
        base.execute("create table t (x text)")
        base.execute("insert into t values ('Budi Santoso')")
    base.close()
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "Budi Santoso", zip=True)
    Image.new("RGB", (2, 2)).save(tmp_path / "d.png", pnginfo=note)
    inside = base64.b64encode((tmp_path / "d.png").read_bytes()).decode()
    (tmp_path / "e.html").write_text(f'<img src="data:image/png;base64,{inside}">', encoding="utf-8")
    (tmp_path / "f.html").write_text("Budi&#32;Santoso", encoding="utf-8")
    packed = zlib.compress(b"BT (Budi Santoso) Tj ET")
    (tmp_path / "g.pdf").write_bytes(b"%PDF-1.4\nstream\n" + packed + b"endstream")
    (tmp_path / "h.json").write_text('"Budi\\u0020Santoso"', encoding="utf-8")
    (tmp_path / "i.txt").write_text("ab-4711.qx", encoding="utf-8")
    found = leaks(tmp_path, ("Budi Santoso", "Siti Rahayu", "AB 4711 QX"))
    assert {path[0] for path, _ in found} == set("abcdefghi")


def test_the_search_refuses_a_kind_of_file_that_it_does_not_know():
    with pytest.raises(AssertionError, match="does not know"):
        decoded("x.bin", b"")


def test_plain_words_of_the_project_are_not_taken_for_secrets():
    assert held(["kecelakaan di Jalan Pasar Lama, 12 kejadian"], SECRETS) == []
