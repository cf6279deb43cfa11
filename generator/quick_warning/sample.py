"""Whether a campaign is an invented one: its material carries the stamp, also where no data are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import QueueError
from generator.posting import pack

if TYPE_CHECKING:
    from generator.home import Home
    from generator.settings import Campaign

SAMPLE = "contoh"


def is_invented(home: Home, campaign: Campaign) -> bool:
    """The sample campaign, one that names the sample's files, or one whose last week stood on invented data."""
    named = any(
        path.replace("\\", "/").startswith(f"accident_data/{SAMPLE}/") for path in campaign.data.accidents
    )
    return campaign.id == SAMPLE or named or _last_week_was(home, campaign.id)


def _last_week_was(home: Home, campaign: str) -> bool:
    """Data of an invented district bear their stamp; a week that was made of them says so."""
    weeks = sorted(home.of(campaign).glob("????-W??"))
    if not weeks:
        return False
    try:
        return bool(pack.read_manifest(weeks[-1]).get("is_sample"))
    except QueueError:
        return False  # no manifest: nothing is known about that week
