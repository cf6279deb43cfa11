"""What a look at unprepared files proposes: the fields, the order of dates, joins, codes, zone, and honest doubts."""

import dataclasses
import datetime as dt
import tomllib

import pytest

from generator.accidents.load import load_accidents
from generator.accidents.proposal.codes import _ROLE_FIELDS
from generator.accidents.proposal.gaps import listed_gaps
from generator.accidents.proposal.propose import propose
from generator.accidents.proposal.records import ASIDE, DOUBTS, Choices, Gap
from generator.accidents.proposal.zones import named_zone, zone_at, zone_in_words
from generator.accidents.sheets.fields import field_names
from generator.home import PROJECT, Home
from generator.languages import flat
from generator.settings import Campaign, Polres
from tests.accidents.makers import HEADINGS, home_in, rows, write_csv, write_xlsx

FOLDER = PROJECT / "templates" / "languages"


def day(n):
    return dt.date(2026, 1, 1) + dt.timedelta(days=n)


def fields(proposal):
    return {one.heading: one.field for one in proposal.columns if one.field and one.role == "accidents"}


def codes(proposal):
    return {doubt.code for doubt in proposal.doubts}


def loaded(proposal, folder):
    """The table that the week reads with exactly what was proposed."""
    zone = proposal.zone or "Asia/Jakarta"
    return load_accidents(Campaign("uji", Polres("P", "K", zone=zone), proposal.data), home_in(folder))


def test_an_unknown_office_in_utf_16_with_month_first_dates_and_one_cell_of_coordinates(tmp_path):
    headings = (
        "No LP",
        "Tgl Kejdian",
        "Pukul Kjd",
        "Lat,Long",
        "Meninggal",
        "Lk Berat",
        "Lk Ringan",
        "Petugas Piket",
    )
    table = [
        [f"LP/{n}/I/2026", f"{day(n).month}/{day(n).day}/2026", f"{n % 23 + 1:02d}.15", f"-7.7{n:03d}, 110.3{n:03d}",
         str(int(n % 5 == 0)), str(n % 3), "1", "Bripka Budi"]
        for n in range(90)
    ]  # fmt: skip
    path = write_csv(tmp_path / "ekspor.csv", table, headings, encoding="utf-16")
    proposal = propose([path], Choices())
    assert fields(proposal) == {
        "No LP": "report_number", "Tgl Kejdian": "occurred_on", "Pukul Kjd": "time", "Lat,Long": "lat_lon",
        "Meninggal": "killed", "Lk Berat": "seriously_injured", "Lk Ringan": "slightly_injured",
        "Petugas Piket": "person_name",
    }  # fmt: skip
    [date] = proposal.dates
    assert (date.order.order, date.order.found, date.order.contrary_rows) == ("mdy", "evidence", 0)
    assert (proposal.open_doubts, proposal.zone) == ((), "Asia/Jakarta")
    assert (proposal.trial.accidents, proposal.trial.located, proposal.trial.killed) == (90, 90, 18)
    table = loaded(proposal, tmp_path).table
    assert table["occurred_on"].max().date() == day(89)


def test_personal_columns_are_shown_as_their_shape_only(tmp_path):
    table = rows(30, No_LP=lambda n: f"LP/{n}/III/2026")
    headings = (*HEADINGS, "Nama Pelapor", "Kolom Bebas", "Kode Aneh")
    table = [[*row, "Siti Aminah", f"Sdr. Joko Widodo {n}", "AX"] for n, row in enumerate(table)]
    proposal = propose([write_csv(tmp_path / "laka.csv", table, headings)], Choices())
    shown = {one.heading: one.examples for one in proposal.columns}
    said = repr(dataclasses.asdict(proposal)["columns"])
    assert "Aminah" not in said
    assert "Joko" not in said
    assert "LP/1" not in said
    assert shown["Nama Pelapor"] == ("aaaa aaaaaa",)
    assert shown["Kode Aneh"] == ("AX",)
    assert shown["Tingkat Kecelakaan"] == ("Berat", "Sedang", "Ringan")


@pytest.mark.parametrize(
    ("table", "headings", "doubt"),
    [
        (rows(30), tuple(rows(31)[30]), "no_headings"),
        ([["107.1", "-9.1"]] * 30, ("lng", "lat"), "no_date"),
        ([[f"{n}", "ya"] for n in range(30)], ("Nomor Rumah Tangga", "Setuju"), "no_headings"),
    ],
)
def test_what_is_no_table_of_accidents_is_an_open_doubt(tmp_path, table, headings, doubt):
    proposal = propose([write_csv(tmp_path / "berkas.csv", table, headings)], Choices())
    assert [one.code for one in proposal.open_doubts] == [doubt]
    assert proposal.trial is None


def test_dates_that_prove_no_order_are_open_until_somebody_says(tmp_path):
    table = rows(30, Tanggal_Kejadian=lambda n: f"{n % 12 + 1:02d}/{n * 5 % 12 + 1:02d}/2026")
    path = write_csv(tmp_path / "laka.csv", table)
    proposal = propose([path], Choices())
    [doubt] = proposal.open_doubts
    assert doubt.code == "date_order"
    assert doubt.values["heading"] == "Tanggal Kejadian"
    assert doubt.values["rows"] == str(sum(n % 12 != n * 5 % 12 for n in range(30)))
    assert {doubt.values["dmy"], doubt.values["mdy"]} == {"2026-06-02", "2026-02-06"}
    assert propose([path], Choices(date_order="mdy")).open_doubts == ()


def test_another_file_of_the_same_office_proves_the_order(tmp_path):
    short = write_csv(
        tmp_path / "a.csv",
        rows(12, Tanggal_Kejadian=lambda n: f"{n * 7 % 12 + 1:02d}/{n * 5 % 12 + 1:02d}/2026"),
    )
    long = write_csv(tmp_path / "b.csv", rows(40, No_LP=lambda n: f"LP/B/{n}/V/2026", Jam="10.15"))
    assert "date_order" not in codes(propose([short, long], Choices()))
    other = write_csv(
        tmp_path / "c.csv", rows(40, Tanggal_Kejadian=lambda n: f"{day(n):%m/%d/%Y}", Jam="11.15")
    )
    assert "date_orders_differ" in codes(propose([short, long, other], Choices()))


def test_related_tables_are_joined_by_a_key_that_is_really_one(tmp_path):
    accidents = [[f"K{n:04d}", str(n + 1), f"{n % 28 + 1:02d}/03/2026", f"{n % 23 + 1:02d}:15", f"-7.7{n:03d}", f"110.3{n:03d}"]
                 for n in range(60)]  # fmt: skip
    vehicles = [[str(n + 1), f"K{n // 2:04d}", ("motor", "truk")[n % 2]] for n in range(118)]
    people = [
        [str(n + 1), f"K{n // 2:04d}", ("Meninggal", "Luka Ringan", "Luka Berat")[n % 3], n % 70]
        for n in range(100)
    ]
    notes = [[str(n + 1), "rapat"] for n in range(60)]
    proposal = propose([
        write_csv(tmp_path / "kejadian.csv", accidents, ("Kode Laka", "No", "Tanggal", "Jam", "Lintang", "Bujur")),
        write_csv(tmp_path / "kendaraan.csv", vehicles, ("No", "Kode Laka", "Jenis Kendaraan")),
        write_csv(tmp_path / "korban.csv", people, ("No", "Kode Laka", "Akibat", "Umur")),
        write_csv(tmp_path / "rapat.csv", notes, ("No", "Keterangan")),
    ], Choices())  # fmt: skip
    assert [(one.role, one.key, one.matched) for one in proposal.related] == [
        ("vehicles", ("Kode Laka",), 1.0),
        ("casualties", ("Kode Laka",), 1.0),
    ]
    assert proposal.aside == (("rapat.csv", "no_key"),) or proposal.aside[0][1] == "no_key"
    table = loaded(proposal, tmp_path).table
    assert len(table) == 60
    assert table[["user_motorcycle", "user_truck"]].sum().tolist() == [59, 59]
    assert table[["killed", "seriously_injured", "slightly_injured"]].sum().sum() == 100


def test_a_number_that_begins_again_every_year_is_completed_by_the_year(tmp_path):
    def accidents(year):
        return [[n, year, f"{n % 28 + 1:02d}/03/{year}", "10:15"] for n in range(1, 41)]

    both = [[n, year, "motor"] for year in (2024, 2025) for n in range(1, 41)]
    proposal = propose([
        write_csv(tmp_path / "a2024.csv", accidents(2024), ("Kode Register", "Tahun", "Tanggal", "Jam")),
        write_csv(tmp_path / "a2025.csv", accidents(2025), ("Kode Register", "Tahun", "Tanggal", "Jam")),
        write_csv(tmp_path / "kend.csv", both, ("Kode Register", "Tahun", "Jenis Kendaraan")),
    ], Choices())  # fmt: skip
    assert len(proposal.accidents) == 2
    assert [one.key for one in proposal.related] == [("Kode Register", "Tahun")]


def test_victim_rows_become_accidents_and_are_called_so(tmp_path):
    headings = ("No LP", "Tanggal", "Jam", "Korban ke", "Akibat", "Lintang", "Bujur")
    table = [[f"LP/{n // 2}/I/2026", f"{n // 2 % 27 + 1:02d}-03-2026", "08.15", n % 2 + 1, ("MD", "LR", "LB")[n % 3],
              f"-7.7{n // 2:03d}", f"110.3{n // 2:03d}"] for n in range(80)]  # fmt: skip
    proposal = propose([write_csv(tmp_path / "korban.csv", table, headings)], Choices())
    assert (proposal.row_kind, proposal.trial.accidents, proposal.open_doubts) == ("victims", 40, ())


def test_unknown_values_are_counted_and_rare_or_personal_ones_stay_inside(tmp_path):
    kinds = ["laga kambing"] * 12 + ["tunggal"] * 15 + ["Pak Joko menabrak"] * 3
    path = write_csv(tmp_path / "laka.csv", rows(30, Tipe_Kecelakaan=lambda n: kinds[n]))
    proposal = propose([path], Choices())
    assert [(gap.field, gap.value, gap.rows) for gap in listed_gaps(proposal.gaps)] == [
        ("collision_type", "laga kambing", 12)
    ]
    assert "codes_unknown" in codes(proposal)
    told = Choices(
        codes={"accidents": {"collision_type": {"laga kambing": "head_on", "Pak Joko menabrak": "object"}}}
    )
    again = propose([path], told)
    assert again.gaps == ()
    assert loaded(again, tmp_path).table["collision_type"].value_counts()["head_on"] == 12
    assert listed_gaps([Gap("accidents", "weather", "Cuaca", "langka sekali", 2)]) == ()


def test_a_published_list_is_proposed_for_its_heading_and_never_the_wrong_way_round(tmp_path):
    def proposed(kinds):
        table = [[f"{n % 28 + 1:02d}/03/2026", "10:15", kinds[n % len(kinds)]] for n in range(60)]
        return propose(
            [write_csv(tmp_path / "c.csv", table, ("Date", "Time", "Accident_Severity"))], Choices()
        )

    [scale] = proposed("3333332").scales
    assert scale.codes == {"2": "serious", "3": "slight"}
    assert proposed("1111113").scales == ()
    assert proposed("3333934").scales == ()


def test_of_two_columns_of_deaths_the_total_is_used_and_vehicles_are_summed_by_kind(tmp_path):
    headings = ("Data", "Hora", "Mortes", "Fatais", "Auto", "Taxi", "Moto", "Onibus urb")
    table = [
        [f"{n % 28 + 1:02d}/03/2026", "10:15", int(n % 20 == 0), int(n % 10 == 0), 1, n % 2, 1, 0]
        for n in range(60)
    ]
    proposal = propose([write_csv(tmp_path / "poa.csv", table, headings)], Choices(zone="America/Sao_Paulo"))
    assert proposal.data.columns == {"killed": "Fatais", "user_car": "Auto + Taxi", "user_bus": "Onibus urb"}
    assert "total_chosen" in codes(proposal)
    table = loaded(proposal, tmp_path).table
    assert (table["killed"].sum(), table["user_car"].sum(), table["user_motorcycle"].sum()) == (6, 90, 60)


def test_a_workbook_is_read_below_its_letterhead_without_its_recap(tmp_path):
    march = [
        ["KEPOLISIAN RESOR X"],
        ["DATA LAKA 2026"],
        ["No", "Waktu", "", "Korban", "", ""],
        ["", "Tanggal", "Jam", "MD", "LB", "LR"],
    ]
    march += [[n, f"{n % 28 + 1}/3/2026", f"{n % 23 + 1}.10", n % 2, 0, 1] for n in range(40)]
    path = write_xlsx(tmp_path / "laka.xlsx", {"Maret": march, "REKAP": [["Bulan", "Jumlah"], ["Maret", 40]]})
    [sheet] = propose([path], Choices()).sheets
    assert (sheet.sheet, sheet.heading_row, sheet.rows) == ("Maret", 4, 40)


def test_road_and_area_files_of_the_sample_find_their_place():
    sample = PROJECT / "accident_data" / "contoh"
    names = ("laka_irsms_2026.xlsx", "jalan.geojson", "kecamatan.geojson", "batas.geojson")
    proposal = propose([sample / name for name in names], Choices())
    found = [path.name for path in (proposal.roads, proposal.boundary, proposal.areas)]
    assert found == ["jalan.geojson", "batas.geojson", "kecamatan.geojson"]
    assert proposal.trial.accidents == 513
    assert not [one for one in proposal.columns if not one.field]
    assert proposal.open_doubts == ()


@pytest.mark.parametrize(
    ("place", "zone", "is_near"),
    [
        ((110.4, -7.8), "Asia/Jakarta", False),  # Yogyakarta
        ((115.2, -8.65), "Asia/Makassar", False),  # Denpasar
        ((114.5, -8.2), "Asia/Jakarta", True),  # Banyuwangi or Gilimanuk
        ((119.4, -5.1), "Asia/Makassar", False),  # Makassar
        ((140.7, -2.5), "Asia/Jayapura", False),  # Jayapura
        ((109.3, 0.0), "Asia/Jakarta", False),  # Pontianak
        ((117.1, -0.5), "Asia/Makassar", False),  # Samarinda
        ((98.7, 3.6), "Asia/Jakarta", False),  # Medan
        ((-1.5, 53.8), "Europe/London", False),
        ((-89.4, 43.1), "America/Chicago", False),
    ],
)
def test_the_zone_follows_the_place(place, zone, is_near):
    assert zone_at(*place) == (zone, is_near)


def test_a_zone_is_read_from_hours_only_when_all_name_the_same():
    assert zone_in_words(["08.30 WITA", "10.15"]) == "Asia/Makassar"
    assert zone_in_words(["08.30 WITA", "10.15 WIB"]) == ""
    assert named_zone("wit") == "Asia/Jayapura"


def test_every_field_doubt_and_reason_has_words_in_both_languages():
    for code in ("id", "en"):
        words = {
            key
            for name in ("new.toml", "fields.toml")
            for key, _ in flat(tomllib.loads((FOLDER / code / name).read_text(encoding="utf-8")))
        }
        wanted = {f"fields.{name}" for name in field_names()} | {f"doubts.{name}" for name in DOUBTS}
        wanted |= {f"aside.{name}" for name in ASIDE} | {f"roles.{name}" for name in _ROLE_FIELDS}
        wanted |= {
            f"found.{name}"
            for name in ("campaign", "exact", "code", "share", "degree", "part", "close", "content")
        }
        assert wanted - words == set()


# ------------------------------------------------------------------------------------------------ real open data


@pytest.mark.parametrize(
    ("files", "choices", "rows_read", "accidents", "severity"),
    [
        (
            "uk_stats19_west_yorkshire/*.csv",
            Choices(),
            4060,
            4060,
            {"slight": 2861, "serious": 1164, "fatal": 35},
        ),
        (
            "us_dane_county/*.parquet",
            Choices(),
            73691,
            73691,
            {"damage": 58315, "slight": 15125, "fatal": 251},
        ),
        (
            "uk_stats19_gm/STATS19_road*.csv",
            Choices(),
            20435,
            15645,
            {"slight": 11856, "serious": 3460, "fatal": 329},
        ),
        ("br_portoalegre/acidentes-2012.csv", Choices(), 20202, None, None),
    ],
)
def test_open_data_is_proposed_with_its_known_facts(
    shared_data, files, choices, rows_read, accidents, severity
):
    proposal = propose(sorted(shared_data.glob(files)), choices)
    assert proposal.open_doubts == ()
    assert proposal.trial.rows_read == rows_read
    assert proposal.trial.located > 0.98 * proposal.trial.accidents
    if accidents:
        assert proposal.trial.accidents == accidents
        assert proposal.trial.severity == severity


def test_files_of_open_data_that_cannot_be_known_are_refused_with_their_reason(shared_data):
    points = propose([shared_data / "uk_points_140k" / "heatmap-data.csv"], Choices())
    assert [doubt.code for doubt in points.open_doubts] == ["no_date"]
    one_year = propose(
        [shared_data / "es_barcelona" / "2014_accidents_gu_bcn.csv"], Choices(zone="Europe/Madrid")
    )
    assert [doubt.code for doubt in one_year.open_doubts] == ["crs"]
    assert "EPSG:23031" in one_year.open_doubts[0].values["reason"]


def test_french_places_are_left_aside_and_vehicles_joined(shared_data):
    proposal = propose(sorted((shared_data / "fr_baac").glob("*.csv")), Choices(zone="Europe/Paris"))
    assert [(one.role, one.key) for one in proposal.related] == [("vehicles", ("Num_Acc",))]
    assert [reason for _, reason in proposal.aside] == ["no_use"]
    assert {scale.source for scale in proposal.scales} == {"BAAC (Prancis)"}
    assert {"severity_unknown", "few_located"} <= codes(proposal)
    assert Home().root == PROJECT


def test_a_witness_beside_the_dates_settles_their_order(tmp_path):
    names = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
    days = [dt.date(2026, n % 12 + 1, n * 5 % 12 + 1) for n in range(40)]
    table = [
        [*row, names[days[n].weekday()]]
        for n, row in enumerate(rows(40, Tanggal_Kejadian=lambda n: f"{days[n]:%m/%d/%Y}"))
    ]
    proposal = propose([write_csv(tmp_path / "laka.csv", table, (*HEADINGS, "Hari"))], Choices())
    assert (proposal.dates[0].order.found, proposal.dates[0].order.order) == ("weekday", "mdy")
    assert proposal.open_doubts == ()
