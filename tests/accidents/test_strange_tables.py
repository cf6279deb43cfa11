"""Tables that nobody would send: each becomes a table or one sentence, never a crash."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.accidents.cells.files import table_suffixes
from generator.accidents.sheets.fields import known_headings
from generator.accidents.table import check_table
from generator.accidents.values.ages import age_band
from generator.accidents.values.codes import collision_type, road_users
from generator.accidents.values.coordinates import parse_coordinate
from generator.accidents.values.dates import parse_date
from generator.accidents.values.money import parse_money
from generator.accidents.values.narrative import users_in_narrative
from generator.accidents.values.numbers import parse_count
from generator.accidents.values.pairs import parse_pair
from generator.accidents.values.times import parse_time
from generator.errors import SelamatError
from tests.accidents.makers import load, write_csv

SPELLINGS = sorted(known_headings())
CELLS = st.one_of(
    st.sampled_from(
        ["", "-", "NIHIL", "12/03/2026", "12 Maret 2026", "46093.35", "08.30 WIB", "24.00", "-9.6", "107,5", "0", "1",
         "99", "Berat", "KB", "R2 vs R4", "JUMLAH", "-7.8, 110.4", "1e309", "nan", "Rp 1,5 jt", "Ya", "\u00e9\u4e2d"]
    ),
    st.text(max_size=12),
    st.dates().map(str),
)  # fmt: skip
TABLES = st.integers(1, 6).flatmap(
    lambda width: st.tuples(
        st.lists(st.sampled_from(SPELLINGS), min_size=width, max_size=width),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=0, max_size=12),
    )
)
BEGINNINGS = [b"", b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"SQLite format 3\0", b"PAR1", b"<table><tr>", b"<?xml version='1.0'?>",
              b"\xff\xfe", b"sep=;\n", b'{"type": "FeatureCollection", ']  # fmt: skip
QUICK = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def table_or_sentence(folder, path):
    """What a planner gets of a file."""
    try:
        return load(folder, path)
    except SelamatError as error:
        return str(error)


@QUICK
@given(table=TABLES)
def test_any_table_is_read_or_refused_with_a_sentence(tmp_path_factory, table):
    folder = tmp_path_factory.mktemp("strange")
    headings, body = table
    loaded = table_or_sentence(folder, write_csv(folder / "a.csv", body, ["Tanggal", *headings]))
    if isinstance(loaded, str):
        assert loaded.endswith(".")
    else:
        check_table(loaded.table)
        assert loaded.intake.rows_kept == len(loaded.table) <= len(body)


@QUICK
@given(
    content=st.tuples(st.sampled_from(BEGINNINGS), st.binary(max_size=300)).map(b"".join),
    suffix=st.sampled_from(sorted(table_suffixes())),
)
def test_any_bytes_are_read_or_refused_with_a_sentence(tmp_path_factory, content, suffix):
    folder = tmp_path_factory.mktemp("strange")
    (folder / f"a{suffix}").write_bytes(content)
    assert table_or_sentence(folder, folder / f"a{suffix}")


PARSERS = [parse_date, parse_time, parse_coordinate, parse_pair, parse_count, parse_money, collision_type, road_users,
           users_in_narrative, age_band]  # fmt: skip


@pytest.mark.parametrize("parse", PARSERS)
@settings(max_examples=50, deadline=None)
@given(text=st.one_of(st.text(max_size=30), st.from_regex(r"[-+]?[0-9.,°'/: ]{1,20}", fullmatch=True)))
def test_every_parse_takes_any_text(parse, text):
    parse(text)
