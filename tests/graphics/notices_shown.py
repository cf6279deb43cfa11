"""Messages of every kind of notice for the tests of their pictures, written from what a planner declares."""

import dataclasses
import datetime as dt

from PIL import Image, ImageDraw

from generator.calendar_of_year import events_in, with_own_dates
from generator.messages.message import Writer
from generator.messages.seasons import season_insights
from generator.notices.kinds.quiz import insight_of, load_quiz
from generator.own_dates import OwnDate
from generator.records import IsoWeek
from tests.notices.office import COMMUNITY, CORRECTION, EVENT

MARK = (255, 0, 255)  # what matters in a photo of these tests
SPOTS = ((0.25, 0.4), (0.5, 0.2), (0.8, 0.6), (0.5, 0.9))


def with_photos(office, notice, count):
    """The notice with so many photos; each has a mark at its focus."""
    photos = []
    for n, (x, y) in enumerate(SPOTS[:count]):
        size = ((1600, 1100), (1100, 1600), (1500, 1100), (1100, 1100))[n]
        picture = Image.new("RGB", size, (60 + 40 * n, 120, 150 - 20 * n))
        at = (x * size[0], y * size[1])
        ImageDraw.Draw(picture).ellipse([at[0] - 60, at[1] - 60, at[0] + 60, at[1] + 60], fill=MARK)
        picture.save(office.folder / f"{n}.png")
        photos.append({"file": f"{n}.png", "focus": [round(100 * x), round(100 * y)]})
    return {**notice, "photos": photos, "consent": "map Humas"}


def written(office, insight, week="2026-W48"):
    """The message about a finding with the first tip that its themes allow, and the finding, both of invented data."""
    desk = office.desk(week=week)
    insight = dataclasses.replace(insight, is_sample=True)
    themes = set(insight.codes["themes"].split(","))
    tips = (t for t in desk.library.tips.values() if themes & {t.theme, *t.occasions} and not t.needs_review)
    writer = Writer(desk.campaign, desk.library, desk.week)
    return writer.write(insight, next(tips), {}, writer.name(insight, frozenset())), insight


def told(office, notice, week="2026-W48"):
    """The message about one notice."""
    return written(office, office.tell(notice, week=week).insights[0], week)


def operation(office, week, first):
    """The card of a confirmed operation of two weeks."""
    own = OwnDate("OPS-ZEBRA", first, first + dt.timedelta(days=13), "confirmed", "ST")
    calendar = with_own_dates(office.library.calendar, [own], "Progo")
    cards, _ = season_insights(
        calendar, events_in(IsoWeek.parse(week), calendar), IsoWeek.parse(week), is_sample=True
    )
    return written(office, next(card for card in cards if card.kind == "operation"), week)


def shown(office):
    """One message of each design, by the design's name."""
    rows = "\n".join(["teks", *(f"Helm nomor {n} boleh?" for n in range(4))])
    answer = office.tell(questions=office.table("tanya.csv", rows)).insights[0]
    quiz = insight_of(load_quiz(office.home, office.library)[0], office.desk())
    plain = {key: value for key, value in EVENT.items() if key != "theme"}
    return {
        "klarifikasi": told(office, CORRECTION),
        "acara": told(office, plain),
        "terima_kasih": told(office, with_photos(office, COMMUNITY, 3)),
        "tanya_jawab": written(office, answer),
        "kuis": written(office, quiz),
        "operasi": operation(office, "2026-W47", dt.date(2026, 11, 23)),
    }
