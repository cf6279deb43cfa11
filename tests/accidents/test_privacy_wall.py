"""Nothing personal passes intake: not into the table, the report, the cache or the list of rows set aside."""

import dataclasses

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.accidents.makers import HEADINGS, load, rows, write_csv, write_xlsx

PERSONAL = {
    "Nama Korban": "Suminten Qqwarsa", "Alamat Korban": "Dsn. Qqkulon RT 02/RW 01", "NIK": "3404012501900001",
    "No HP": "0812-3456-7890", "Nopol": "AB 1234 QQX", "Kronologi": "Spm AB 1234 QQX dikemudikan Sdr. Suminten Qqwarsa",
    "Tempat Tanggal Lahir": "Qqkota, 12-01-1990", "Nama Saksi": "Tn. Qqsaksi", "Penyidik": "AIPTU Qqpolisi NRP 12345678",
    "No Rangka": "MH1QQX234567", "Pekerjaan Korban": "qqpandai besi", "Email": "qq@contoh.id", "Keterangan": "Qqketerangan",
    "TKP": "Depan rumah Sdr. Qqtetangga", "Catatan bebas tak dikenal": "Qqcatatan milik Suminten",
    "Inisial Korban": "QQX (17 th)",
}  # fmt: skip
HIDDEN = (
    "Qqwarsa",
    "Qqk",
    "Qqs",
    "Qqp",
    "Qqt",
    "Qqc",
    "QQX",
    "qqpandai",
    "Suminten",
    "3404012501900001",
    "0812-3456",
    "12345678",
    "REKAAN",
    "LP/A",
)


def everything_in(folder, loaded):
    """Every string that is left after intake, decoded."""
    texts = [repr(dataclasses.asdict(loaded.intake))]
    texts += [
        str(value) for column in loaded.table.columns if column != "point" for value in loaded.table[column]
    ]
    for path in (folder / "accident_data").rglob("*"):
        if path.suffix == ".parquet":
            stored = pq.read_table(path)
            texts += [str(stored.schema.metadata), stored.to_pandas().to_csv()]
            texts.append(path.read_bytes().decode("latin-1"))
        elif path.is_file():
            texts.append(path.read_text(encoding="utf-8-sig"))
        texts.append(path.name)
    return "\n".join(texts)


def planted(count=12):
    """Rows with every personal column filled, some of them set aside for one reason or another."""
    table = [[*row, *PERSONAL.values()] for row in rows(count)]
    table += [[*row, *PERSONAL.values()] for row in rows(2)]  # the same report numbers again
    table[3][1] = "12-13 Maret 2026"
    return table


@pytest.mark.parametrize("write", [write_csv, None])
def test_no_string_of_a_personal_column_is_left_after_intake(tmp_path, write):
    headings = [*HEADINGS, *PERSONAL]
    if write is write_csv:
        path = write_csv(tmp_path / "a.csv", planted(), headings)
    else:
        path = write_xlsx(tmp_path / "a.xlsx", {"Data": [headings, *planted()]})
    loaded = load(tmp_path, path)
    assert loaded.intake.rows_set_aside == 3
    left = everything_in(tmp_path, loaded)
    assert [word for word in HIDDEN if word in left] == []


def test_a_warm_run_holds_nothing_either(tmp_path):
    path = write_csv(tmp_path / "a.csv", planted(), [*HEADINGS, *PERSONAL])
    load(tmp_path, path)
    left = everything_in(tmp_path, load(tmp_path, path))
    assert [word for word in HIDDEN if word in left] == []


def test_the_narrative_gives_codes_and_is_gone(tmp_path):
    headings = ["Tanggal Kejadian", "Kronologi"]
    told = "Spm AB 1234 QQX dikemudikan Sdr. Qqwarsa menabrak pejalan kaki lalu melarikan diri"
    table = [[f"{n + 1:02d}-03-2026", told] for n in range(5)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    assert loaded.table["user_motorcycle"].sum() == loaded.table["user_pedestrian"].sum() == 5
    assert loaded.table["hit_and_run"].all()
    assert set(loaded.table["collision_type"]) == {"pedestrian"}
    assert "Qqwarsa" not in everything_in(tmp_path, loaded)


def test_a_name_in_a_column_of_roads_or_areas_passes_only_when_it_is_common_and_nobodys(tmp_path):
    roads = ["Jl. Melati"] * 6 + ["Jl. Qqgang Buntu No. 3"] * 2 + ["rumah Sdr. Qqtetangga"] * 4
    areas = ["Cakra Kota"] * 10 + ["Qqdusun"] * 2
    table = rows(12, Nama_Jalan=lambda n: roads[n], Kecamatan=lambda n: areas[n])
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert set(loaded.table["road_name"]) == {"Jalan Melati", ""}
    assert set(loaded.table["district"]) == {"Cakra Kota", ""}
    assert "Qq" not in everything_in(tmp_path, loaded)


def test_a_person_typed_over_the_headings_is_not_reported_as_a_heading(tmp_path):
    headings = [*HEADINGS, "Sdr. Qqpemilik (34 th)", "0812-3456-7890"]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", [[*row, "a", "b"] for row in rows(5)], headings))
    assert "Qqpemilik" not in repr(loaded.intake)
    assert "0812" not in repr(loaded.intake)


SECRETS = st.sampled_from(
    ["Sdr. Zzrahasia", "ZZ 4711 ZQ", "3404019901900009", "+62 812 9999 7777", "zzq@contoh.id", "ZQ (17)",
     "LP/B/4711/VI/2026", "NRP 47114711", "RT 07/RW 11"]
)  # fmt: skip
SPOTS = st.sampled_from([n for n in range(len(HEADINGS)) if n != 1])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(secret=SECRETS, spot=SPOTS, where=st.integers(0, 11))
def test_a_secret_in_any_cell_never_passes(tmp_path_factory, secret, spot, where):
    folder = tmp_path_factory.mktemp("secret")
    table = rows(12)
    table[where][spot] = secret
    loaded = load(folder, write_csv(folder / "a.csv", table))
    assert secret not in everything_in(folder, loaded)


def test_only_the_declared_columns_exist(tmp_path):
    from generator.accidents.columns import COLUMNS

    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", planted(), [*HEADINGS, *PERSONAL]))
    assert list(loaded.table.columns) == [column.name for column in COLUMNS]
    assert isinstance(pd.DataFrame(loaded.table), pd.DataFrame)
