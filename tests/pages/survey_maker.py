"""A made-up survey and intake, for the tests of the pages that read them."""

import datetime as dt

from generator.codes import Pillar
from generator.records import (
    Evidence,
    Figure,
    HeatCell,
    Hotspot,
    InputFile,
    Insight,
    Intake,
    IntakeNote,
    Period,
    Place,
    Survey,
)

PERIOD = Period(dt.date(2024, 11, 16), dt.date(2026, 11, 15))
PLACES = (
    "Jalan Pasar Lama",
    "Simpang Jalan Merdeka – Jalan Nelayan",
    "dekat Simpang Jalan Raya Timur",
    "Jalan Pelabuhan",
)


def make_hotspot(rank, name, *, is_watch=False):
    """One stretch of about 300 m; every number follows from its rank."""
    lon, lat = 112.40 + 0.02 * rank, -5.10 + 0.01 * rank
    return Hotspot(
        rank=rank,
        place=Place(
            "street" if rank % 2 else "junction", name, round(lon, 3), round(lat, 3), "Kecamatan Bandar"
        ),
        line=((round(lon - 0.002, 3), round(lat, 3)), (round(lon + 0.002, 3), round(lat + 0.001, 3))),
        period=PERIOD,
        accidents=24 - 3 * rank,
        killed=2,
        seriously_injured=4,
        slightly_injured=11,
        ean={"12-6-3-1": 88.0 - rank, "10-5-1-1": 71.0 - rank},
        expected=4.2,
        eb_estimate=17.3 - rank,
        p_double=0.97 - 0.02 * rank,
        p_value=0.0004 * rank,
        q_value=0.12 if is_watch else 0.004 * rank,
        is_watch_only=is_watch,
        stability="stable",
        length_m=312.0,
        road_class="arterial",
        top_collision="rear_end" if rank == 1 else "",
        top_hours=(17, 20) if rank == 1 else None,
    )


def make_survey(note="", hotspots=4):
    """A survey with public hotspots, two watched places, heat cells, findings and evidence."""
    cells = tuple(
        HeatCell(round(112.38 + 0.004 * (n % 12), 3), round(-5.12 + 0.004 * (n // 12), 3), 3 + n % 9, hours)
        for hours, count in (("all", 60), ("00-06", 8), ("06-12", 24), ("12-18", 30), ("18-24", 20))
        for n in range(count)
    )
    figure = Figure(0.41, "share", "evidence:e1", n=512, low=0.36, high=0.46)
    return Survey(
        period=PERIOD,
        data_until=PERIOD.end,
        accidents=1128,
        located=1004,
        insights=(
            Insight(
                "hours-1", "hours", Pillar.EDUCATION, PERIOD, None, {"window_share": figure}, strength=0.8
            ),
        ),
        hotspots=tuple(make_hotspot(n, PLACES[n - 1] + note) for n in range(1, hotspots + 1)),
        internal_hotspots=tuple(make_hotspot(n, PLACES[n - 1] + note) for n in range(1, hotspots + 1)),
        watch=(
            make_hotspot(5, f"Jalan Pantau Satu{note}", is_watch=True),
            make_hotspot(6, f"Jalan Pantau Dua{note}", is_watch=True),
        ),
        heat=cells,
        evidence=(
            Evidence(
                "e1",
                f"hour in 18-21, time_quality recorded{note}",
                PERIOD,
                512,
                "scan window, 4.6",
                0.41,
                0.36,
                0.46,
            ),
            Evidence("e2", "all rows", PERIOD, 1128, "count", 1128.0),
        ),
        withheld=((f"age_15-24 at Jalan Pasar Lama{note}", "below_minimum"),),
        method="network_window",
        parameters={"window_m": 300, "minimum": 3, "classes": ("arterial", "local")},
        is_sample=True,
    )


def make_intake(note=""):
    """The report of an intake with three years of months, repairs and rows set aside."""
    months = tuple((f"{2023 + (10 + n) // 12}-{(10 + n) % 12 + 1:02d}", 38 + (n * 7) % 23) for n in range(36))
    return Intake(
        files=(InputFile(f"laka-2026{note}.xlsx", 412_331, "ab" * 32, "accidents"),),
        rows_read=1893,
        rows_kept=1820,
        rows_set_aside=73,
        located_rows=1610,
        notes=(
            IntakeNote("date_unreadable", "occurred_on", 41, is_set_aside=True),
            IntakeNote("duplicate", "", 32, is_set_aside=True, detail=f"sama persis{note}"),
            IntakeNote("repaired_sign", "point", 119, is_set_aside=False),
        ),
        mapping=((f"Tanggal Kejadian{note}", "occurred_on", "known"), ("Jam", "occurred_at", "known")),
        unplaced_headings=(f"Catatan Petugas{note}",),
        completeness={
            "occurred_on": 1.0,
            "hour": 0.83,
            "point": 0.88,
            "weather": 0.61,
            "recorded_factor": 0.34,
        },
        months=months,
        period=PERIOD,
        data_until=PERIOD.end,
        is_sample=True,
    )
