"""Pages that open by double click: one HTML file with its own style and script, sealed by a content policy.

Both the week's page and the map are made here, so that they escape, count and name days in the same way.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import TemplateError
from generator.home import Home

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from generator.records import Period

_POLICY_MARK = "@policy@"


@dataclass(frozen=True, slots=True)
class Words:
    """The interface words of one language, and how it writes numbers, days and hours.

    `texts` is flat; a text may hold {names} that the caller fills.
    """

    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`, filled. Raises TemplateError when the language lacks it."""
        try:
            return self.texts[key].format_map(values)
        except (KeyError, ValueError, IndexError) as error:
            raise TemplateError(
                "templates/languages/.../pages.toml",
                f'teks "{key}" tidak ada atau isiannya salah ({error})',
                "Lengkapi teks itu, contohnya templates/languages/id/pages.toml",
            ) from error

    def known(self, key: str, otherwise: str) -> str:
        """The text of `key`, or `otherwise` in the same place."""
        return self.texts.get(key, otherwise)

    def number(self, value: float, digits: int = 0) -> str:
        """1128 as 1.128; 0.25 with one digit as 0,3 in Indonesian."""
        plain = f"{value:,.{digits}f}"
        return plain.translate({ord(","): self("thousands"), ord("."): self("decimal")}).replace("-", "−")

    def percent(self, share: float, digits: int = 0) -> str:
        """A share (0-1) as 50%."""
        return f"{self.number(share * 100, digits)}%"

    def chance(self, share: float) -> str:
        """A probability (0-1) as a percentage that never claims to be certain: <1%, >99%."""
        if share < 0.005:
            return f"<{self.percent(0.01)}"
        return f">{self.percent(0.99)}" if share > 0.995 else self.percent(share)

    def small(self, value: float, digits: int = 3) -> str:
        """A p or q value: 0,012, or <0,001 where the digits would show nothing."""
        least = 10.0**-digits
        return f"<{self.number(least, digits)}" if value < least else self.number(value, digits)

    def estimate(self, value: float) -> str:
        """An expected count: two digits below one, else one."""
        return self.number(value, 2 if value < 1 else 1)

    def day(self, day: dt.date) -> str:
        """23 November 2026."""
        return f"{day.day} {self('months').split()[day.month - 1]} {day.year}"

    def short_day(self, day: dt.date) -> str:
        """Sen, 23 Nov 2026."""
        month = self("months_short").split()[day.month - 1]
        return f"{self.weekday(day, 'weekdays_short')}, {day.day} {month} {day.year}"

    def weekday(self, day: dt.date, names: str = "weekdays") -> str:
        """Senin (or Sen)."""
        return self(names).split()[day.weekday()]

    def hour(self, moment: dt.datetime) -> str:
        """06.30."""
        return f"{moment.hour:02d}{self('hour_sign')}{moment.minute:02d}"

    def span(self, period: Period) -> str:
        """23–29 November 2026, with month and year said once where they are shared."""
        start, end = period.start, period.end
        if start == end:
            return self.day(start)
        months = self("months").split()
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{self.day(end)}"
        if start.year == end.year:
            return f"{start.day} {months[start.month - 1]}–{self.day(end)}"
        return f"{self.day(start)}–{self.day(end)}"


def render(template: str, values: Mapping[str, Any], folder: Path | None = None) -> str:
    """The page of a template under templates/pages; everything that is not Markup is escaped."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder or Home().templates / "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        return environment.get_template(template).render(policy=_POLICY_MARK, **values)
    except (jinja2.TemplateSyntaxError, jinja2.UndefinedError, jinja2.TemplateNotFound) as error:
        raise TemplateError(
            f"templates/pages/{template}",
            f"tidak dapat diisi ({error})",
            "Perbaiki templat itu atau ambil lagi yang asli",
        ) from error


def seal(page: str, **allowed: str) -> str:
    """The page with a policy that lets run only what stands in it now, by hash; nothing comes from the network.

    `allowed` adds sources to a directive, for example img="'self' file: data:".
    """
    sources = {
        "style": [_hashes("style", page), allowed.get("style", "")],
        "script": [_hashes("script", page), allowed.get("script", "")],
        "img": [allowed.get("img", "data:")],
        "font": [allowed.get("font", "data:")],
    }
    rules = ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]
    sources |= {"media": [allowed["media"]]} if allowed.get("media") else {}
    for name, given in sources.items():
        rules.append(f"{name}-src " + (" ".join(filter(None, given)) or "'none'"))
    return page.replace(_POLICY_MARK, "; ".join(rules), 1)


def _hashes(tag: str, page: str) -> str:
    blocks = dict.fromkeys(re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL))
    digests = (hashlib.sha256(block.encode()).digest() for block in blocks)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def package_text(package: str, name: str) -> str:
    """A text file out of an installed package, by the end of its path; the package is not imported."""
    return _package_file(package, name).read_text(encoding="utf-8")


def package_data_uri(package: str, name: str, kind: str) -> str:
    """A file out of an installed package as a data address of this MIME type."""
    data = base64.b64encode(_package_file(package, name).read_bytes()).decode()
    return f"data:{kind};base64,{data}"


def _package_file(package: str, name: str) -> Path:
    import importlib.metadata
    from pathlib import Path

    try:
        files = importlib.metadata.files(package) or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.as_posix().endswith(f"/{name}"):
            return Path(str(file.locate()))
    raise TemplateError(f"paket {package}", f"berkas {name} tidak ada", "Jalankan ulang: python3 run.py")


def font_css() -> str:
    """The brand font as a @font-face rule with the file inside."""
    font = package_data_uri("fontpkg-plus-jakarta-sans", "PlusJakartaSans[wght].ttf", "font/ttf")
    return (
        '@font-face{font-family:"Plus Jakarta Sans";font-weight:200 800;font-display:block;'
        f"src:url({font})}}\n"
    )


def write_page(page: str, path: Path) -> Path:
    """The page as UTF-8 with plain line ends: a hash in its policy counts bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", newline="\n")
    return path
