"""What previews are filled with: every finding of a campaign with its best tip, and the examples of a template file."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator import weekly
from generator.calendar_of_year import with_own_dates
from generator.codes import Pillar
from generator.errors import TemplateError
from generator.graphics.static_map import layers
from generator.messages import rules, selection
from generator.messages.candidates import Brief
from generator.notices.desk import NoticeDesk
from generator.notices.gather import gather
from generator.notices.kinds import answers
from generator.notices.questions import ANSWERED, Question
from generator.own_dates import OwnDate
from generator.preview.printed import pages_of
from generator.quick_warning.asked import Typed, checked
from generator.quick_warning.kinds import load_words
from generator.quick_warning.wording import Voice, insight_of, message_of
from generator.records import Figure, Insight, IsoWeek, Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.edition import Desk
    from generator.graphics.designs import Design
    from generator.graphics.map_layers import MapLayers
    from generator.graphics.print_room import PrintJob
    from generator.home import Home
    from generator.languages import Library
    from generator.records import Message
    from generator.settings import Campaign

_WEAKEST = 0.01
EXAMPLES = "templates/infographics/examples.toml"
Pair = tuple["Message", "Insight"]


@dataclass(frozen=True, slots=True)
class Material:
    """Messages of every kind that the campaign's data and the examples give, and the maps under them."""

    pairs: tuple[Pair, ...]
    layers: MapLayers | None
    pages: tuple[PrintJob, ...] = ()  # what designs of print are filled with

    def printed(self, design: Design) -> tuple[PrintJob, ...]:
        """The pages that a design of print suits."""
        if design.role != "print":
            return ()
        return tuple(one for one in self.pages if one.kind in design.kinds and one.paper in design.shapes)

    def for_design(self, design: Design) -> Pair | None:
        """The first message that this design suits; None when nothing of its kinds was found."""
        for kind in design.kinds:
            for message, insight in self.pairs:
                if kind in {message.kind, "*"} and set(design.needs) <= message.words.keys():
                    return message, insight
        return None


def gather_material(home: Home, campaign: Campaign, week: IsoWeek) -> Material:
    """Everything that could be drawn in that week. Raises SelamatError as the week itself would."""
    desk = weekly.desk_of(home, campaign, week)
    loaded, ground = weekly.read(desk)
    survey = weekly.survey_of(desk, loaded, ground)
    examples = _examples(home)
    brief = Brief(_with_operation(desk, examples), campaign, desk.mix, week, ())
    offered = (*_notices(desk, examples), *map(_finding, examples["finding"]))
    told = selection.every_message(survey, offered, brief)
    strongest = sorted(told, key=lambda pair: -pair[1].strength)
    under = layers(ground, survey) if survey.located else None
    pairs = (*strongest, _warning(desk, examples))
    return Material(pairs, under, pages_of(desk, strongest, under))


def _with_operation(desk: Desk, examples: Mapping[str, Any]) -> Library:
    """The words of the week, with the example of an operation that begins in the next one."""
    moved = _moved(examples["operation"], desk.week.monday - IsoWeek.parse(examples["week"]).monday)
    own = (*desk.campaign.calendar, OwnDate(**{**moved, "themes": tuple(moved["themes"])}))
    suffix = desk.campaign.polres.operation_suffix
    return replace(desk.library, calendar=with_own_dates(desk.library.calendar, own, suffix))


def _examples(home: Home) -> Mapping[str, Any]:
    path = home.templates / "infographics" / "examples.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(EXAMPLES, f"isi tidak terbaca ({error})", "Kembalikan berkas itu") from error


def _notices(desk: Desk, examples: Mapping[str, Any]) -> tuple[Insight, ...]:
    """The example notices in the week that is looked at, an answer, and the quiz."""
    later = desk.week.monday - IsoWeek.parse(examples["week"]).monday
    declared = tuple(_moved(one, later) for one in examples["notice"])
    invented = replace(desk.campaign, notice=declared, material=replace(desk.campaign.material, notices=""))
    table = NoticeDesk(desk.home, invented, desk.library, desk.week, is_sample=True)
    asked = [
        Question(n, None, "", "", examples["question"]["theme"], ANSWERED)
        for n in range(examples["question"]["count"])
    ]
    return (*gather(table, rules.check).insights, *answers.tell(replace(table, questions=tuple(asked))))


def _finding(raw: Mapping[str, Any]) -> Insight:
    """An example of a finding that only some weeks or districts have; weaker than any that was really made."""
    return Insight(
        id=f"example-{raw['kind']}",
        kind=raw["kind"],
        pillar=Pillar(raw["pillar"]),
        period=Period(raw["start"], raw["end"]),
        place=None,
        figures={
            name: Figure(value, unit, EXAMPLES, raw["figures"]["n"][0])
            for name, (value, unit) in raw["figures"].items()
        },
        codes=raw["codes"],
        series={name: tuple(map(float, values)) for name, values in raw["series"].items()},
        strength=_WEAKEST,
        is_sample=True,
    )


def _moved(notice: Mapping[str, Any], later: dt.timedelta) -> dict[str, Any]:
    return {key: value + later if isinstance(value, dt.date) else value for key, value in notice.items()}


def _warning(desk: Desk, examples: Mapping[str, Any]) -> Pair:
    """The example of a quick warning, typed on the Monday of the week."""
    voice = Voice(desk.campaign, desk.library, load_words(desk.home, desk.library.code), is_sample=True)
    at = dt.datetime.combine(desk.week.monday, dt.time(8), desk.campaign.zone)
    typed = Typed(**examples["quick_warning"])
    warning = checked(typed, desk.campaign, voice.words, desk.library.rules, at)
    return message_of(warning, voice, 1), insight_of(warning, voice)
