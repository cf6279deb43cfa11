"""What the page and the screen say of an evaluation: sentences and rows of text, in the words of one language."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from generator.analysis.evaluation.roads_compared import APART_M

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.analysis.evaluation.before_after import Amount
    from generator.analysis.evaluation.comparison import Comparison
    from generator.analysis.evaluation.data_checks import Refusal
    from generator.analysis.evaluation.study import Study
    from generator.webpage import Words

_LEVELS = {"fewer": "clean", "more": "grave", "undecided": "look", "refused": "refused"}


def evaluation_view(study: Study, words: Words) -> dict[str, Any]:
    """Everything that the template shows. Figures of a refused evaluation are not shown: they would be quoted."""
    kind = study.verdict or "refused"
    shown = study.comparison if study.verdict else None
    before = words.span(study.before) if study.before else ""
    return {
        "verdict": {"text": words(f"verdict_{kind}"), "level": _LEVELS[kind]},
        "line": words("line", days=words.span(study.days), before=before)
        if before
        else words("line_alone", days=words.span(study.days)),
        "reasons": [reason_text(one, words) for one in study.refusals],
        "said": list(said(study, words)),
        "tiles": _tiles(shown, words) if shown else [],
        "naive": _naive(shown, words) if shown else [],
        "rows": _rows(study, shown, words) if shown else [],
        "years": _years(study, words) if shown else [],
        "sites": _sites(study, words),
        "limits": [
            words(key, apart=words.number(APART_M))
            for key in ("limit_other", "limit_moved", "limit_words", "limit_late")
        ],
    }


def said(study: Study, words: Words) -> Iterator[str]:
    """The sentences of a verdict; none when there is none."""
    one = study.comparison
    if study.verdict is None or one is None:
        return
    number = len(study.sites)
    km = words.number(sum(site.length_m for site in study.sites) / 1000, 1)
    yield words(
        "said",
        places=words("places_one", km=km) if number == 1 else words("places", n=words.number(number), km=km),
        after=words.number(one.after),
        before=words.number(one.before),
        days=words.span(study.days),
        expected=words.estimate(one.expected.value),
        change=change(one.effect.theta, words),
        low=change(one.effect.low, words),
        high=change(one.effect.high, words),
    )
    if study.verdict == "undecided":
        yield words("said_undecided")
        yield words("said_seen", detectable=words.percent(one.detectable))
    yield words("said_limits")


def change(theta: float, words: Words) -> str:
    """A ratio as "38% lebih sedikit" or "12% lebih banyak"."""
    share = abs(theta - 1)
    if share < 0.005:
        return words("even")
    return words("less" if theta < 1 else "more", n=words.percent(share))


def reason_text(refusal: Refusal, words: Words) -> str:
    """The sentence of one refusal: what was found, what to do."""
    return words(
        f"refuse_{refusal.code}", **{key: _value(key, one, words) for key, one in refusal.facts.items()}
    )


def _value(key: str, value: float | str | dt.date, words: Words) -> str:
    """A fact as text: days in words, whole numbers as such, shares in percent, columns by their label."""
    if isinstance(value, dt.date):
        return words.day(value)
    if isinstance(value, str):
        return words(f"label.column.{value}")
    if isinstance(value, int):
        return words.number(value)
    if key == "p":
        return words.small(value)
    return words.estimate(value) if key == "expected" else words.percent(value)


def _tiles(one: Comparison, words: Words) -> list[dict[str, str]]:
    values = {
        "after": words.number(one.after),
        "expected": words.estimate(one.expected.value),
        "change": change(one.effect.theta, words),
        "interval": words("interval", low=change(one.effect.low, words), high=change(one.effect.high, words)),
    }
    return [{"label": words(f"tile_{key}"), "value": text} for key, text in values.items()]


def _naive(one: Comparison, words: Words) -> list[str]:
    ratio, low, high = (change(value, words) for value in one.naive)
    told = [words("naive", change=ratio, low=low, high=high)]
    lost = one.before - one.settled.value
    if lost >= 0.5:
        told.append(words("naive_chance", before=words.number(one.before), chance=words.number(round(lost))))
    return told


def _rows(study: Study, one: Comparison, words: Words) -> list[dict[str, str]]:
    """The computation, step by step."""
    span = words.span(study.before) if study.before else ""
    apart = words.number(APART_M)

    def amount(value: Amount, digits: int = 1) -> str:
        return words(
            "give_take",
            value=words.number(value.value, digits),
            error=words.number(value.variance**0.5, digits),
        )

    steps = [
        (words("row_typical", before=span), words.estimate(one.typical)),
        (words("row_before", before=span), words.number(one.before)),
        (words("row_settled"), amount(one.settled)),
        (words("row_hauer", k=words.number(one.dispersion, 2)), amount(one.hauer)),
        (words("row_compared", km=words.number(study.compared_m / 1000), apart=apart), ""),
        (
            words("row_compared_before", counted=words.number(one.compared_before_counted)),
            words.number(one.compared_before, 1),
        ),
        (words("row_compared_after"), words.number(one.compared_after)),
        (words("row_ratio"), amount(one.ratio, 3)),
        (words("row_expected"), amount(one.expected)),
        (words("row_theta"), words("give_take", value=words.number(one.effect.theta, 2),
                                   error=words.number(one.effect.error, 2))),
        (words("row_trend"), words.small(one.trend_p)),
    ]  # fmt: skip
    return [{"label": label, "value": value} for label, value in steps]


def _years(study: Study, words: Words) -> list[dict[str, str]]:
    if study.comparison is None:
        return []
    return [
        {"part": words.span(year), "treated": words.number(treated), "compared": words.number(compared)}
        for year, (treated, compared) in zip(study.years, study.comparison.yearly, strict=True)
    ]


def _sites(study: Study, words: Words) -> list[dict[str, str]]:
    return [
        {
            "name": one.name,
            "kind": words(f"kind_{one.kind}"),
            "length": words("metres", n=words.number(one.length_m)),
        }
        for one in study.sites
    ]
