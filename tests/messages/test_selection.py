"""The week's choice: what the district needs, never the same tip too soon, always enough to say."""

import dataclasses
import datetime as dt
import itertools
import re
from collections import Counter

import pytest

from generator.changes import Change
from generator.errors import SettingsError
from generator.messages import fit
from generator.messages.candidates import Judge
from generator.messages.seasons import season_insights
from generator.messages.selection import choose
from generator.records import IsoWeek, PastUse
from tests.messages import survey_of_words as made

FULL = (
    made.ranking(), made.place(), made.hours(), made.collision(), made.road_user(), made.factor(), made.light(),
    made.weather(), made.change(), made.weekday(), made.parts(),
)  # fmt: skip


def planned(library, campaign, week, insights=FULL, history=(), changes=None, **more):
    return choose(made.survey(*insights, **more), (), made.brief(library, campaign, week, history), changes)


def used(message, day, placement="feed_portrait", platform="instagram"):
    week = str(IsoWeek.of(day))
    return PastUse(message.tip_id, message.tip_family, message.theme, platform, placement, day, week)


def kinds(plan):
    return {message.kind for message in plan.messages}


def test_a_week_tells_where_when_who_and_what_happened(library, campaign, week):
    plan = planned(library, campaign, week)
    assert len(plan.messages) == 5
    assert "hotspot_ranking" in kinds(plan)
    assert "hours" in kinds(plan)
    assert "four_week_change" in kinds(plan)
    assert kinds(plan) & {"collision_type", "road_user", "recorded_factor", "weather", "light"}
    assert len({message.pillar for message in plan.messages}) >= 2
    assert plan.empty == ()
    assert [insight.id for insight in plan.insights] == [message.insight_id for message in plan.messages]


@pytest.mark.parametrize("wanted", [4, 5, 6])
def test_a_week_has_as_many_messages_as_the_campaign_asks_for(library, campaign, week, wanted):
    asked = dataclasses.replace(campaign, week=dataclasses.replace(campaign.week, messages=wanted))
    assert len(planned(library, asked, week).messages) == wanted


@pytest.mark.parametrize(
    "insights",
    [(), (made.parts(),), (made.hours(), made.parts()), (made.change(),)],
    ids=["nothing", "areas", "hours and areas", "recap"],
)
def test_five_messages_come_out_of_few_findings(library, campaign, week, insights):
    plan = planned(library, campaign, week, insights)
    assert len(plan.messages) == 5
    assert len({message.tip_id for message in plan.messages}) == 5
    assert {one.kind for one in insights} <= kinds(plan)


def test_a_stale_survey_has_no_recap(library, campaign, week):
    assert "four_week_change" not in kinds(planned(library, campaign, week, stale=True))


@pytest.mark.parametrize("seed", range(6))
def test_no_tip_family_repeats_within_21_days_over_a_quarter(library, campaign, seed):
    asked = dataclasses.replace(campaign, id=f"polres-{seed}")
    history = ()
    for number in range(13):
        week = IsoWeek(2026, 40).plus(number)
        plan = planned(library, asked, week, history=history)
        assert len(plan.messages) == 5
        families = [message.tip_family for message in plan.messages]
        assert len(set(families)) == 5
        resting = {use.tip_family for use in history if (week.monday - use.day).days < fit.COOLDOWN_DAYS}
        assert not resting & set(families)
        history += tuple(used(message, week.sunday) for message in plan.messages)


def test_a_tip_for_review_is_never_chosen_by_itself(library, campaign):
    history = ()
    for number in range(20):
        week = IsoWeek(2026, 40).plus(number)
        plan = planned(library, campaign, week, history=history)
        assert not any(library.tips[message.tip_id].needs_review for message in plan.messages)
        history += tuple(used(message, week.monday) for message in plan.messages)


@pytest.mark.parametrize(
    ("insight", "themes"),
    [
        (
            made.light("severe", "night_dark", strength=1.0),
            {"lampu", "lelah", "kecepatan", "darurat", "pejalan"},
        ),
        (made.weather("severe", "rain", strength=1.0), {"hujan", "perawatan", "kecepatan", "lampu"}),
        (made.collision("recent", "pedestrian", strength=1.0), {"pejalan", "kecepatan", "ponsel"}),
        (made.collision("share", "rear_end", strength=1.0), {"jarak", "ponsel", "hujan"}),
        (made.collision("severe", "head_on", strength=1.0), {"mendahului", "lajur", "kecepatan", "lelah"}),
        (made.factor("share", "fatigue", strength=1.0), {"lelah"}),
        (made.factor("share", "phone", strength=1.0), {"ponsel"}),
        (made.road_user("severe", "truck", strength=1.0), {"muatan", "titik_buta", "jarak"}),
    ],
    ids=lambda value: value.id if hasattr(value, "id") else "",
)
def test_a_pattern_is_answered_by_a_fitting_tip(library, campaign, week, insight, themes):
    plan = planned(library, campaign, week, (insight, made.hours(), made.ranking()))
    answer = next(message for message in plan.messages if message.insight_id == insight.id)
    assert answer.theme in themes
    assert answer.why["fit"] >= 0.8


def test_the_four_factors_are_kept_with_the_choice(library, campaign, week):
    for message in planned(library, campaign, week).messages:
        product = (
            message.why["need"] * message.why["fit"] * message.why["freshness"] * message.why["calendar"]
        )
        assert message.why["score"] == pytest.approx(product, abs=1e-5)


def test_the_choice_does_not_depend_on_the_order_of_findings_and_tips(library, campaign, week):
    turned = dataclasses.replace(library, tips=dict(reversed(library.tips.items())))
    assert planned(turned, campaign, week, FULL[::-1]) == planned(library, campaign, week, FULL)


def test_no_theme_goes_beyond_its_bounds_in_any_13_weeks_and_each_duty_is_met(library, campaign):
    bounds = {"helm": (3, 3), "alkohol": (2, 4), "jarak": (0, 1), "kecepatan": (1, 2)}
    asked = dataclasses.replace(campaign, week=dataclasses.replace(campaign.week, themes=bounds))
    history, told = (), []
    for number in range(18):
        week = IsoWeek(2026, 40).plus(number)
        plan = planned(library, asked, week, history=history)
        told.append([message.theme for message in plan.messages])
        assert plan.empty == ()
        history += tuple(used(message, week.monday) for message in plan.messages)
    for start in range(18 - 13 + 1):
        counts = Counter(itertools.chain(*told[start : start + 13]))
        for theme, (least, most) in bounds.items():
            assert least <= counts[theme] <= most, (start, theme)


@pytest.mark.parametrize(("least", "most"), [(0, 0), (1, 1), (2, 2)])
def test_a_week_keeps_the_mix_of_pillars_that_the_campaign_asks_for(library, campaign, week, least, most):
    recaps = (made.change(), dataclasses.replace(made.weekday(), pillar="transparansi"))
    asked = dataclasses.replace(
        campaign, week=dataclasses.replace(campaign.week, pillars={"transparansi": (least, most)})
    )
    plan = planned(library, asked, week, (*FULL[:8], *recaps))
    assert len(plan.messages) == 5
    assert least <= sum(message.pillar == "transparansi" for message in plan.messages) <= most


def test_a_notice_of_the_polres_is_told_however_weak_it_is(library, campaign, week):
    notice = dataclasses.replace(
        made.weather("severe", "fog"), id="notice-kabut", kind="weather", strength=0.0
    )
    plan = choose(made.survey(*FULL), (notice,), made.brief(library, campaign, week))
    assert "notice-kabut" in {message.insight_id for message in plan.messages}


def test_an_empty_place_says_what_to_write(library, campaign, week):
    few = {name: tip for name, tip in library.tips.items() if tip.theme == "jarak"}
    plan = planned(dataclasses.replace(library, tips=few), campaign, week)
    assert 1 <= len(plan.messages) < 5
    reason = dict(plan.empty)["pesan 5"]
    assert "templates/languages/id/tips.toml" in reason
    assert re.search(r"menjawab \w+:\w+", reason)


def test_a_duty_that_no_tip_can_meet_is_told(library, campaign, week):
    without = {name: tip for name, tip in library.tips.items() if tip.theme != "alkohol"}
    other = next(tip for tip in without.values() if tip.theme == "etika")
    without["T-X"] = dataclasses.replace(other, id="T-X", theme="alkohol", needs_review=True)
    history = tuple(
        PastUse("T-Y", "lama", "etika", "x", "post_landscape", week.plus(-ago).monday, str(week.plus(-ago)))
        for ago in range(4, 20)
    )
    plan = planned(dataclasses.replace(library, tips=without), campaign, week, history=history)
    assert "13 pekan" in dict(plan.empty)["tema alkohol"]


def test_two_districts_with_the_same_findings_do_not_say_the_same(library, campaign, week):
    other = dataclasses.replace(campaign, id="lain")
    mine, theirs = planned(library, campaign, week), planned(library, other, week)
    assert [m.body for m in mine.messages] != [m.body for m in theirs.messages]
    assert planned(library, campaign, week) == mine


def test_the_day_of_remembrance_is_told_quietly(library, campaign, placements):
    from generator.messages.caption import write_caption

    plan = planned(library, campaign, IsoWeek.parse("2026-W46"))
    card = next(message for message in plan.messages if message.kind == "season")
    assert card.id == "hari-kenang"
    for placement in placements.values():
        caption = write_caption(card, placement, campaign, library)
        assert "✅" not in caption.text
        assert "agikan" not in caption.text
        assert "?" not in caption.text


@pytest.mark.parametrize(
    ("week", "card", "themes"),
    [
        ("2026-W46", "hari-kenang", {"darurat", "etika"}),
        ("2026-W48", "hari-guru", {"sekolah", "kecepatan", "pejalan", "angkutan"}),
        ("2026-W49", "hari-disabilitas", {"pejalan"}),
        ("2027-W29", "hari-anak", {"anak", "helm", "kecepatan", "sekolah"}),
    ],
)
def test_a_card_of_the_day_takes_only_tips_of_its_own_themes(library, campaign, week, card, themes):
    judge = Judge.of(made.brief(library, campaign, IsoWeek.parse(week)))
    cards, _ = season_insights(library.calendar, judge.events, judge.brief.week, is_sample=False)
    told = [pair for pair in judge.candidates(cards) if pair.insight.codes["slug"] == card]
    assert told
    assert {pair.tip.theme for pair in told} <= themes


def test_a_place_without_a_name_that_a_reader_knows_is_not_told(library, campaign, week):
    nowhere = made.hotspot(1, "bagian tenggara wilayah", "", 6, kind="cluster")
    map_of_nowhere = dataclasses.replace(made.ranking(), hotspots=(*made.PLACES[:4], nowhere))
    plan = planned(library, campaign, week, (made.place(nowhere), map_of_nowhere, made.hours()))
    assert not kinds(plan) & {"hotspot_place", "hotspot_ranking"}
    known = made.hotspot(1, "Jalan Raya, bagian tenggara wilayah", "", 6, kind="cluster")
    assert "hotspot_place" in kinds(planned(library, campaign, week, (made.place(known),)))


def test_an_estimated_date_never_reaches_the_public(library, campaign):
    for number in range(60):
        week = IsoWeek(2026, 40).plus(number)
        for message in planned(library, campaign, week, ()).messages:
            told = " ".join([message.headline, message.body, *message.phrases["lead"]])
            assert "Operasi Zebra" not in told or week.monday.year == 2025
            assert "Operasi Lilin" not in told or week.sunday <= dt.date(2026, 1, 4)


def test_history_of_the_same_week_does_not_count(library, campaign, week):
    first = planned(library, campaign, week)
    same_week = tuple(used(message, week.monday) for message in first.messages)
    assert planned(library, campaign, week, history=same_week) == first


def test_a_person_may_take_another_tip_or_leave_a_message_out(library, campaign, week):
    before = planned(library, campaign, week)
    changes = {
        before.messages[0].id: Change(
            message=before.messages[0].id, tip="T-KA-01", by="Rina", why="ada perlintasan"
        ),
        before.messages[1].id: Change(
            message=before.messages[1].id, skip=True, by="Rina", why="sudah pekan lalu"
        ),
    }
    after = planned(library, campaign, week, changes=changes)
    assert after.messages[0].tip_id == "T-KA-01"
    assert [m.id for m in after.messages] == [m.id for m in before.messages if m.id != before.messages[1].id]
    assert after.empty == ((before.messages[1].headline, "dilewati oleh Rina: sudah pekan lalu"),)


def test_a_released_tip_for_review_may_be_taken_by_name(library, campaign, week):
    first = planned(library, campaign, week).messages[0].id
    change = Change(message=first, tip="T-HUJAN-03", by="Kasat Lantas", why="sudah ditinjau")
    assert planned(library, campaign, week, changes={first: change}).messages[0].tip_id == "T-HUJAN-03"


def test_a_tip_that_may_not_be_used_is_refused_in_one_sentence(library, campaign, week):
    plan = planned(library, campaign, week)
    first, second = plan.messages[:2]
    cases = {"T-TIDAK-ADA": "tidak ada", second.tip_id: "sekeluarga", "T-KA-01": "21 hari"}
    railway = library.tips["T-KA-01"]
    shown = PastUse(
        railway.id, railway.family, railway.theme, "x", "post_landscape", dt.date(2026, 11, 15), "2026-W46"
    )
    for tip, words in cases.items():
        with pytest.raises(SettingsError, match=words):
            planned(
                library,
                campaign,
                week,
                history=(shown,),
                changes={first.id: Change(message=first.id, tip=tip)},
            )


def test_message_ids_are_short_plain_and_unique(library, campaign, week):
    many = tuple(made.place(spot) for spot in made.PLACES)
    names = [message.id for message in planned(library, campaign, week, many).messages]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 24 and name.isascii() and name == name.lower() for name in names)
