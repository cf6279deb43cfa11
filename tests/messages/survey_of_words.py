"""A made-up survey with every kind of finding, so that words can be tested without data."""

import datetime as dt

from generator.calendar_of_year import events_in
from generator.codes import Pillar
from generator.home import Home
from generator.messages.candidates import Brief
from generator.messages.seasons import season_insights
from generator.mix import load_mix
from generator.records import Figure, Hotspot, Insight, IsoWeek, Period, Place, Survey

PATTERN_KINDS = ("collision_type", "road_user", "recorded_factor", "weather", "light")
END = dt.date(2026, 11, 15)
TWO_YEARS = Period(dt.date(2024, 11, 16), END)
FOUR_WEEKS = Period(dt.date(2026, 10, 19), END)


def figures(source, **values):
    """Figures of one piece of evidence."""
    return {key: Figure(value, "count", f"evidence:{source}") for key, value in values.items()}


def hotspot(rank, name, area, accidents, top="", kind="street"):
    """One public place."""
    return Hotspot(
        rank,
        Place(kind, name, 110.123, -7.456, area),
        (),
        TWO_YEARS,
        accidents,
        2,
        6,
        accidents,
        {"12-3-3-1": 40.0},
        8.2,
        14.0,
        0.97,
        0.001,
        0.01,
        is_watch_only=False,
        top_collision=top,
        top_hours=(18, 22),
    )


PLACES = (
    hotspot(1, "Jalan Pasar Lama", "Sukajaya", 31, "rear_end"),
    hotspot(2, "Simpang Jalan Melati - Jalan Kenanga", "Tirtasari", 24, "front_side", "junction"),
    hotspot(3, "dekat Simpang Jalan Bahari - Jalan Nelayan", "Bandar", 19, "", "cluster"),
    hotspot(4, "Jalan Raya Cakra", "Sukajaya", 17, "head_on"),
    hotspot(5, "Jalan Dermaga", "Bandar", 12),
)


def insight(
    kind,
    pillar="edukasi",
    period=TWO_YEARS,
    place=None,
    *,
    codes=None,
    series=None,
    spots=(),
    strength=0.5,
    sample=False,
    name=None,
    **values,
):
    """One finding with its evidence."""
    identity = name or kind
    return Insight(
        identity,
        kind,
        Pillar(pillar),
        period,
        place,
        figures(f"E-{identity}", **values),
        codes or {},
        series or {},
        spots,
        strength,
        (f"E-{identity}",),
        sample,
    )


def ranking(**more):
    return insight(
        "hotspot_ranking",
        spots=PLACES,
        places=5,
        accidents_in_places=103,
        share_of_all=0.0913,
        total=1128,
        months=24,
        strength=0.9,
        **more,
    )


def place(spot=PLACES[0], **more):
    return insight(
        "hotspot_place",
        place=spot.place,
        spots=(spot,),
        accidents=spot.accidents,
        injured=38,
        severe=9,
        ratio=2.31,
        p_double=0.97,
        expected=13.4,
        window_start=17,
        window_end=21,
        window_accidents=13,
        codes={"top_collision": spot.top_collision or "rear_end", "road_class": "arterial"},
        strength=0.8,
        name=f"hotspot_place-{spot.rank}",
        **more,
    )


def hours(**more):
    counts = tuple(
        float(n)
        for n in (
            20,
            12,
            9,
            8,
            14,
            30,
            60,
            70,
            52,
            40,
            38,
            40,
            45,
            44,
            48,
            55,
            70,
            82,
            110,
            104,
            90,
            74,
            50,
            32,
        )
    )
    return insight(
        "hours",
        window_start=18,
        window_end=22,
        window_accidents=378,
        window_share=0.3156,
        recorded=1197,
        total=1250,
        peak_weekday=5,
        series={"hours": counts, "week_hours": counts * 7},
        strength=0.7,
        **more,
    )


def pattern(kind, code, baseline, labels, counts, strength=0.6, **more):
    total = sum(counts)
    count = counts[labels.index(code)]
    return insight(
        kind,
        codes={"code": code, "column": kind, "baseline": baseline, "labels": ",".join(labels)},
        series={"counts": tuple(float(n) for n in counts)},
        count=count,
        share=count / total,
        n=total,
        severe=round(count * 0.31),
        severe_share=0.31,
        severe_share_rest=0.12,
        ratio=1.83,
        p_value=0.002,
        strength=strength,
        name=f"{kind}-{code}-{baseline}",
        **more,
    )


def collision(baseline="share", code="rear_end", **more):
    return pattern(
        "collision_type",
        code,
        baseline,
        ["rear_end", "head_on", "single", "front_side", "pedestrian"],
        [412, 260, 190, 160, 106],
        **more,
    )


def road_user(baseline="share", code="motorcycle", **more):
    return pattern(
        "road_user",
        code,
        baseline,
        ["motorcycle", "car", "truck", "pedestrian", "bicycle"],
        [860, 210, 150, 92, 31],
        **more,
    )


def factor(baseline="share", code="following_distance", **more):
    return pattern(
        "recorded_factor",
        code,
        baseline,
        ["following_distance", "speed", "overtaking", "fatigue", "phone"],
        [330, 240, 170, 90, 44],
        **more,
    )


def weather(baseline="severe", code="rain", **more):
    return pattern("weather", code, baseline, ["clear", "rain", "cloudy", "fog"], [700, 260, 120, 12], **more)


def light(baseline="severe", code="night_dark", **more):
    return pattern(
        "light",
        code,
        baseline,
        ["daylight", "night_lit", "night_dark", "twilight"],
        [560, 250, 210, 90],
        **more,
    )


def change(direction="stable", compared="same_weeks", **more):
    return insight(
        "four_week_change",
        "transparansi",
        FOUR_WEEKS,
        last_four=47,
        before=44.3,
        last_week=11,
        ratio=1.06,
        change=0.06,
        p_value=0.71,
        injured=58,
        **({"complete": 0.72, "estimate": 65} if direction == "incomplete" else {}),
        codes={"direction": direction, "compared_with": compared},
        series={"weeks": (9.0, 12.0, 11.0, 14.0, 10.0, 8.0, 13.0, 12.0, 9.0, 11.0, 14.0, 11.0, 11.0)},
        strength=0.4,
        **more,
    )


def weekday(direction="weekend", **more):
    return insight(
        "weekday",
        weekend_count=402,
        weekend_share=0.356,
        expected_share=0.2857,
        p_value=0.0004,
        n=1128,
        codes={"direction": direction},
        series={"weekdays": (140.0, 138.0, 142.0, 150.0, 156.0, 214.0, 188.0)},
        strength=0.5,
        **more,
    )


def parts(**more):
    names = ("Sukajaya", "Tirtasari", "Bandar", "Muara Biru", "Karang Asri")
    return insight(
        "district_part",
        codes={"labels": "|".join(names)},
        series={"counts": (402.0, 301.0, 210.0, 140.0, 75.0)},
        top_count=402,
        total=1128,
        parts=5,
        strength=0.5,
        **more,
    )


def special_time(direction="up", time="lebaran", **more):
    return insight(
        "holiday_period",
        codes={
            "direction": direction,
            "time": time,
            "themes": "mudik,lelah",
            "code": "now",
            "labels": "now,usual",
        },
        series={"counts": (61.0, 41.0)},
        n=61,
        expected=41,
        ratio=1.49,
        p_value=0.003,
        times=3,
        name=f"holiday_period-{time}",
        **more,
    )


def peak(first=12, last=1, **more):
    return insight(
        "peak_months",
        codes={"code": "now", "labels": "now,usual"},
        series={"counts": (260.0, 180.0)},
        n=1128,
        accidents=260,
        usual=180,
        ratio=1.44,
        first_month=first,
        last_month=last,
        years=3,
        name=f"peak_months-{first}",
        **more,
    )


def fatal(direction="up", **more):
    return insight(
        "fatal_months",
        "transparansi",
        Period(dt.date(2026, 8, 1), dt.date(2026, 10, 31)),
        codes={"direction": direction, "code": "now", "labels": "now,usual"},
        series={"counts": (31.0, 17.0)},
        n=31,
        before=17.3,
        ratio=1.79,
        p_value=0.01,
        **more,
    )


def month(direction="stable", compared="same_months", **more):
    return insight(
        "month_change",
        "transparansi",
        Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31)),
        codes={"direction": direction, "compared_with": compared, "code": "now", "labels": "now,usual"},
        series={"counts": (61.0, 57.0)},
        n=61,
        before=57.3,
        ratio=1.06,
        change=0.06,
        p_value=0.61,
        complete=0.72 if direction == "incomplete" else 1.0,
        injured=74,
        **more,
    )


def changing(case="new", spot=PLACES[0], **more):
    numbers = {"n": 31} | ({} if case == "vanished" else {"accidents": 19, "before": 12})
    return insight(
        "emerging_places",
        place=spot.place,
        spots=() if case == "vanished" else (spot,),
        codes={"case": case, "road_class": "arterial"},
        expected=2.1,
        p_value=0.002,
        name=f"emerging_places-{case}-{spot.rank}",
        **numbers,
        **more,
    )


def every_kind(*, sample=False):
    """Each kind in each of its cases."""
    made = [
        ranking(sample=sample),
        *(place(spot, sample=sample) for spot in PLACES),
        hours(sample=sample),
        parts(sample=sample),
    ]
    for maker in (collision, road_user, factor, weather, light):
        made += [maker(baseline, sample=sample) for baseline in ("share", "severe", "recent")]
    made += [
        change(d, c, sample=sample)
        for d in ("stable", "up", "down", "incomplete")
        for c in ("same_weeks", "previous_weeks")
    ]
    made += [
        special_time(d, t, sample=sample) for d in ("up", "down") for t in ("ramadan", "lebaran", "year_end")
    ]
    made += [peak(sample=sample), peak(7, 7, sample=sample)]
    made += [fatal(d, sample=sample) for d in ("up", "down")]
    made += [
        month(d, c, sample=sample)
        for d in ("stable", "up", "down", "incomplete")
        for c in ("same_months", "previous_month")
    ]
    made += [changing(c, p, sample=sample) for c in ("new", "persistent", "vanished") for p in PLACES]
    return [*made, *(weekday(d, sample=sample) for d in ("weekend", "weekdays", "even"))]


def survey(*insights, sample=False, stale=False):
    """A survey with these findings."""
    return Survey(
        TWO_YEARS,
        END,
        1128,
        1090,
        tuple(insights),
        PLACES,
        (),
        (),
        (),
        (),
        "network_window",
        {},
        stale,
        sample,
    )


def brief(library, campaign, week, history=()):
    """What a choice looks at, with the mix that this campaign has."""
    mix = load_mix(Home(), campaign, library.calls["question"])
    return Brief(library, campaign, mix, week, tuple(history))


def every_card(calendar):
    """Each card of the calendar that 2026 shows, mourning among them, and those for any week."""
    cards = {}
    for number in range(1, 54):
        week = IsoWeek(2026, number)
        of_week, any_time = season_insights(calendar, events_in(week, calendar), week, is_sample=False)
        cards |= {card.id: card for card in (*of_week, *any_time)}
    return list(cards.values())
