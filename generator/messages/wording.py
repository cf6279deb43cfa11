"""Numbers, hours and dates in the form of the language, and the filling of sentence frames.

A number reaches a sentence only as a Figure: the filters refuse anything else, and note what they printed, in which form
and from which source, so that every digit of a finished sentence can be traced and printed again from the evidence.
"""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import meta

from generator.errors import TemplateError
from generator.records import Figure, Period, Said

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

# Fractions that people say, from the plainest; a tenth is preferred unless another is clearly nearer.
_TENTHS = tuple((a, 10) for a in range(1, 10))
_PLAIN = ((1, 3), (2, 3), (1, 4), (3, 4))
_SMALL = 0.075  # below this nobody pictures "1 of 26": the share is said in percent
FAR = 10.0  # from here a ratio is said in words: the number would claim a precision that it has not


def fraction(share: float) -> tuple[int, int]:
    """The fraction "a of b" that says a share (0.075-1) best: tenths, thirds or quarters."""
    near = min(_TENTHS, key=lambda f: abs(f[0] / f[1] - share))
    plain = min(_PLAIN, key=lambda f: abs(f[0] / f[1] - share))
    if abs(plain[0] / plain[1] - share) < abs(near[0] / near[1] - share) - 0.012:
        return plain
    return near


def _noted(method: Callable[[Speech, Any], str]) -> Callable[[Speech, Any], str]:
    """A form of `Speech` that notes each number it prints."""

    @functools.wraps(method)
    def printing(speech: Speech, value: Any) -> str:
        text = method(speech, value)
        speech.spoken.append(Said(text, method.__name__, _source(value)))
        return text

    return printing


@dataclass(slots=True)
class Speech:
    """How one language writes numbers; `spoken` collects everything that was printed, in order."""

    words: Mapping[str, str]
    spoken: list[Said] = field(default_factory=list)

    def numbers(self) -> tuple[Said, ...]:
        """What was printed, each once, in order of first use."""
        return tuple(dict.fromkeys(self.spoken))

    @_noted
    def number(self, value: object) -> str:
        """1128 -> "1.128"; a fraction keeps one decimal below 10 and none above."""
        amount = _amount(value)
        if not math.isclose(amount, round(amount), abs_tol=0.05) and abs(amount) < 10:
            whole, tenth = divmod(round(abs(amount) * 10), 10)
            text = f"{self._grouped(whole)}{self.words['number.decimal']}{tenth}"
        else:
            text = self._grouped(_half_up(abs(amount)))
        return f"−{text}" if amount < 0 else text

    @_noted
    def few(self, value: object) -> str:
        """A count of persons or accidents of one week: 1 and 2 are not told, nor what stands for a wider band."""
        amount = _amount(value)
        if amount % 1 == 0.5 and amount < 5:  # a band from 1 to 2 x amount - 1, see analysis.gate
            return self.words["number.under"].format(n=self._grouped(round(2 * amount)))
        return self.words["number.few"] if 0 < amount < 3 else self.number(value)

    @_noted
    def percent(self, value: object) -> str:
        """0.379 -> "38%"; below 10 % one decimal, below 1 % two."""
        return f"{self._decimals(_amount(value) * 100)}{self.words['number.percent']}"

    def _decimals(self, percent: float) -> str:
        places = 0 if percent >= 9.95 or percent <= 0 else 1 if percent >= 0.995 else 2
        whole, _, rest = f"{_half_up(percent * 10**places) / 10**places:.{places}f}".partition(".")
        rest = rest.rstrip("0")
        return f"{whole}{self.words['number.decimal']}{rest}" if rest else whole

    @_noted
    def in_ten(self, value: object) -> str:
        """0.38 -> "4 dari 10"; a small share in percent."""
        if _amount(value) < _SMALL:
            return self.percent(value)
        a, b = fraction(_amount(value))
        if _amount(value) > 0.95:
            return self.words["number.nearly_all"]
        return self.words["number.in_ten"].format(a=self._grouped(a), b=self._grouped(b))

    @_noted
    def in_ten_words(self, value: object) -> str:
        """0.38 -> "empat dari sepuluh"; a small share in percent."""
        if _amount(value) < _SMALL:
            return self.percent(value)
        a, b = fraction(_amount(value))
        if _amount(value) > 0.95:
            return self.words["number.nearly_all"]
        return self.words["number.in_ten"].format(a=self._word(a), b=self._word(b))

    @_noted
    def about_in_ten(self, value: object) -> str:
        """The same with "sekitar" or "hampir" where the fraction is not exact."""
        share = _amount(value)
        said = self.in_ten(value)
        if share < _SMALL:
            return said
        a, b = fraction(share)
        gap = share - a / b
        if share > 0.95 or abs(gap) < 0.004:
            return said
        key = "almost" if gap < -0.012 else "about"
        return self.words[f"number.{key}"].format(x=said)

    @_noted
    def in_words(self, value: object) -> str:
        """5 -> "lima", up to twenty; above that digits."""
        return self._word(_half_up(_amount(value)))

    @_noted
    def times(self, value: object) -> str:
        """2.31 -> "2,3 kali"."""
        return f"{self.number(value)} {self.words['number.times']}"

    @_noted
    def about_times(self, value: object) -> str:
        """2.31 -> "sekitar 2,3 kali"; from ten on in words alone."""
        if _amount(value) >= FAR:
            return self.words["number.many_times"]
        return self.words["number.about"].format(x=self.times(value))

    @_noted
    def times_sign(self, value: object) -> str:
        """2.31 -> "2,3×"; from ten on in words alone."""
        if _amount(value) >= FAR:
            return self.words["number.many_times"]
        return f"{self.number(value)}×"

    @_noted
    def clock(self, value: object) -> str:
        """18 -> "18.00"; 24 stays 24.00."""
        minutes = _half_up(_amount(value) * 60)
        return f"{minutes // 60:02d}{self.words['number.clock']}{minutes % 60:02d}"

    @_noted
    def rupiah(self, value: object) -> str:
        """1500000 -> "Rp1.500.000"."""
        return self.words["number.rupiah"].format(n=self._grouped(_half_up(_amount(value))))

    @_noted
    def weekday(self, value: object) -> str:
        """0 -> "Senin"."""
        return self.words["calendar.weekdays"].split()[_half_up(_amount(value)) % 7]

    @_noted
    def date(self, day: dt.date) -> str:
        """15 November 2026."""
        return self._date(day, "date", "months")

    @_noted
    def day_month(self, day: dt.date) -> str:
        """15 Nov."""
        return self._date(day, "day_month", "months_short")

    @_noted
    def day_number(self, day: dt.date) -> str:
        """15."""
        return str(day.day)

    @_noted
    def month_year(self, day: dt.date) -> str:
        """November 2026."""
        months = self.words["calendar.months"].split()
        return self.words["number.month_year"].format(month=months[day.month - 1], year=day.year)

    @_noted
    def days_before(self, value: object) -> str:
        """3 -> "H-3"; the day itself is "Hari H"."""
        days = _half_up(_amount(value))
        form = self.words["number.days_before"] if days else self.words["number.the_day"]
        return form.format(n=self._grouped(days))

    @_noted
    def span_dates(self, period: Period) -> str:
        """16 November 2024–15 November 2026; what both ends share is said once."""
        start, end = period.start, period.end
        if start == end:
            return self.date(end)
        months = self.words["calendar.months"].split()
        if (start.year, start.month) == (end.year, end.month):
            first = str(start.day)
        elif start.year == end.year:
            first = self.words["number.day_month"].format(day=start.day, month=months[start.month - 1])
        else:
            first = self.date(start)
        return f"{first}{self.words['number.range']}{self.date(end)}"

    @_noted
    def span_length(self, period: Period) -> str:
        """24 bulan; whole weeks up to ten weeks."""
        if period.days <= 70 and period.days % 7 == 0:
            return self.words["number.weeks"].format(n=period.days // 7)
        if period.days < 28:
            return self.words["number.days"].format(n=period.days)
        return self.words["number.months"].format(n=max(1, _half_up(period.days / 30.4375)))

    def _date(self, day: dt.date, form: str, months: str) -> str:
        month = self.words[f"calendar.{months}"].split()[day.month - 1]
        return self.words[f"number.{form}"].format(day=day.day, month=month, year=day.year)

    def _grouped(self, whole: int) -> str:
        return f"{whole:,}".replace(",", self.words["number.thousands"])

    def _word(self, whole: int) -> str:
        words = self.words["number.words"].split()
        return words[whole].replace("_", " ") if 0 <= whole < len(words) else self._grouped(whole)


def _amount(value: object) -> float:
    if isinstance(value, Figure):
        return value.value
    raise TemplateError(
        "templates/languages",
        f"{value!r} masuk ke kalimat tanpa asal",
        "Angka dalam kalimat harus berupa Figure",
    )


def _source(value: object) -> str:
    """Where a printed value comes from: a figure's own source, or the days themselves."""
    if isinstance(value, Figure):
        return value.source
    if isinstance(value, Period):
        return f"period:{value.start}/{value.end}"
    return f"date:{value}"


def _half_up(amount: float) -> int:
    """Rounding as people expect it: 2.5 becomes 3."""
    return math.floor(amount + 0.5)


def first_upper(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def first_lower(text: str) -> str:
    """The text with a small first letter, unless it begins with letters like SIM; the rest as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


_FILTERS = {
    "number": "number",
    "few": "few",
    "percent": "percent",
    "in_ten": "in_ten",
    "in_ten_words": "in_ten_words",
    "about_in_ten": "about_in_ten",
    "words": "in_words",
    "times": "times",
    "about_times": "about_times",
    "times_sign": "times_sign",
    "clock": "clock",
    "rupiah": "rupiah",
    "weekday": "weekday",
    "date": "date",
    "day_month": "day_month",
    "day_number": "day_number",
    "month_year": "month_year",
    "days_before": "days_before",
    "span_dates": "span_dates",
    "span_length": "span_length",
}


@functools.cache  # one environment serves every language: the speech travels in the context
def _environment() -> jinja2.Environment:
    # The sentences are plain text; whoever puts them into HTML or SVG escapes them there.
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701
    for name, method in _FILTERS.items():
        environment.filters[name] = _spoken_filter(method)
    environment.filters["first_upper"] = first_upper
    environment.filters["first_lower"] = first_lower
    return environment


def _spoken_filter(method: str) -> Callable[..., str]:
    """A filter that says a number in this form; a share beside another one in the form that suits both."""

    @jinja2.pass_context
    def said(context: jinja2.runtime.Context, value: object, other: object = None) -> str:
        form = "percent" if other is not None and not _are_told_in_tenths(value, other) else method
        return str(getattr(context["speech"], form)(value))

    return said


def _are_told_in_tenths(one: object, other: object) -> bool:
    """Whether "4 of 10" can be said of both shares, and says something different of each."""
    shares = (_amount(one), _amount(other))
    return min(shares) >= _SMALL and fraction(shares[0]) != fraction(shares[1])


@functools.lru_cache(maxsize=4096)  # a frame is compiled once however many weeks one run makes
def _compiled(source: str) -> jinja2.Template:
    return _environment().from_string(source)


@functools.lru_cache(maxsize=4096)  # reading is enough to know what a frame needs: most are never filled
def _needed(source: str) -> frozenset[str]:
    try:
        return frozenset(meta.find_undeclared_variables(_environment().parse(source)))
    except jinja2.TemplateError as error:
        raise TemplateError("templates/languages", f'"{source}": {error}', "Perbaiki kalimat itu") from error


def can_say(source: str, context: Mapping[str, Any]) -> bool:
    """Whether everything that a frame names is known."""
    return _needed(source) <= context.keys()


def say(source: str, context: Mapping[str, Any]) -> str:
    """The frame filled. Raises TemplateError when it names something unknown or misuses a filter."""
    try:
        text = _compiled(source).render(context)
    except jinja2.TemplateError as error:
        raise TemplateError("templates/languages", f'"{source}": {error}', "Perbaiki kalimat itu") from error
    return re.sub(r"[ \t]+", " ", text).strip()


def sayable(sources: Iterable[str], context: Mapping[str, Any], most: int = 0) -> list[str]:
    """Every frame of the list that can be filled, filled, in order; longer than `most` (0 = any) is left out."""
    texts = [say(source, context) for source in sources if can_say(source, context)]
    return [text for text in texts if text and (not most or len(text.replace("*", "")) <= most)]
