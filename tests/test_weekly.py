"""What a whole week has in common before anything is read."""

import dataclasses
import datetime as dt

import pytest

from generator.calendar_of_year import events_in, with_own_dates
from generator.errors import SettingsError
from generator.home import Home
from generator.languages import load_library
from generator.own_dates import OwnDate
from generator.records import IsoWeek
from generator.settings import Look, load_campaign
from generator.weekly import style_of_week

HOME = Home()
SAMPLE = load_campaign(HOME, "contoh")
ZEBRA = OwnDate("OPS-ZEBRA", dt.date(2026, 11, 16), dt.date(2026, 11, 29), "confirmed", "ST 11/2026")


def _theme(look, week="2026-W48", own=(ZEBRA,)):
    calendar = with_own_dates(load_library(HOME, "id").calendar, own)
    events = events_in(IsoWeek.parse(week), calendar)
    return style_of_week(HOME, dataclasses.replace(SAMPLE, look=look), events).theme


def test_a_week_of_a_confirmed_operation_wears_its_theme():
    assert _theme(Look()) == "operasi"
    assert _theme(Look(operation_theme="formal")) == "formal"
    assert _theme(Look(operation_theme="")) == "cakra"


def test_other_weeks_and_operations_that_are_only_reported_or_estimated_look_as_always():
    assert _theme(Look(), week="2026-W50") == "cakra"
    assert _theme(Look(), own=()) == "cakra"
    assert _theme(Look(), own=(dataclasses.replace(ZEBRA, status="reported"),)) == "cakra"


def test_a_theme_that_is_not_there_stops_the_week_with_the_setting_that_names_it():
    with pytest.raises(
        SettingsError, match=r'kunci "look\.operation_theme": tema "zebra" tidak ada.*operasi'
    ):
        _theme(Look(operation_theme="zebra"))
    with pytest.raises(SettingsError, match=r'kunci "look\.theme": tema "neon" tidak ada'):
        _theme(Look(theme="neon"), own=())
