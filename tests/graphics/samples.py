"""Messages, insights, ground and layers for the tests of the pictures: realistic words of an invented district."""

import dataclasses
import datetime as dt
import functools
import math
import random

from generator.codes import Pillar
from generator.home import Home
from generator.languages import load_library
from generator.messages.reasons import clause_words, reason_words
from generator.messages.wording import Speech
from generator.records import Figure, HeatCell, Hotspot, Insight, Message, Period, Place

PERIOD = Period(dt.date(2024, 11, 16), dt.date(2026, 11, 15))
LON, LAT = 110.412, -6.981
EPSG = 32749


def figure(value, unit="", n=None):
    return Figure(value=value, unit=unit, source="evidence:test", n=n)


NAMES = (
    "Jalan Pasar Lama",
    "Simpang Jalan Diponegara – Jalan Kebun Raya",
    "Jalan Lingkar Timur",
    "Jalan Pelabuhan",
    "Jalan Bukit Sari",
)
LONG_NAME = (
    "Simpang Jalan Raya Pangeran Suryanatakusumah Ningrat – Jalan Letnan Kolonel Haji Abdurrahman Wahidiyat"
)
EVIL = "<img src=x onerror=alert(1)>"
SPOTS = ((0.0, 0.0), (0.021, 0.012), (-0.018, 0.016), (0.012, -0.015), (-0.026, -0.010))


def hotspot(rank, name=None, accidents=None, at=None):
    dx, dy = at or SPOTS[rank - 1]
    lon, lat = round(LON + dx, 3), round(LAT + dy, 3)
    return Hotspot(
        rank=rank,
        place=Place("street", name or NAMES[rank - 1], lon, lat, "Kecamatan Cakra Tengah"),
        line=((lon - 0.002, lat), (lon, lat), (lon + 0.002, lat + 0.001)),
        period=PERIOD,
        accidents=accidents or (31, 24, 19, 14, 11)[rank - 1],
        killed=1,
        seriously_injured=5,
        slightly_injured=9,
        ean={},
        expected=6.1,
        eb_estimate=21.0,
        p_double=0.97,
        p_value=0.001,
        q_value=0.004,
        is_watch_only=False,
        road_class="arterial",
    )


def insight(kind, figures=None, codes=None, series=None, hotspots=()):
    return Insight(
        id=f"i-{kind}",
        kind=kind,
        pillar=Pillar.EDUCATION,
        period=PERIOD,
        place=hotspots[0].place if hotspots else None,
        figures=figures or {},
        codes=codes or {},
        series=series or {},
        hotspots=tuple(hotspots),
        is_sample=True,
    )


COMMON = {
    "action_label": "Yang bisa kita lakukan",
    "data_note": "24 bulan s.d. 15 November 2026, n = 1.128 kecelakaan",
    "stamp": "DATA CONTOH – BUKAN DATA ASLI",
    "unit": "Satlantas Polres Cakrasari",
    "unit_line": "Edukasi keselamatan berlalu lintas",
    "handle": "@satlantascakrasari",
}


def message(kind, headline, highlight, words, *, theme="kecepatan", tip=None, key=None, **other):
    title, text, short = tip or (
        "Pelan di pasar dan pertokoan",
        "Kurangi kecepatan saat melewati pasar atau pertokoan karena pejalan kaki dan kendaraan sering keluar-masuk.",
        "Dekat pasar: pelan dan waspada.",
    )
    values = {
        "id": key or f"m-{kind}",
        "insight_id": f"i-{kind}",
        "kind": kind,
        "pillar": Pillar.EDUCATION,
        "language": "id",
        "theme": theme,
        "target_group": "semua",
        "tip_id": "T-1",
        "tip_family": "F-1",
        "headline": headline,
        "highlight": highlight,
        "body": "Data dua tahun terakhir menunjukkan pola yang jelas; mari kita jawab dengan kebiasaan kecil.",
        "tip_title": title,
        "tip": text,
        "tip_short": short,
        "call_to_action": "Bagikan ke teman yang sering lewat sini.",
        "source_line": "Sumber: data kecelakaan Polres Cakrasari, 24 bulan s.d. 15 November 2026 (n = 1.128)",
        "alt_text": f"Infografik: {headline}",
        "hashtags": ("CakrasariTertib",),
        "figures": {},
        "words": {**COMMON, **words},
        "is_sample": True,
    }
    return Message(**{**values, **other})


HOURS = (9, 6, 5, 6, 11, 22, 44, 52, 39, 31, 33, 38, 40, 37, 39, 46, 61, 74, 88, 96, 92, 79, 38, 19)


def _week_hours():
    chance = random.Random(7)
    return tuple(
        float(
            round(
                HOURS[hour] / 7 * (1.7 if day == 4 and 17 <= hour <= 21 else 1.0) * chance.uniform(0.7, 1.3)
            )
        )
        for day in range(7)
        for hour in range(24)
    )


WEEKDAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
JARAK = (
    "Jaga jarak tiga detik",
    "Jaga jarak paling sedikit tiga detik dari kendaraan di depan, dan tambah saat hujan atau malam.",
    "Jaga jarak tiga detik, tambah saat hujan.",
)
HELM = (
    "Klik tali helm sebelum jalan",
    "Kenakan helm berlogo SNI dan kancingkan talinya setiap kali berkendara, termasuk untuk jarak dekat.",
    "Pakai helm SNI, klik talinya, baru jalan.",
)
LAMPU = (
    "Pastikan terlihat saat malam",
    "Kenakan pakaian berwarna terang atau bahan pemantul cahaya saat berjalan atau bersepeda pada malam hari.",
    "Malam hari: pakai warna terang.",
)


def ranking(count=3, names=NAMES):
    spots = [hotspot(n + 1, names[n]) for n in range(count)]
    words = {"tag": "Peta rawan", "count_unit": "kecelakaan", "credit": "Peta: jaringan jalan rekaan"}
    for n, spot in enumerate(spots, 1):
        words[f"place_{n}"] = spot.place.name
        words[f"place_note_{n}"] = (
            "malam hari, tabrak depan-samping",
            "pagi hari, anak menyeberang",
            "saat hujan, tunggal",
        )[n % 3]
        words[f"place_count_{n}"] = str(spot.accidents)
    return (
        message(
            "hotspot_ranking", "Tiga tempat ini butuh perhatian lebih dari kita", "butuh perhatian", words
        ),
        insight("hotspot_ranking", hotspots=spots),
    )


def hours(key=None):
    words = {
        "tag": "Jam rawan",
        "window": "18.00–22.00 WIB",
        "big": "4 dari 10",
        "big_caption": "kecelakaan terjadi pukul 18.00–22.00 WIB",
        **{f"weekday_{n}": day for n, day in enumerate(WEEKDAYS, 1)},
        "hour_0": "00",
        "hour_6": "06",
        "hour_12": "12",
        "hour_18": "18",
        "legend_low": "lebih jarang",
        "legend_high": "lebih sering",
    }
    figures = {
        "window_start": figure(18),
        "window_end": figure(22),
        "window_share": figure(0.39, "share", 902),
    }
    series = {"hours": tuple(float(h) for h in HOURS), "week_hours": _week_hours()}
    return (
        message(
            "hours",
            "Empat jam sepulang kerja paling rawan di jalan kita",
            "paling rawan",
            words,
            theme="jarak",
            tip=JARAK,
            key=key,
        ),
        insight("hours", figures, series=series),
    )


def place():
    spot = hotspot(1)
    words = {
        "tag": "Kenali lokasi",
        "place_name": "Jalan Pasar Lama",
        "place_area": "Kecamatan Cakra Tengah",
        "big": "31",
        "big_caption": "kecelakaan dalam 24 bulan",
        "fact_1": "38 orang terluka, 6 di antaranya berat",
        "fact_2": "Paling sering: tabrak depan-samping",
        "fact_3": "Paling rawan pukul 18.00–22.00 WIB",
        "credit": "Peta: jaringan jalan rekaan",
    }
    figures = {"accidents": figure(31), "injured": figure(38), "severe": figure(6), "ratio": figure(3.4)}
    return (
        message(
            "hotspot_place", "Kenali Jalan Pasar Lama, lalu lewati dengan pelan", "Jalan Pasar Lama", words
        ),
        insight("hotspot_place", figures, {"top_collision": "front_side"}, hotspots=[spot]),
    )


WHO = {
    "road_user": (
        "Sepeda motor ada di tujuh dari sepuluh kecelakaan berat",
        "tujuh dari sepuluh",
        "7 dari 10",
        "kecelakaan berat melibatkan sepeda motor",
        (
            ("motorcycle", "Sepeda motor", "431"),
            ("car", "Mobil", "118"),
            ("truck", "Truk", "64"),
            ("pedestrian", "Pejalan kaki", "52"),
        ),
    ),
    "collision_type": (
        "Menabrak dari belakang: pola yang bisa kita putus",
        "dari belakang",
        "4 dari 10",
        "kecelakaan berat adalah tabrak depan-belakang",
        (
            ("rear_end", "Depan-belakang", "214"),
            ("front_side", "Depan-samping", "163"),
            ("head_on", "Depan-depan", "71"),
            ("single", "Tunggal", "38"),
        ),
    ),
    "recorded_factor": (
        "Faktor yang paling sering tercatat: kurang jaga jarak",
        "kurang jaga jarak",
        "3 dari 10",
        "kecelakaan dengan faktor tercatat: kurang jaga jarak",
        (
            ("following_distance", "Kurang jaga jarak", "188"),
            ("speed", "Terlalu cepat", "141"),
            ("overtaking", "Mendahului", "96"),
            ("red_light", "Melanggar lampu", "22"),
        ),
    ),
    "light": (
        "Malam tanpa lampu jalan lebih sering berakibat berat",
        "berakibat berat",
        "5 dari 10",
        "kecelakaan di jalan gelap berakibat berat",
        (
            ("night_dark", "Malam, gelap", "92"),
            ("night_lit", "Malam, terang", "77"),
            ("daylight", "Siang", "160"),
        ),
    ),
    "weather": (
        "Saat hujan, beri jarak lebih panjang",
        "jarak lebih panjang",
        "2 dari 10",
        "kecelakaan terjadi saat hujan",
        (("rain", "Hujan", "143"), ("clear", "Cerah", "611")),
    ),
}
TIPS = {
    "road_user": ("helm", HELM),
    "collision_type": ("jarak", JARAK),
    "recorded_factor": ("jarak", JARAK),
    "light": ("lampu", LAMPU),
    "weather": ("hujan", JARAK),
}


def who(kind, key=None):
    headline, highlight, big, caption, rows = WHO[kind]
    words = {
        "tag": "Siapa & bagaimana",
        "big": big,
        "big_caption": caption,
        "chart_title": "Jumlah kecelakaan menurut jenisnya",
    }
    for n, (_, label, value) in enumerate(rows, 1):
        words[f"label_{n}"], words[f"value_{n}"] = label, value
    codes = {
        "code": rows[0][0],
        "column": kind,
        "baseline": "severe",
        "labels": ",".join(code for code, _, _ in rows),
    }
    series = {"counts": tuple(float(value) for _, _, value in rows)}
    figures = {"count": figure(float(rows[0][2])), "share": figure(int(big.split()[0]) / 10, "share")}
    theme, tip = TIPS[kind]
    return (
        message(kind, headline, highlight, words, theme=theme, tip=tip, key=key),
        insight(kind, figures, codes, series),
    )


def recap(direction="stable"):
    verdicts = {
        "stable": (
            "Empat pekan ini relatif stabil",
            "relatif stabil",
            "Naik-turun sebesar ini masih wajar; belum ada tanda perubahan.",
        ),
        "up": (
            "Empat pekan ini lebih banyak dari biasanya",
            "lebih banyak",
            "Kenaikan ini lebih besar daripada naik-turun yang wajar.",
        ),
        "down": (
            "Empat pekan ini lebih sedikit dari biasanya",
            "lebih sedikit",
            "Penurunan ini lebih besar daripada naik-turun yang wajar.",
        ),
    }
    headline, highlight, verdict = verdicts[direction]
    words = {
        "tag": "Rekap pekan 47",
        "big": "46",
        "big_caption": "kecelakaan tercatat dalam empat pekan",
        "verdict": verdict,
        "before_value": "44",
        "before_caption": "rata-rata empat pekan yang sama pada dua tahun sebelumnya",
        "level_caption": "sepekan rata-rata pada pekan yang sama dua tahun sebelumnya",
        "chart_title": "Tiga belas pekan terakhir",
        "week_first": "17 Agu",
        "week_last": "15 Nov",
        "done_1": "Marka baru di Simpang Pasar Lama",
        "done_2": "Penjagaan pagi di Jalan Pelajar",
        "data_note": "Data sementara s.d. 15 November 2026",
    }
    series = {"weeks": (12.0, 9.0, 14.0, 11.0, 13.0, 8.0, 10.0, 15.0, 11.0, 9.0, 12.0, 13.0, 12.0)}
    figures = {"last_four": figure(46), "before": figure(44), "last_week": figure(12), "ratio": figure(1.05)}
    return (
        message("four_week_change", headline, highlight, words),
        insight("four_week_change", figures, {"direction": direction, "compared_with": "same_weeks"}, series),
    )


def weekday():
    counts = (141.0, 136.0, 139.0, 148.0, 171.0, 203.0, 190.0)
    words = {
        "tag": "Hari rawan",
        "big": "35%",
        "big_caption": "kecelakaan terjadi pada Sabtu dan Minggu",
        "chart_title": "Kecelakaan menurut hari",
        **{f"weekday_{n}": day for n, day in enumerate(WEEKDAYS, 1)},
        **{f"value_{n}": f"{count:.0f}" for n, count in enumerate(counts, 1)},
    }
    tip = (
        "Bergantian mengemudi sebelum lelah",
        "Siapkan pengemudi pengganti dan bergantilah sebelum lelah, bukan setelahnya.",
        "Siapkan pengganti, bergantian sebelum lelah.",
    )
    return (
        message(
            "weekday",
            "Akhir pekan lebih rawan daripada hari kerja",
            "Akhir pekan",
            words,
            theme="lelah",
            tip=tip,
        ),
        insight(
            "weekday",
            {"weekend_count": figure(393), "weekend_share": figure(0.35)},
            {"direction": "weekend"},
            {"weekdays": counts},
        ),
    )


def district_part():
    counts = (318.0, 244.0, 207.0, 196.0, 163.0)
    words = {
        "tag": "Per kecamatan",
        "big": "318",
        "big_caption": "kecelakaan di Cakra Tengah dalam 24 bulan",
        "chart_title": "Kecelakaan menurut kecamatan",
        **{f"label_{n}": name for n, name in enumerate(AREA_NAMES, 1)},
        **{f"value_{n}": f"{count:.0f}" for n, count in enumerate(counts, 1)},
    }
    return (
        message(
            "district_part",
            "Paling banyak di Cakra Tengah, tetapi semua perlu jaga",
            "Cakra Tengah",
            words,
            theme="pejalan",
            tip=(
                "Menyeberang tanpa melihat layar",
                "Simpan ponsel dan lepaskan penyuara telinga saat menyeberang supaya melihat dan mendengar kendaraan.",
                "Menyeberang: kepala tegak, ponsel disimpan.",
            ),
        ),
        insight(
            "district_part",
            {"top_count": figure(318), "total": figure(1128)},
            {"labels": "|".join(AREA_NAMES)},
            {"counts": counts},
        ),
    )


THEME_TIPS = {
    "helm": HELM,
    "kecepatan": (
        "Pelan di sekitar sekolah",
        "Kurangi kecepatan di sekitar sekolah pada jam masuk dan pulang. Bersiaplah berhenti untuk anak yang menyeberang.",
        "Dekat sekolah: pelan, siap berhenti.",
    ),
}


def tip_message(theme):
    tip = THEME_TIPS[theme]
    words = {"tag": "Tip pekan ini"}
    return (
        message("season", tip[0], "", words, theme=theme, tip=tip, key=f"m-season-{theme}"),
        insight("season"),
    )


@functools.cache
def reason_of(tip_id, language="id"):
    """A message of a real tip of the library with the words of its reason and of its rule."""
    library = load_library(Home(), language)
    tip, speech = library.tips[tip_id], Speech(library.words)
    facts = [library.facts[one] for one in tip.evidence if one in library.facts]
    cited = [library.clauses[one].citation for one in tip.clauses if one in library.clauses]
    words = (
        {"tag": "Tip pekan ini"} | reason_words(facts, library, speech) | clause_words(tip, library, cited)
    )
    told = (tip.title, tip.formal, tip.singkat)
    return (
        message("season", tip.title, "", words, theme=tip.theme, tip=told, tip_id=tip_id),
        insight("season"),
    )


def everything():
    """One message and insight for every kind, by a short name."""
    return {
        "peta": ranking(),
        "lokasi": place(),
        "jam": hours("m-a"),
        "jam_pekan": hours("m-b"),
        "pengguna": who("road_user"),
        "tabrakan": who("collision_type"),
        "faktor": who("recorded_factor"),
        "cahaya": who("light"),
        "cuaca": who("weather"),
        "rekap": recap(),
        "hari": weekday(),
        "wilayah": district_part(),
    }


def pair_for(design):
    """Message and insight that this design may show, or None when no sample is of its kinds."""
    if "*" in design.kinds:
        told = (tip_message("kecepatan"), reason_of("T-CEPAT-02"), reason_of("T-HELM-01"))
        return next((pair for pair in told if set(design.needs) <= pair[0].words.keys()), None)
    return next((pair for pair in everything().values() if pair[0].kind in design.kinds), None)


# ------------------------------------------------------------------------------------------------ ground


@dataclasses.dataclass(frozen=True)
class FakeGround:
    """What generator.accidents.places.geography gives, with the same names."""

    roads: object
    areas: object
    boundary: object
    utm_epsg: int
    credit: str


@dataclasses.dataclass(frozen=True)
class FakeSurvey:
    """The parts of a survey that the layers need."""

    hotspots: tuple
    insights: tuple
    heat: tuple = ()


def ground(*, with_roads=True, names=None):
    """An invented district about 14 km wide, roads drawn from a seed."""
    import geopandas
    import shapely

    chance = random.Random(11)
    step = 0.0035
    nodes = {}
    for i in range(-20, 21):
        for j in range(-16, 17):
            bend = 0.004 * math.sin(i / 5) + 0.003 * math.cos(j / 4)
            nodes[i, j] = (
                LON + i * step + bend + chance.uniform(-0.0009, 0.0009),
                LAT + j * step + 0.003 * math.sin(j / 3 + i / 7) + chance.uniform(-0.0009, 0.0009),
            )
    titles = names or {0: "Jalan Pasar Lama", 6: "Jalan Diponegara", -5: "Jalan Kebun Raya"}
    across = {0: "Jalan Lingkar Timur", 5: "Jalan Pelabuhan", -6: "Jalan Bukit Sari"}
    rows = []
    for (i, j), here in nodes.items():
        for di, dj in ((1, 0), (0, 1)):
            there = nodes.get((i + di, j + dj))
            if there is None:
                continue
            row, column = (j, None) if di else (None, i)
            if row in titles:
                kind, name = ("arterial" if row == 0 else "collector"), titles[row]
            elif column in across:
                kind, name = ("arterial" if column == 0 else "collector"), across[column]
            elif (row is not None and row % 4 == 0) or (column is not None and column % 4 == 0):
                kind, name = "local", f"Jalan Melati {abs(row if row is not None else column)}"
            elif chance.random() < 0.72:
                kind, name = "residential", ""
            else:
                continue
            rows.append((name, kind, None, shapely.LineString([here, there])))
    roads = geopandas.GeoDataFrame(rows, columns=["name", "road_class", "aadt", "geometry"], crs=4326)
    outline = shapely.Polygon(
        [
            (
                LON + 0.062 * math.cos(a) * (1 + 0.12 * math.sin(3 * a)),
                LAT + 0.05 * math.sin(a) * (1 + 0.1 * math.cos(2 * a)),
            )
            for a in (n / 40 * 2 * math.pi for n in range(40))
        ]
    )
    parts = []
    for n in range(5):
        a, b = n / 5 * 2 * math.pi, (n + 1) / 5 * 2 * math.pi
        wedge = shapely.Polygon(
            [(LON, LAT)]
            + [
                (LON + 0.2 * math.cos(a + (b - a) * k / 6), LAT + 0.2 * math.sin(a + (b - a) * k / 6))
                for k in range(7)
            ]
        )
        parts.append((AREA_NAMES[n], "kecamatan", 20_000 + 7_000 * n, outline.intersection(wedge)))
    areas = geopandas.GeoDataFrame(parts, columns=["name", "level", "population", "geometry"], crs=4326)
    return FakeGround(roads if with_roads else None, areas, outline, EPSG, "Jaringan jalan rekaan")


AREA_NAMES = ("Cakra Tengah", "Cakra Utara", "Tanjung Sari", "Bukit Asri", "Muara Kencana")


def heat_cells(count):
    """Cells in the shape of a town, denser in the middle."""
    chance = random.Random(5)
    return tuple(
        HeatCell(
            round(LON + chance.gauss(0, 0.02), 4),
            round(LAT + chance.gauss(0, 0.014), 4),
            chance.randint(3, 30),
        )
        for _ in range(count)
    )


def layers(*, with_roads=True, spots=None, names=None, heat=(), is_bare=False):
    from generator.graphics import static_map

    spots = spots or [hotspot(n) for n in range(1, 6)]
    where = FakeGround(None, None, None, EPSG, "") if is_bare else ground(with_roads=with_roads, names=names)
    return static_map.layers(where, FakeSurvey(tuple(spots), (), heat))
