"""Whatever the campaign is called and whatever was found: every text fits, is filled, and each number has its source."""

import dataclasses
import datetime as dt
import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.home import Home
from generator.languages import load_library
from generator.messages.caption import write_caption
from generator.messages.counting import count
from generator.messages.link import link_of
from generator.messages.message import Writer
from generator.messages.rules import lint
from generator.messages.shape import published
from generator.messages.wording import first_lower
from generator.platforms import load_placements
from generator.posting.agenda import make_slot
from generator.records import IsoWeek
from generator.settings import LONGEST, load_campaign
from tests import patterns_of_words
from tests.messages import survey_of_words
from tests.numbers_of_a_week import HAS_DIGIT, _flat, _without, _written

HOME = Home()
LIBRARIES = {code: load_library(HOME, code) for code in ("id", "en")}
CAMPAIGN, PLACEMENTS, WEEK = load_campaign(HOME, "contoh"), load_placements(HOME), IsoWeek.parse("2026-W48")


def findings(library):
    """Every kind that the factories make, and every card of the calendar, mourning among them; real and sample."""
    found = [
        *survey_of_words.every_kind(),
        *patterns_of_words.every_pattern(),
        *survey_of_words.every_card(library.calendar),
    ]
    return [*found, *(dataclasses.replace(insight, is_sample=True) for insight in found)]


FOUND = {code: findings(library) for code, library in LIBRARIES.items()}
TIPS = sorted(tip.id for tip in LIBRARIES["id"].tips.values() if not tip.needs_review)
COUNTED = {
    "accidents",
    "count",
    "n",
    "total",
    "recorded",
    "window_accidents",
    "injured",
    "severe",
    "last_four",
}
UNFILLED = re.compile(r"\{\{|\}\}|\bNone\b|\bnan\b|  | [,.;:?!]|“”|\(\)|\.\.", re.MULTILINE)

letters = st.characters(categories=["Lu", "Ll"], include_characters=" -'")


def name(most):
    """A name of up to so many letters, without a gap at its ends or a double one inside."""
    return (
        st.text(letters, min_size=3, max_size=most)
        .map(lambda text: " ".join(text.split()) or "Uji")
        .filter(lambda text: not UNFILLED.search(text))
    )


@st.composite
def campaigns(draw):
    polres = dataclasses.replace(
        CAMPAIGN.polres,
        **{key: draw(name(LONGEST[key])) for key in ("name", "district", "unit", "greeting")},
        hashtag=draw(
            st.text(st.characters(categories=["Lu", "Ll"]), max_size=LONGEST["hashtag"]).filter(
                lambda text: not UNFILLED.search(text)
            )
        ),
        link=draw(
            st.sampled_from(
                ["", "https://polri.go.id", "https://s.id/cakra?b=2#atas", "https://s.id/" + "x" * 187]
            )
        ),
        link_tracking=draw(st.booleans()),
    )
    return dataclasses.replace(CAMPAIGN, polres=polres)


@st.composite
def insights(draw, code):
    """One of the findings, with other numbers and another place."""
    insight, times = draw(st.sampled_from(FOUND[code])), draw(st.integers(1, 900))
    figures = {
        key: dataclasses.replace(figure, value=figure.value * times) if key in COUNTED else figure
        for key, figure in insight.figures.items()
    }
    place = insight.place and dataclasses.replace(insight.place, name=draw(name(60)))
    return dataclasses.replace(insight, figures=figures, place=place)


def known_texts(message, campaign, library, insight):
    """Texts with digits that this message may carry, longest first."""
    tip = library.tips[message.tip_id]
    found = [said.text for said in message.numbers]
    said = [tip.formal, tip.santai, tip.singkat, tip.title]
    found += _written({"tip": [*said, *map(first_lower, said)]})
    for fact in (library.facts[one] for one in tip.evidence if one in library.facts):
        found += [fact.credit, fact.sentence.rstrip("."), first_lower(fact.sentence).rstrip(".")]
    found += [library.clauses[one].citation for one in tip.clauses if one in library.clauses]
    for table in (library.frames, library.captions, library.calls, library.scenes, library.words):
        found += _written(table)
    found += [value for value in dataclasses.asdict(campaign.polres).values() if isinstance(value, str)]
    found += [*insight.codes.values(), *insight.codes.get("labels", "").split("|")]
    found += [spot.place.name for spot in insight.hotspots]
    found = {_flat(one) for one in found if HAS_DIGIT.search(one)}
    return sorted(found, key=lambda one: (-len(one), one))


@settings(max_examples=60, deadline=None)
@given(campaigns(), st.sampled_from(TIPS), st.sampled_from(sorted(LIBRARIES)), st.data())
def test_every_text_fits_is_filled_and_each_number_has_its_source(campaign, tip, code, data):
    library, insight = LIBRARIES[code], data.draw(insights(code))
    names = [campaign.polres.name, campaign.polres.district, campaign.polres.unit, campaign.polres.greeting]
    names += [insight.place.name] if insight.place else []
    assume(not any(one.level == "blok" for text in names for one in lint(text, library.rules)))
    writer = Writer(campaign, library, WEEK)
    assume(writer.can_tell(insight))
    message = writer.write(insight, library.tips[tip], {}, "pesan")
    known = known_texts(message, campaign, library, insight)
    own = [campaign.polres.district, *(said.text for said in message.numbers)]
    for placement in PLACEMENTS.values():
        slot = make_slot(placement, WEEK, _first_hour(placement), campaign.zone)
        caption = write_caption(message, placement, campaign, library, slot)
        whole = published(caption.text, caption.hashtags)
        assert caption.count == count(whole, placement.counting) <= placement.caption_limit
        link = link_of(campaign, placement, slot)
        for text in (whole, caption.title, *(further.text for further in caption.texts)):
            bare = text.replace(link, "") if link else text
            assert not UNFILLED.search(bare.replace(": \n", ":\n") if link else bare), text
            assert not HAS_DIGIT.search(_without(_flat(bare), known)), text
        kinds = {kind.name: kind for kind in placement.texts}
        for further in caption.texts:
            kind = kinds[further.name]
            assert further.count == count(further.text, kind.counting)
            assert not kind.limit or further.count <= kind.limit
        if placement.platform == "x":
            assert any(one in caption.text for one in own)
            assert len(caption.hashtags) <= 2
        if not (placement.shows_link and campaign.polres.link):
            assert "http" not in str(caption)


def _first_hour(placement):
    hour = placement.usual_slots[0]
    return dt.datetime.combine(WEEK.monday + dt.timedelta(days=hour.weekday), dt.time(hour.hour, hour.minute))
