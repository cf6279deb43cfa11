"""Names of roads as a reader knows them."""

import pytest

from generator.accidents.road_names import kilometre, tidy_road_name

NAMES = [
    ("Jl. Raya Solo - Yogya KM 12", "Jalan Raya Solo-Yogya"), ("Jln Diponegoro", "Jalan Diponegoro"),
    ("JL.DIPONEGORO", "Jalan Diponegoro"), ("Jl. Slamet Riyadi No. 12, RT 02/RW 03, Kec. Laweyan", "Jalan Slamet Riyadi"),
    ("C4Q4+32 Jalan Pasar Lama, Tegalindah, Kec. Cakra Kota", "Jalan Pasar Lama"),
    ("Jalan Stasiun Lor depan SDN 1", "Jalan Stasiun Lor"), ("AV IPIRANGA", "Av Ipiranga"), ("I-39", "I-39"),
    ("Jl. Gajah Mada II", "Jalan Gajah Mada II"), ("12", ""), ("", ""), ("Jl. Ny. Ageng Serang", "Jalan Ny. Ageng Serang"),
    ("di Jl. Ahmad Yani depan pasar", "Jalan Ahmad Yani"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_road_is_named_as_a_reader_knows_it(text, name):
    assert tidy_road_name(text) == name


def test_a_kilometre_post_is_read_out_of_a_place():
    assert kilometre("Jl. Raya Solo - Yogya KM 12") == 12
    assert kilometre("KM 12+300") == 12.3
    assert kilometre("Jl. Diponegoro") is None
