"""A campaign file, read and checked: one Polres, who and where it is, its data, its placements, its look.

Every key is a field below with its meaning beside it; `campaigns/contoh.toml` explains the same keys to a planner.
All faults of a file are collected before stopping.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
import typing
import zoneinfo
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from generator.discovery import files_named
from generator.errors import SettingsError
from generator.own_dates import OwnDate, fault_of_suffix, faults_of_dates, known_entries
from generator.records import IsoWeek, PackId, QuickPack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.home import Home

NAME = re.compile(r"[a-z0-9-]{2,30}")
OSM_CREDIT = "© Kontributor OpenStreetMap, ODbL"  # what the licence asks for, as a campaign file writes it
LONGEST = {  # characters of a name: what the shortest sentences still carry
    "name": 60,
    "district": 60,
    "unit": 80,
    "greeting": 40,
    "hashtag": 40,
    "emergency_number": 20,
    "handle": 40,
    "link": 200,
}
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    "internal",
    "siap",
    "buku",
    "all",
    "ini",
    "depan",
    *(f"com{n}" for n in range(10)),
    *(f"lpt{n}" for n in range(10)),
}


@dataclass(frozen=True, slots=True)
class Polres:
    """Section [polres]: who speaks."""

    name: str  # "Polres Cakrasari"
    district: str  # "Kabupaten Cakrasari"
    unit: str = ""  # "Satlantas Polres Cakrasari"; made from the name when empty
    zone: str = "Asia/Jakarta"  # IANA name
    language: str = "id"
    greeting: str = "Sobat Lantas"
    hashtag: str = ""  # the campaign's own, without #
    emergency_number: str = "110"
    handle: str = ""  # account name shown in pictures, for example @satlantascakrasari
    operation_suffix: str = ""  # what the Polda adds to its operations: "Progo" makes Operasi Zebra Progo
    link: str = ""  # address that captions may carry, https://...
    link_tracking: bool = True  # utm_ marks behind the link, one set for each slot


@dataclass(frozen=True, slots=True)
class Join:
    """Section [[data.join]]: a table with several rows per accident, summed before it is joined."""

    files: tuple[str, ...]
    key: tuple[str, ...]  # headings of the key in the accident table
    other_key: tuple[str, ...] = ()  # headings of the key in this table, when they differ
    role: str = "vehicles"  # vehicles, casualties, causes, or places (one row per accident)
    columns: Mapping[str, str] = field(default_factory=dict)  # column of the table -> heading
    codes: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # column -> {value in the file: code}


@dataclass(frozen=True, slots=True)
class Data:
    """Section [data]: which files, and how to read them where looking is not enough."""

    accidents: tuple[str, ...]  # paths or patterns, relative to the project folder; all are read as one table
    roads: str = ""  # road file; empty means no road file
    boundary: str = ""  # outline of the district
    areas: str = ""  # kecamatan, with population when known
    road_credit: str = (
        ""  # source and licence of roads, boundary and areas, printed on every map; needed with any
    )
    sheet: str = ""  # sheet of a workbook; empty means every sheet that has the headings
    delimiter: str = ""
    encoding: str = ""
    date_order: str = ""  # dmy, mdy or ymd; empty means: infer from the whole column
    crs: str = ""  # coordinate system of the coordinates, for example EPSG:27700; empty means degrees
    columns: Mapping[str, str] = field(default_factory=dict)  # column of the table -> heading in the file
    codes: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # column -> {value in the file: code}
    missing: tuple[str, ...] = ()  # further values that mean "not recorded", for example "-1"
    join: tuple[Join, ...] = ()
    observation_months: int = 24  # months up to the last complete day that hotspots are found in
    weight_set: str = ""  # MD:LB:LR:K of the official sheet, for example 10:5:1:1; empty means 12:3:3:1


@dataclass(frozen=True, slots=True)
class Week:
    """Section [week]: how much, where, when."""

    messages: int = 5  # 4 to 6
    placements: tuple[str, ...] = ()  # "instagram/feed_portrait", ...; empty means the usual nine
    pinned: str = ""  # always make this ISO week (only the sample does)
    quiet_hours: tuple[str, ...] = ()  # "21.30-05.30": nothing is due then
    themes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # see templates/mix.toml
    pillars: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """Section [look]: how it looks."""

    theme: str = "cakra"
    operation_theme: str = "operasi"  # in weeks of an operation that [[calendar]] puts down; empty: as always
    colour: str = ""  # #RRGGBB of the unit's own, in place of the theme's accent
    mode: str = "campur"  # which grounds: all (campur), light ones (terang), the dark one (gelap)
    logo: str = ""  # the unit's own PNG or SVG
    clips: bool = False  # short films beside the pictures where a placement takes them (optional extra)


POSTERS = ("a4", "a3", "a4-hitam-putih", "a3-hitam-putih")


@dataclass(frozen=True, slots=True)
class Paper:
    """Section [paper]: what a week has ready for the printer."""

    poster: tuple[str, ...] = ("a4", "a3", "a4-hitam-putih")  # editions out of POSTERS; empty means no poster
    talk_sheets: bool = True


@dataclass(frozen=True, slots=True)
class Publication:
    """Section [publication]: what may be said beyond the default."""

    deaths_announced: bool = False  # the Polres itself announced the deaths of the running month
    minimum_per_place: int = 3  # 3 to 5
    two_people: bool = False  # an approval needs two different names


@dataclass(frozen=True, slots=True)
class Material:
    """Section [material]: what a week may tell beyond the records (generator.notices)."""

    notices: str = ""  # table of notices, besides those of [[notice]]
    questions: str = ""  # table of comments and questions that came in
    quiz: bool = True  # a quiz out of the library's facts and articles


@dataclass(frozen=True, slots=True)
class Law:
    """Section [law]: who let the amounts of fines out; without both keys no text names an amount."""

    amounts_approved_by: str = ""  # name and office of the legal officer
    amounts_approved_on: str = ""  # 2026-11-20

    @property
    def is_amount_approved(self) -> bool:
        """Whether texts that print an article may print its fine too."""
        return bool(self.amounts_approved_by and self.amounts_approved_on)


@dataclass(frozen=True, slots=True)
class Release:
    """Section [release]: tips marked for review that a named person let out, for every week."""

    tips: Mapping[str, str] = field(default_factory=dict)  # id -> "name, 2026-11-20"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A whole campaign file."""

    id: str
    polres: Polres
    data: Data
    week: Week = field(default_factory=Week)
    look: Look = field(default_factory=Look)
    paper: Paper = field(default_factory=Paper)
    publication: Publication = field(default_factory=Publication)
    law: Law = field(default_factory=Law)
    release: Release = field(default_factory=Release)
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # placement -> ("sen 07.00", ...)
    calendar: tuple[OwnDate, ...] = ()  # days of operations, school terms and own events in this district
    material: Material = field(default_factory=Material)
    notice: tuple[Mapping[str, Any], ...] = ()  # [[notice]]: read and checked by generator.notices

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The district's time zone."""
        return zoneinfo.ZoneInfo(self.polres.zone)

    @property
    def names(self) -> tuple[str, ...]:
        """What the campaign calls itself and its people: names, also in capitals, that no rule of words is meant for."""
        polres = self.polres
        return tuple(name for name in (polres.name, polres.district, self.unit, polres.greeting) if name)

    @property
    def unit(self) -> str:
        """Name of the unit that speaks."""
        return self.polres.unit or f"Satlantas {self.polres.name}"


def known_campaigns(home: Home) -> dict[str, Path]:
    """Id -> campaign file, in order of the ids."""
    return files_named(home.campaigns, ".toml")


def choose_campaign(home: Home, name: str | None) -> str:
    """The campaign that is meant: by name, the only real one, or the sample.

    Raises SettingsError for a name that cannot be a campaign, is unknown, or is needed to choose.
    """
    known = known_campaigns(home)
    if name is not None:
        check_name(name)
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = (
                f'Mungkin maksud Anda "{near[0]}"' if near else f"Yang ada: {', '.join(known) or 'belum ada'}"
            )
            raise SettingsError(f'kampanye "{name}"', f"berkas campaigns/{name}.toml tidak ada", hint)
        return name
    real = [one for one in known if one != "contoh"]
    if len(real) > 1:
        raise SettingsError(
            "perintah",
            f"ada {len(real)} kampanye ({', '.join(real)})",
            f"Sebutkan namanya, misalnya: python run.py {real[0]}, atau semua: python run.py all",
        )
    return real[0] if real else "contoh"


def check_name(name: str) -> None:
    """Raise SettingsError for a name that cannot be a campaign's."""
    if not NAME.fullmatch(name) or name in RESERVED:
        raise SettingsError(
            f'nama kampanye "{name}"',
            "tidak boleh dipakai sebagai nama",
            "Pakai 2-30 huruf kecil, angka, atau tanda hubung, dan bukan nama khusus seperti con",
        )


def load_campaign(home: Home, name: str) -> Campaign:
    """The checked campaign. Raises SettingsError with all faults of the file in one sentence."""
    check_name(name)
    path = home.campaigns / f"{name}.toml"
    where = f"campaigns/{name}.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(
            where, "berkas tidak ada", "Buat berkas itu, contohnya campaigns/contoh.toml"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            where, f"bukan TOML yang benar ({error})", "Perbaiki baris yang disebut"
        ) from error
    faults: list[str] = []
    values = read_section(Campaign, {"id": name, **raw}, "", faults)
    campaign = Campaign(**values) if not faults else None
    if campaign is not None:
        faults += _check_values(campaign) + _check_calendar(campaign, home)
    if faults or campaign is None:
        raise SettingsError(
            where, "; ".join(faults), "Perbaiki kunci itu; setiap kunci dijelaskan di campaigns/contoh.toml"
        )
    return campaign


def read_section(kind: type, raw: dict[str, Any], at: str, faults: list[str]) -> dict[str, Any]:
    """Values for `kind` out of a TOML table; faults are added with the key's full name."""
    hints = typing.get_type_hints(kind, globalns={**globals(), "Mapping": dict})
    known = {f.name: f for f in fields(kind)}
    for key in raw.keys() - known.keys():
        near = difflib.get_close_matches(key, known, n=1)
        faults.append(f'kunci "{at}{key}" tidak dikenal' + (f' (mungkin "{at}{near[0]}")' if near else ""))
    values: dict[str, Any] = {}
    for key, described in known.items():
        if key not in raw:
            if described.default is MISSING and described.default_factory is MISSING:
                faults.append(f'kunci "{at}{key}" wajib diisi')
            continue
        values[key] = _value(hints[key], raw[key], f"{at}{key}", faults)
    return values


def _value(hint: Any, raw: Any, at: str, faults: list[str]) -> Any:
    """`raw` as the type that the field declares."""
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(raw, dict):
            faults.append(f'"{at}" harus berupa bagian [{at}]')
            return None
        before = len(faults)
        values = read_section(hint, raw, f"{at}.", faults)
        return hint(**values) if len(faults) == before else None
    origin = typing.get_origin(hint)
    if origin is tuple:
        item = typing.get_args(hint)[0]
        many = raw if isinstance(raw, list) else [raw]
        return tuple(_value(item, one, f"{at}[{n}]", faults) for n, one in enumerate(many, 1))
    if origin is dict:
        if not isinstance(raw, dict):
            faults.append(f'"{at}" harus berupa bagian [{at}]')
            return None
        item = typing.get_args(hint)[1]
        return {str(k): _value(item, v, f"{at}.{k}", faults) for k, v in raw.items()}
    wanted = {
        str: "teks",
        int: "bilangan bulat",
        bool: "true atau false",
        dt.date: "tanggal tanpa tanda kutip, misalnya 2026-11-16",
    }
    if hint in wanted and (type(raw) is not hint):
        faults.append(f'"{at}" harus {wanted[hint]}, bukan {raw!r}')
    return raw


def _check_values(campaign: Campaign) -> list[str]:
    """What the types cannot say."""
    faults = []
    try:
        if campaign.polres.zone not in zoneinfo.available_timezones():
            raise zoneinfo.ZoneInfoNotFoundError  # noqa: TRY301 - one sentence for both ways to be wrong
        zoneinfo.ZoneInfo(campaign.polres.zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = difflib.get_close_matches(campaign.polres.zone, zoneinfo.available_timezones(), n=1)
        faults.append(
            f'zona waktu "{campaign.polres.zone}" tidak dikenal'
            + (f' (mungkin "{near[0]}")' if near else ' (misalnya "Asia/Jakarta", "Asia/Makassar")')
        )
    if not 4 <= campaign.week.messages <= 6:
        faults.append(f'"week.messages" = {campaign.week.messages}, harus 4 sampai 6')
    if not 3 <= campaign.publication.minimum_per_place <= 5:
        faults.append(
            f'"publication.minimum_per_place" = {campaign.publication.minimum_per_place}, harus 3 sampai 5'
        )
    if campaign.data.date_order not in {"", "dmy", "mdy", "ymd"}:
        faults.append(f'"data.date_order" = "{campaign.data.date_order}", harus dmy, mdy, atau ymd')
    if not campaign.data.accidents:
        faults.append('"data.accidents" kosong')
    faults += [
        f'"paper.poster" = "{name}" tidak dikenal, yang ada: {", ".join(POSTERS)}'
        for name in campaign.paper.poster
        if name not in POSTERS
    ]
    faults += _check_polres(campaign.polres)
    if campaign.week.pinned:
        try:
            IsoWeek.parse(campaign.week.pinned)
        except ValueError:
            faults.append(f'"week.pinned" = "{campaign.week.pinned}" bukan pekan ISO (misalnya 2026-W48)')
    return faults + _check_look(campaign.look) + _check_approvals(campaign) + _check_paths(campaign)


def _check_look(look: Look) -> list[str]:
    """A colour and a mode that exist; the theme is looked for when it is read."""
    faults = []
    if look.colour and not re.fullmatch(r"#[0-9A-Fa-f]{6}", look.colour):
        faults.append(f'"look.colour" = "{look.colour}" bukan warna (misalnya "#0057A8")')
    if look.mode not in {"campur", "terang", "gelap"}:
        faults.append(f'"look.mode" = "{look.mode}", harus campur, terang, atau gelap')
    return faults


def _check_approvals(campaign: Campaign) -> list[str]:
    """What a person let out carries the name and the day."""
    law = campaign.law
    faults = []
    if bool(law.amounts_approved_by.strip()) != bool(law.amounts_approved_on):
        faults.append('"law.amounts_approved_by" dan "law.amounts_approved_on" harus diisi keduanya')
    if law.amounts_approved_on and not _is_day(law.amounts_approved_on):
        faults.append(
            f'"law.amounts_approved_on" = "{law.amounts_approved_on}" bukan tanggal (misalnya "2026-11-20")'
        )
    for tip, said in campaign.release.tips.items():
        name, _, day = said.rpartition(",")
        if not name.strip() or not _is_day(day.strip()):
            faults.append(
                f'"release.tips.{tip}" = "{said}", harus "nama, tanggal" (misalnya "Ipda Sari, 2026-11-20")'
            )
    return faults


def _is_day(text: str) -> bool:
    """Whether this is a day of the calendar, written 2026-11-20."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None


def _check_calendar(campaign: Campaign, home: Home) -> list[str]:
    """Dates of the district, against what the calendar of its language has."""
    faults = fault_of_suffix(campaign.polres.operation_suffix)
    if campaign.calendar:
        language = home.templates / "languages" / campaign.polres.language
        faults += faults_of_dates(campaign.calendar, known_entries(language))
    return faults


def _check_polres(polres: Polres) -> list[str]:
    """Names that fit into a text of one line, a hashtag without gaps, a link that a browser opens."""
    faults = []
    for name, most in LONGEST.items():
        text = getattr(polres, name)
        if len(text) > most:
            faults.append(f'"polres.{name}" {len(text)} karakter, paling banyak {most}')
        if not text.isprintable():
            faults.append(f'"polres.{name}" berisi ganti baris atau tanda yang tidak tercetak')
    if polres.hashtag and not re.fullmatch(r"#?\w+", polres.hashtag):
        faults.append(
            f'"polres.hashtag" = "{polres.hashtag}" bukan satu tagar (huruf dan angka saja, tanpa spasi)'
        )
    if polres.link and not _is_link(polres.link):
        faults.append(
            f'"polres.link" = "{polres.link}" bukan alamat situs (misalnya "https://polri.go.id/lantas")'
        )
    return faults


def _is_link(link: str) -> bool:
    """Whether a browser opens it as a page: http or https with a host, no gaps, nothing that could end a text."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        _ = parts.port  # raises ValueError when it is no number
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host and not re.search(r"[\s<>\"'`\\]|@", link)


def _check_paths(campaign: Campaign) -> list[str]:
    """Only local files: no address, no virtual file system, no device."""
    data = campaign.data
    paths = [
        *data.accidents,
        data.roads,
        data.boundary,
        data.areas,
        campaign.look.logo,
        campaign.material.notices,
        campaign.material.questions,
        *(path for join in data.join for path in join.files),
    ]
    return [f'jalur "{path}" bukan berkas di komputer ini' for path in paths if path and not is_local(path)]


def is_local(path: str) -> bool:
    """Whether a path names a file on this computer and nothing that a library would fetch."""
    plain = path.replace("\\", "/").lower()
    return (
        not (re.match(r"[a-z][a-z0-9+.-]+:", plain) and not re.match(r"[a-z]:/", plain))
        and not plain.startswith(("/vsi", "//", "/dev/", "/proc/"))
        and "/vsi" not in plain
    )


def choose_week(campaign: Campaign, asked: str | None, now: dt.datetime) -> IsoWeek:
    """The week that is meant: asked for, pinned, or the next one that has not begun in the district's zone."""
    this = IsoWeek.of(now.astimezone(campaign.zone).date())
    if asked in {None, ""} and campaign.week.pinned:
        return IsoWeek.parse(campaign.week.pinned)
    if asked in {None, "", "depan"}:
        return this.plus(1)
    if asked == "ini":
        return this
    try:
        return IsoWeek.parse(str(asked))
    except ValueError:
        raise SettingsError(
            f'pekan "{asked}"', "bukan pekan ISO", "Tulis seperti 2026-W48, atau ini, atau depan"
        ) from None


def choose_pack(campaign: Campaign, asked: str | None, now: dt.datetime) -> PackId:
    """As `choose_week`, but a quick warning may be meant, too: 2026-W48-kilat-01."""
    if asked and "-kilat-" in asked:
        try:
            return QuickPack.parse(asked)
        except ValueError:
            raise SettingsError(
                f'pekan "{asked}"', "bukan peringatan cepat", "Tulis seperti 2026-W48-kilat-01"
            ) from None
    return choose_week(campaign, asked, now)
