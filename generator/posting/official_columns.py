"""The columns of the official workbook: what is printed, and the formula that gives it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.analysis.official.weight_sets import WEIGHT_SETS
from generator.posting.official_words import segment_code, why_sentence, yes_no
from generator.posting.workbook_table import Column, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.analysis.official.records import AreaRow, OfficialSheet, RankedSpot, Segment
    from generator.posting.workbook_table import Book

SETS = tuple(one.name for one in WEIGHT_SETS)
_EB = "[expected]/(1+SEBARAN*[expected])+(1-1/(1+SEBARAN*[expected]))*[accidents]"


def _ean(number: int) -> str:
    return f"ROUND(MD_{number}*[killed]+LB_{number}*[serious]+LR_{number}*[slight]+K_{number}*[damage],6)"


def _ean_of(name: str) -> Callable[[Any], float]:
    return lambda one: float(one.ean[name])


def _rank_of(name: str) -> Callable[[Any], int]:
    return lambda one: int(one.ranks.by_set[name])


def _casualties() -> list[Column[Any]]:
    return [
        Column("killed", "whole", 6, lambda one: one.casualties.killed),
        Column("serious", "whole", 6, lambda one: one.casualties.serious),
        Column("slight", "whole", 6, lambda one: one.casualties.slight),
        Column("damage", "whole", 6, lambda one: one.casualties.damage),
    ]


def _weighted() -> list[Column[Any]]:
    """EAN under each set."""
    return [Column(f"ean_{n}", "two", 9, _ean_of(name), _ean(n), "ean", name) for n, name in enumerate(SETS)]


def _ranked(top: str, book: Book) -> list[Column[Any]]:
    """Rank under each set, best and worst rank, and whether the weights matter."""
    yes, no = quoted(book.word("yes")), quoted(book.word("no"))
    ranks = ",".join(f"[rank_{n}]" for n in range(len(SETS)))
    rank = [
        Column(f"rank_{n}", "whole", 9, _rank_of(name), f"RANK([ean_{n}],[ean_{n}:])", "rank_set", name)
        for n, name in enumerate(SETS)
    ]
    return [
        *rank,
        Column("best", "whole", 9, lambda one: one.ranks.best, f"MIN({ranks})"),
        Column("worst", "whole", 9, lambda one: one.ranks.worst, f"MAX({ranks})"),
        Column("robust", "centre", 8, lambda one: yes_no(book, is_so=one.ranks.is_robust),
               f"IF([worst]<={top},{yes},{no})"),
    ]  # fmt: skip


def _estimate() -> list[Column[Any]]:
    return [
        Column("expected", "two", 10, lambda one: one.estimate.expected),
        Column("eb", "two", 9, lambda one: one.estimate.value, _EB),
        Column("eb_low", "two", 8, lambda one: one.estimate.low),
        Column("eb_high", "two", 8, lambda one: one.estimate.high),
        Column("p_double", "percent", 9, lambda one: one.estimate.p_double),
    ]


def segment_columns(book: Book, sheet: OfficialSheet, cusum: tuple[str, str, str]) -> list[Column[Segment]]:
    """Columns of the list of segments; `cusum` are the addresses of code, sum and slope on the Cusum sheet."""
    d, word = SETS.index(sheet.default_set), book.word
    yes, no, junction = (quoted(word(key)) for key in ("yes", "no", "kind_junction"))
    units = {key: quoted(word(f"unit_{key}")) for key in ("km_years", "vehicle_km", "junction_years")}
    codes, sums, slopes = cusum
    at = f"MATCH([code],{codes},0)"
    bars = "+".join(f"IF([ean_{n}]>BKA_{n},1,0)" for n in range(len(SETS)))
    has_traffic = f"[unit]={units['vehicle_km']}"

    def control(key: str, name: str, style: str, formula: str, width: float = 9) -> Column[Segment]:
        return Column(key, style, width, lambda one: getattr(one.control, name), formula)

    return [
        Column("code", "text", 9, lambda one: segment_code(one.stretch)),
        Column("place", "text", 34, lambda one: one.stretch.place.name),
        Column("area", "text", 16, lambda one: one.stretch.place.area),
        Column("kind", "text", 9, lambda one: word(f"kind_{one.stretch.kind}")),
        Column("length_m", "whole", 9, lambda one: one.stretch.length_m),
        Column("accidents", "whole", 9, lambda one: one.accidents),
        *_casualties(),
        *_weighted(),
        Column("over_bka", "centre", 8, lambda one: yes_no(book, is_so=one.control.is_over_bka),
               f"IF([ean_{d}]>BKA_{d},{yes},{no})"),
        Column("tested", "text", 14, lambda one: word(f"tested_{one.tested}", rank=one.hotspot_rank)),
        Column("why", "text", 58, lambda one: why_sentence(one, sheet, book.words)),
        Column("road_class", "text", 11, lambda one: book.words.known(f"road_{one.stretch.road_class}", "")),
        Column("town", "text", 10, lambda one: word("town" if one.stretch.is_town else "outside")),
        Column("low", "two", 7, lambda one: one.low),
        Column("high", "two", 7, lambda one: one.high),
        *_ranked("TERATAS_RUAS", book),
        control("sets_over_bka", "sets_over_bka", "whole", bars),
        control("z", "z_score", "two", f'IF(SD_EAN=0,"",([ean_{d}]-C_{d})/SD_EAN)'),
        Column("unit", "text", 16, lambda one: word(f"unit_{one.control.exposure_unit}")),
        control("exposure", "exposure", "four",
                f'IF([kind]={junction},TAHUN,[length_m]/1000*TAHUN*IF([traffic]="",1,[traffic]*365/1000000))', 10),
        control("rate", "rate", "two", "[accidents]/[exposure]"),
        Column("average", "two", 9, lambda one: _average(sheet, one),
               f"IF({has_traffic},LAMBDA_KENDARAAN,IF([unit]={units['km_years']},LAMBDA_KM,LAMBDA_SIMPANG))"),
        control("ucl", "ucl", "two",
                "[average]+2.576*SQRT([average]/[exposure])+2.576^2/(8*[exposure])+1/(2*[exposure])"),
        Column("over_ucl", "centre", 8, lambda one: yes_no(book, is_so=one.control.rate > one.control.ucl),
               f"IF([rate]>[ucl],{yes},{no})"),
        control("legacy_ucl", "legacy_ucl", "two",
                f'IF([ean_{d}]>0,C_{d}+2.576*SQRT(C_{d}/[ean_{d}]+0.829/[ean_{d}]+1/(2*[ean_{d}])),"")', 11),
        control("cusum", "cusum", "two", f'IF([code]="","",INDEX({sums},{at}))'),
        Column("slope", "text", 11, lambda one: _slope(one, book), f'IF([code]="","",INDEX({slopes},{at}))'),
        Column("traffic", "whole", 9, lambda one: one.stretch.traffic if one.control.exposure_unit == "vehicle_km" else None),
        control("traffic_rate", "traffic_rate", "two", f'IF({has_traffic},[accidents]/([exposure]/100),"")'),
        control("critical_rate", "critical_rate", "two",
                f"IF({has_traffic},LAMBDA_KENDARAAN*100+0.5/([exposure]/100)"
                '+1.96*SQRT(LAMBDA_KENDARAAN*100/([exposure]/100)),"")'),
        *_estimate(),
        Column("severe_500m", "whole", 9, lambda one: one.rules.severe_500m),
        Column("killed_500m", "whole", 9, lambda one: one.rules.killed_500m),
        Column("india", "centre", 8, lambda one: yes_no(book, is_so=one.rules.is_india),
               f"IF(OR([severe_500m]>=5,[killed_500m]>=10),{yes},{no})"),
        Column("injury", "whole", 9, lambda one: one.rules.injury_accidents),
        Column("australia", "centre", 9, lambda one: yes_no(book, is_so=one.rules.is_australia),
               f"IF([injury]>=IF([town]={quoted(word('town'))},3,2),{yes},{no})"),
        Column("street_rate", "two", 11, lambda one: one.rules.street_rate),
        Column("australia_length", "centre", 9, lambda one: yes_no(book, is_so=one.rules.is_australia_length),
               f'IF([street_rate]="",{no},IF([street_rate]>=IF([town]={quoted(word("town"))},0.2,0.13),{yes},{no}))'),
        Column("network_score", "whole", 8, lambda one: one.rules.network_score),
    ]  # fmt: skip


def _average(sheet: OfficialSheet, one: Segment) -> float:
    return next(
        group.accidents / group.exposure for group in sheet.groups if group.unit == one.control.exposure_unit
    )


def _slope(one: Segment, book: Book) -> str:
    return book.word(f"slope_{one.control.cusum_slope}") if one.control.cusum_slope else ""


def cusum_columns(book: Book) -> list[Column[Segment]]:
    """Columns of the Cusum sheet: pieces with accidents in order along their streets."""
    flat, down, up, turns = (quoted(book.word(f"slope_{key}")) for key in ("flat", "down", "up", "turns_up"))
    rose = "AND([street^]=[street],[order^]=[order]-1,[accidents^]>[mean^])"
    return [
        Column("code", "text", 9, lambda one: segment_code(one.stretch)),
        Column("place", "text", 44, lambda one: one.stretch.place.name),
        Column("street", "whole", 9, lambda one: one.stretch.street + 1),
        Column("order", "whole", 9, lambda one: one.stretch.order),
        Column("pieces", "whole", 9, lambda one: one.stretch.pieces),
        Column("accidents", "whole", 11, lambda one: one.accidents),
        Column("mean", "four", 11, lambda one: one.control.street_mean, "SUMIFS([accidents:],[street:],[street])/[pieces]"),
        Column("running", "whole", 11, _running,
               "IF([street]=[street^],[running^],0)+[accidents]"),
        Column("cusum", "two", 11, lambda one: one.control.cusum, "[running]-[mean]*[order]"),
        Column("slope", "text", 13, lambda one: _slope(one, book),
               f"IF([pieces]=1,{flat},IF([accidents]<=[mean],{down},IF({rose},{up},{turns})))"),
    ]  # fmt: skip


def _running(one: Segment) -> int:
    """Accidents on the street up to and with this piece."""
    return round((one.control.cusum or 0.0) + (one.control.street_mean or 0.0) * one.stretch.order)


def spot_columns(book: Book) -> list[Column[RankedSpot]]:
    """Columns of the tested list with its ranks under every weight set."""
    return [
        Column("spot_rank", "whole", 8, lambda one: one.rank),
        Column("place", "text", 40, lambda one: one.place.name),
        Column("area", "text", 18, lambda one: one.place.area),
        Column("accidents", "whole", 11, lambda one: one.accidents),
        *_casualties(),
        *_weighted(),
        *_ranked("TERATAS_TITIK", book),
        *_estimate(),
    ]


def area_columns(book: Book, sheet: OfficialSheet) -> list[Column[AreaRow]]:
    """Columns of the list of kecamatan."""
    d = SETS.index(sheet.default_set)
    return [
        Column("area", "text", 26, lambda one: one.name or book.word("no_area")),
        Column("accidents", "whole", 11, lambda one: one.accidents),
        Column("low", "two", 9, lambda one: one.low),
        Column("high", "two", 9, lambda one: one.high),
        *_casualties(),
        Column("ean_area", "two", 11, lambda one: one.ean, _ean(d), "ean", sheet.default_set),
        Column("population", "whole", 12, lambda one: one.population),
        Column("area_rate", "two", 12, lambda one: one.rate,
               'IF([population]="","",[accidents]/[population]/TAHUN*100000)'),
        Column("smoothed", "two", 12, lambda one: one.smoothed,
               'IF([population]="","",IF(MARSHALL_B=0,0,(MARSHALL_B+([accidents]/[population]-MARSHALL_B)*MARSHALL_A'
               "/(MARSHALL_A+MARSHALL_B/[population]))/TAHUN*100000))"),
    ]  # fmt: skip
