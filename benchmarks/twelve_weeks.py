"""Twelve weeks of three invented districts, words only: what is told, how often, how alike; writes docs/twelve_weeks.md.

    .venv/bin/python benchmarks/twelve_weeks.py [--weeks 12] [--districts cakra kecil tanpa-jalan] [--dry]

A district is made once, three months longer than its first week needs; each week sees the accidents up to eight days
before its Monday and the slots of the weeks before, exactly as `run.py` would. No picture is drawn.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator import weekly
from generator.accidents.load import Loaded, load_accidents
from generator.accidents.places.geography import load_ground
from generator.home import Home
from generator.languages import load_library
from generator.messages import fit, selection
from generator.messages.candidates import Brief
from generator.messages.caption import about_caption, write_caption
from generator.messages.counting import count
from generator.messages.rules import lint
from generator.messages.shape import published
from generator.posting import agenda
from generator.records import IsoWeek, PastUse
from generator.sample import write_district
from generator.settings import load_campaign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.edition import Desk
    from generator.messages.selection import Plan
    from generator.records import Insight, Message, Survey

DOCS = Path(__file__).resolve().parent.parent / "docs" / "twelve_weeks.md"
FIRST = IsoWeek(2026, 48)
UNTIL = dt.date(2027, 2, 14)
REPORTED_AFTER = 8  # days between the last accident in the file and the Monday of the week
NEAR_WEEKS = 8  # captions of a placement are compared within these
ALIKE = 0.6  # the bar: shared part of the five-word shingles
# Trait of `ground.toml` -> what a fitting tip answers.
FITTING = {
    "H1": ("sepeda motor di simpang, malam", {"collision_type:front_side", "place:junction"}),
    "H2": ("tikungan basah", {"weather:rain", "place:bend"}),
    "H3": ("pejalan kaki, jam sekolah", {"collision_type:pedestrian", "place:school", "area:school"}),
    "H4": ("mobil barang, depan-belakang", {"collision_type:rear_end", "road_user:truck"}),
    "H5": ("perlintasan sebidang", {"collision_type:train", "place:level_crossing"}),
    "H6": ("adu depan, malam akhir pekan", {"collision_type:head_on"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class District:
    """An invented district: how many accidents a year, its seed, and whether it has a road file."""

    id: str
    per_year: int
    seed: int
    has_roads: bool = True


DISTRICTS = (
    District("cakra", 600, 20260922),
    District("kecil", 250, 7),
    District("tanpa-jalan", 1200, 11, has_roads=False),
)


@dataclass(slots=True)
class Told:
    """Everything that a district said."""

    district: District
    planted: dict[str, str] = field(default_factory=dict)  # trait -> road
    weeks: list[tuple[IsoWeek, Survey, Plan]] = field(default_factory=list)
    captions: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    history: list[PastUse] = field(default_factory=list)
    over: int = 0
    findings: Counter[str] = field(default_factory=Counter)


def tell(district: District, weeks: int, folder: Path) -> Told:
    """Let a district speak for some weeks."""
    home, name = _settle(district, folder)
    campaign = load_campaign(home, name)
    loaded = load_accidents(campaign, home)
    ground = load_ground(campaign, home, loaded.table)
    told = Told(district, _planted(folder))
    for number in range(weeks):
        week = FIRST.plus(number)
        desk = weekly.desk_of(home, campaign, week)
        seen = _seen(loaded, week.monday - dt.timedelta(days=REPORTED_AFTER))
        survey = weekly.survey_of(desk, seen, ground)
        brief = Brief(desk.library, campaign, desk.mix, week, tuple(told.history))
        plan = selection.choose(survey, (), brief)
        told.weeks.append((week, survey, plan))
        _post(told, desk, plan, number)
        print(district.id, week, [f"{m.kind}/{m.tip_id}" for m in plan.messages], plan.empty, flush=True)
    return told


def _settle(district: District, folder: Path) -> tuple[Home, str]:
    """Write the district and its campaign file."""
    write_district(
        folder / "data", accidents_per_year=district.per_year, years=3, until=UNTIL, seed=district.seed
    )
    text = (Home().campaigns / "contoh.toml").read_text(encoding="utf-8")
    text = text.replace("accident_data/contoh", (folder / "data").as_posix()).replace(
        'pinned = "2026-W48"', 'pinned = ""'
    )
    if not district.has_roads:
        text = re.sub(r'(?m)^roads = ".*?"', 'roads = ""', text)
    (folder / "campaigns").mkdir()
    (folder / "campaigns" / f"{district.id}.toml").write_text(text, encoding="utf-8")
    home = Home(
        output_root=folder / "output", campaigns_root=folder / "campaigns", data_root=folder / "store"
    )
    return home, district.id


def _planted(folder: Path) -> dict[str, str]:
    listed = json.loads((folder / "data" / "ditanam.json").read_text(encoding="utf-8"))
    return {spot["id"]: spot["ruas"] for spot in listed["titik_rawan"]}


def _seen(loaded: Loaded, last: dt.date) -> Loaded:
    """What the file of that day would have held."""
    days = (
        loaded.table["occurred_on"].dt.date
        if hasattr(loaded.table["occurred_on"], "dt")
        else loaded.table["occurred_on"]
    )
    table: Any = loaded.table[days <= last]
    return Loaded(table, replace(loaded.intake, data_until=last, rows_kept=len(table)))


def _post(told: Told, desk: Desk, plan: Plan, number: int) -> None:
    """Word the week's posts, note what they would be held against."""
    by_id = {message.id: message for message in plan.messages}
    places = {placement.id: placement for placement in desk.placements}
    for booking in agenda.arrange(plan.messages, desk.placements, desk.campaign, desk.week).bookings:
        message = by_id[booking.message_id]
        slot = booking.slot
        placement = places[f"{slot.platform}/{slot.placement}"]
        caption = write_caption(message, placement, desk.campaign, desk.library)
        told.history.append(
            PastUse(message.tip_id, message.tip_family, message.theme, slot.platform, slot.placement, slot.wall.date(),
                    str(desk.week), message.about)
        )  # fmt: skip
        if not placement.caption_limit:
            continue
        whole = published(caption.text, caption.hashtags)
        told.over += count(whole, placement.counting) > placement.caption_limit
        told.findings.update(
            one.level
            for one in lint(
                whole, desk.library.rules, about_caption(message, desk.library, desk.campaign.names)
            )
        )
        own = caption.text.replace(message.source_line, "")
        told.captions[placement.id].append((number, own))


# ------------------------------------------------------------------------------------------------ measures


def shingles(text: str) -> set[tuple[str, ...]]:
    """Every five words in a row."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 5]) for at in range(max(1, len(words) - 4))}


def alike(told: Told) -> Iterator[tuple[float, str, int, int, str, str]]:
    """How much two captions of one placement share, for every pair within eight weeks: 0 none, 1 all."""
    for placement, texts in told.captions.items():
        for (week, one), (later, other) in itertools.combinations(texts, 2):
            if later - week < NEAR_WEEKS:
                first, second = shingles(one), shingles(other)
                yield len(first & second) / len(first | second), placement, week, later, one, other


def repeats(told: Told) -> int:
    """Pairs of posts of one placement and one family of tips less than 21 days apart."""
    used: dict[tuple[str, str, str], list[dt.date]] = defaultdict(list)
    for one in told.history:
        used[one.platform, one.placement, one.tip_family].append(one.day)
    pairs = itertools.chain.from_iterable(itertools.combinations(sorted(days), 2) for days in used.values())
    return sum((later - day).days < fit.COOLDOWN_DAYS for day, later in pairs)


def theme_shares(told: Told, tips: Any) -> list[tuple[str, float, int]]:
    """Theme, its share of the need over the weeks, messages told.

    The need of a theme in a week: for each finding its need times the best fit of a tip of this theme.
    """
    need: dict[str, float] = defaultdict(float)
    for _, survey, _ in told.weeks:
        for insight in survey.insights:
            best: dict[str, float] = defaultdict(float)
            for tip in tips.values():
                best[tip.theme] = max(best[tip.theme], fit.fit(insight, tip))
            for theme, value in best.items():
                need[theme] += fit.need(insight) * value
    said = Counter(message.theme for _, _, plan in told.weeks for message in plan.messages)
    total = sum(need.values())
    return sorted(
        ((theme, need[theme] / total, said[theme]) for theme in {*need, *said}), key=lambda row: -row[1]
    )


def answers(told: Told, tips: Any) -> list[tuple[str, str, Message, IsoWeek] | None]:
    """For each planted pattern the first message at its place or about it whose tip answers it; None for none."""
    found: list[tuple[str, str, Message, IsoWeek] | None] = []
    for trait, (name, keys) in FITTING.items():
        fitting = (
            (trait, name, message, week)
            for week, _, plan in told.weeks
            for message, insight in zip(plan.messages, plan.insights, strict=True)
            if _is_about(insight, told.planted[trait], keys)
            and any(tips[message.tip_id].answers.get(key, 0) >= 2 for key in keys)
        )
        found.append(next(fitting, None))
    return found


def _is_about(insight: Insight, road: str, keys: set[str]) -> bool:
    """Whether a finding is of this road, or of the pattern itself."""
    at_place = insight.kind == "hotspot_place" and insight.place is not None and road in insight.place.name
    return at_place or any(weight == 1.0 and key in keys for key, weight in fit.topics(insight).items())


# ------------------------------------------------------------------------------------------------ report


def report(all_told: list[Told], tips: Any) -> str:
    """The page for docs/."""
    lines = [
        "# Twelve weeks of three invented districts",
        "",
        f"`python benchmarks/twelve_weeks.py`, {dt.datetime.now(dt.UTC).date()}; from {FIRST} on, five messages a week, the usual",
        "placements. Each week sees the accidents up to eight days before its Monday and the slots of the weeks before.",
        "",
        "| district | weeks, messages | empty places | repeats within 21 days | captions | over a limit | blok, minta, saran | most alike two captions | above 0.6 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for told in all_told:
        shared = [one[0] for one in alike(told)]
        empty = [one for _, _, plan in told.weeks for one in plan.empty]
        levels = ", ".join(str(told.findings[level]) for level in ("blok", "minta", "saran"))
        lines.append(
            f"| {told.district.id} ({told.district.per_year} a year{'' if told.district.has_roads else ', no road file'}) "
            f"| {len(told.weeks)}, {sum(len(plan.messages) for _, _, plan in told.weeks)} | {len(empty)} | {repeats(told)} "
            f"| {sum(map(len, told.captions.values()))} | {told.over} | {levels} | {max(shared):.2f} "
            f"| {sum(one > ALIKE for one in shared)} of {len(shared)} |"
        )
    for told in all_told:
        lines += [
            "",
            f"## {told.district.id}",
            "",
            *_empties(told),
            *_themes_table(told, tips),
            *_answers_table(told, tips),
        ]
    return "\n".join(lines) + "\n"


def _empties(told: Told) -> list[str]:
    empty = [(week, *one) for week, _, plan in told.weeks for one in plan.empty]
    return [f"- {week}: {place}: {reason}" for week, place, reason in empty] + ([""] if empty else [])


def _themes_table(told: Told, tips: Any) -> list[str]:
    rows = theme_shares(told, tips)
    total = sum(said for *_, said in rows)
    head = ["Themes by their share of the need (need x best fit, summed over findings and weeks):", "",
            "| theme | need | told | share told |", "|---|---|---|---|"]  # fmt: skip
    return [
        *head,
        *(f"| {theme} | {need:.3f} | {said} | {said / total:.3f} |" for theme, need, said in rows),
        "",
    ]


def _answers_table(told: Told, tips: Any) -> list[str]:
    found = answers(told, tips)
    head = [f"Planted patterns answered: {sum(one is not None for one in found)} of {len(found)}.", "",
            "| pattern | week | finding | tip | need | fit | freshness | calendar | score |", "|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    rows = []
    for (trait, (name, _)), one in zip(FITTING.items(), found, strict=True):
        if one is None:
            rows.append(f"| {trait} {name} | - | | | | | | | |")
            continue
        _, _, message, week = one
        factors = " | ".join(
            f"{message.why[key]:.2f}" for key in ("need", "fit", "freshness", "calendar", "score")
        )
        rows.append(f"| {trait} {name} | {week} | {message.insight_id} | {message.tip_id} | {factors} |")
    return [*head, *rows]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--districts", nargs="*", default=[one.id for one in DISTRICTS])
    parser.add_argument("--dry", action="store_true", help="print the report, write nothing")
    parser.add_argument("--alike", type=int, default=0, help="print so many of the most alike pairs")
    options = parser.parse_args()
    all_told = []
    for district in DISTRICTS:
        if district.id in options.districts:
            with tempfile.TemporaryDirectory() as folder:
                all_told.append(tell(district, options.weeks, Path(folder)))
    tips = load_library(Home(), "id").tips
    for told in all_told:
        for share, placement, week, later, one, other in sorted(alike(told), reverse=True)[: options.alike]:
            print(f"--- {told.district.id} {share:.2f} {placement} {week} {later}\n{one}\n...\n{other}")
    text = report(all_told, tips)
    print(text)
    if not options.dry:
        DOCS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
