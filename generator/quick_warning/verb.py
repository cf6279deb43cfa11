"""The verb `now`: what was typed becomes a quick warning, and the screen says what happens next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import clock
from generator.quick_warning.asked import Typed
from generator.settings import choose_campaign, load_campaign

if TYPE_CHECKING:
    import argparse

    from generator.home import Home
    from generator.quick_warning.making import WarningMade
    from generator.settings import Campaign
    from generator.terminal import Terminal


def warn_now(home: Home, options: argparse.Namespace, terminal: Terminal) -> None:
    """Make one quick warning and say what comes next."""
    started = clock.monotonic_s()
    campaign = load_campaign(home, choose_campaign(home, options.name))
    terminal.say("now_making", polres=campaign.polres.name)
    from generator.quick_warning.making import Order, make_warning

    typed = Typed(options.text, options.kind, options.area, options.until, options.source)
    order = Order(typed, options.setuju.strip(), options.lagi)
    made = make_warning(home, campaign, order, clock.now())
    _announce(made, campaign, order.by, clock.monotonic_s() - started, terminal)


def _announce(made: WarningMade, campaign: Campaign, by: str, seconds: float, terminal: Terminal) -> None:
    manifest, slot = made.manifest, made.manifest.posts[0].slot
    due = f"{slot.wall:%H.%M} {slot.zone_label}"
    terminal.say(
        "now_made",
        name=made.id,
        posts=len(manifest.posts),
        pictures=sum(len(one.assets) for one in manifest.posts),
        seconds=f"{seconds:.1f}",
    )
    for post in manifest.posts:
        terminal.line(f"  {post.id}")
    terminal.say("open_page", path=made.folder / "index.html")
    if made.is_quiet and not by:
        terminal.say("now_quiet", due=due)
    if made.is_quiet and by:
        terminal.say("now_breaks_quiet", by=by)
    if made.held:
        terminal.say("now_held", count=made.held, name=campaign.id)
    _say_approval(made, campaign, by, due, terminal)


def _say_approval(made: WarningMade, campaign: Campaign, by: str, due: str, terminal: Terminal) -> None:
    if made.approved is None:
        terminal.say("now_waits", campaign=campaign.id, week=made.id)
    elif made.approved.waiting_for_second:
        terminal.say("now_second", by=by, campaign=campaign.id, week=made.id)
    else:
        terminal.say("now_approved", by=by, due=due, campaign=campaign.id)
