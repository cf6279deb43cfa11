"""The year's operations, commemorations, holidays and seasons, with how sure each date is; and names of zones.

A date that is only estimated may choose a theme, and is never printed for the public.
"""

from generator.calendar_of_year.entries import Certainty, Event, entries_touching, quiet_days
from generator.calendar_of_year.reading import KINDS, events_in, read_events, with_own_dates
from generator.calendar_of_year.zones import is_indonesian, zone_label

__all__ = [
    "KINDS",
    "Certainty",
    "Event",
    "entries_touching",
    "events_in",
    "is_indonesian",
    "quiet_days",
    "read_events",
    "with_own_dates",
    "zone_label",
]
