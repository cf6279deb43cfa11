"""What the week's page shows, as plain dicts for its template: posts, days, reasons, in words of one language."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generator.platforms import RATIOS, WEEKDAYS
from generator.posting.post import published_text
from generator.records import IsoWeek, QuickPack, pack_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.records import Asset, Caption, Figure, FurtherText, Insight, Manifest, Message, Post
    from generator.webpage import Words

_NEAR_FULL = 0.9  # share of a caption's limit from which its counter warns


def index_view(manifest: Manifest, words: Words, *, has_map: bool) -> dict[str, Any]:
    """Everything on index.html; posts in order of their hour."""
    messages = {message.id: message for message in manifest.messages}
    insights = {insight.id: insight for insight in manifest.insights}
    ordered = sorted(manifest.posts, key=lambda post: (post.slot.due, post.id))
    posts = [_post(post, messages[post.message_id], insights, words) for post in ordered]
    pack = pack_id(manifest.week)
    week = pack.week if isinstance(pack, QuickPack) else pack
    return {
        "is_quick": isinstance(pack, QuickPack),
        "key": f"{manifest.campaign}:{manifest.week}",
        "language": manifest.language,
        "unit": manifest.unit,
        "polres": manifest.polres,
        "title": words("quick_title", number=pack.number, week=week.week)
        if isinstance(pack, QuickPack)
        else words("week_title", week=week.week, year=week.year),
        "line": words(
            "week_line",
            span=words.span(manifest.period if isinstance(pack, QuickPack) else week.period),
            posts=len(posts),
            placements=len({post["placement"] for post in posts}),
        ),
        "data_line": words("quick_line")
        if isinstance(pack, QuickPack)
        else words("data_line", until=words.day(manifest.data_until), n=words.number(manifest.accidents)),
        "is_sample": manifest.is_sample,
        "has_map": has_map,
        "sheets": _sheets(manifest, words),
        "warnings": manifest.warnings,
        "empty": [
            words("empty_line", place=_slot_name(place, words), reason=reason)
            for place, reason in manifest.empty_slots
        ],
        "days": _days(week, posts, words),
        "platforms": _counted(posts, "platform", "platform_name", "name"),
        "messages": _counted(posts, "message", "headline", "headline"),
        "posts": posts,
        "sheet_line": words("sheet_line", campaign=manifest.campaign, week=manifest.week, posts=len(posts)),
    }


def _sheets(manifest: Manifest, words: Words) -> list[dict[str, Any]]:
    """What is said face to face and hung up: each with its PDFs and its text, as links."""
    named = [("poster", words("poster_title"))] if manifest.poster else []
    named += [(one.name, one.title) for one in manifest.talk_sheets]
    return [
        {
            "title": title,
            "links": [
                *(_printed(asset, words) for asset in manifest.prints if _names(asset, name)),
                {"file": f"{name}.txt", "label": words("sheet_text")},
            ],
        }
        for name, title in named
    ]


def _names(asset: Asset, name: str) -> bool:
    """Whether the PDF is that sheet, in one edition or as it is."""
    stem = asset.path.removesuffix(".pdf")
    return stem == name or (name == "poster" and stem.startswith("poster-"))


def _printed(asset: Asset, words: Words) -> dict[str, str]:
    """A PDF with its paper and its size: poster-a4-hitam-putih.pdf is "PDF A4 hitam-putih (0,6 MB)"."""
    edition = asset.path.removesuffix(".pdf").removeprefix("poster-")
    paper = "A3" if edition.startswith("a3") else "A4"
    key = "pdf_grey" if edition.endswith("-hitam-putih") else "pdf_colour"
    size = words.number(max(0.1, asset.size_bytes / 1_000_000), 1)
    return {"file": asset.path, "label": words(key, paper=paper, size=size)}


def _slot_name(place: str, words: Words) -> str:
    """A slot id (2026-W48-instagram-feed-sen0700-1) as a reader says it; anything else as it is."""
    match = re.fullmatch(r"\d{4}-W\d\d-([a-z]+)-(.+)-([a-z]{3})(\d\d)(\d\d)-\d+", place)
    if match is None or match[3] not in WEEKDAYS:
        return place
    platform, placement, code, hour, minute = match.groups()
    return words(
        "slot_name",
        platform=words.known(f"platform.{platform}", platform),
        placement=words.known(f"placement.{platform}/{placement}", placement.replace("_", " ")),
        day=words("weekdays_short").split()[WEEKDAYS.index(code)],
        hour=f"{hour}{words('hour_sign')}{minute}",
    )


def _counted(posts: Sequence[Mapping[str, Any]], by: str, label: str, name: str) -> list[dict[str, Any]]:
    """The choices of one filter, in order of first appearance, with how many posts each has."""
    found: dict[str, dict[str, Any]] = {}
    for post in posts:
        entry = found.setdefault(post[by], {"id": post[by], name: post[label], "count": 0})
        entry["count"] += 1
    return list(found.values())


def _days(week: IsoWeek, posts: Sequence[Mapping[str, Any]], words: Words) -> list[dict[str, Any]]:
    """Monday to Sunday, and any other day that has a post."""
    usual = {(week.monday + dt.timedelta(days=n)).isoformat() for n in range(7)}
    days = []
    for iso in sorted(usual | {post["iso"] for post in posts}):
        day = dt.date.fromisoformat(iso)
        own = [post for post in posts if post["iso"] == iso]
        title = f"{words.weekday(day)}, {words.day(day)}"
        days.append(
            {
                "iso": iso,
                "anchor": f"hari-{iso}",
                "name": words.weekday(day, "weekdays_short"),
                "number": day.day,
                "title": title,
                "label": words("calendar_day", day=title, count=len(own)),
                "posts": own,
            }
        )
    return days


def _post(post: Post, message: Message, insights: Mapping[str, Insight], words: Words) -> dict[str, Any]:
    slot, caption = post.slot, post.caption
    placement = f"{slot.platform}/{slot.placement}"
    platform_name = words.known(f"platform.{slot.platform}", slot.platform)
    short = words.known(f"placement.{placement}", slot.placement.replace("_", " "))
    text = published_text(caption) if caption.limit else ""
    return {
        "id": post.id,
        "iso": slot.wall.date().isoformat(),
        "hour": words.hour(slot.wall),
        "due": words(
            "due", day=words.short_day(slot.wall.date()), hour=words.hour(slot.wall), zone=slot.zone_label
        ),
        "due_iso": slot.due.isoformat(),
        "platform": slot.platform,
        "platform_name": platform_name,
        "placement": placement,
        "placement_name_short": short,
        "placement_name": f"{platform_name} {short}",
        "takes_alt": words.known(f"placement.{placement}.alt", "yes") == "yes",
        "message": post.message_id,
        "headline": message.headline,
        "title": caption.title,
        "caption": text,
        "counter": _counter(caption, words),
        "fullness": _fullness(caption),
        "texts": [_further(one, words) for one in caption.texts],
        "pictures": [_picture(asset, number) for number, asset in enumerate(post.assets, 1)],
        "clip": [_picture(asset, number) for number, asset in enumerate(post.clip, 1)],
        "shape": _shape(post.assets),
        "link": post.link,
        "content_id": post.content_id,
        "folder": post.folder,
        "checks": _checks((*post.assets, *post.clip[:1]), words),
        "why": _why(post, message, insights.get(message.insight_id), words),
    }


def _further(text: FurtherText, words: Words) -> dict[str, Any]:
    return {
        "name": text.name,
        "label": words.known(f"text_{text.name}", text.name.replace("_", " ")),
        "text": text.text,
        "file": text.file,
        "counter": _counter(text, words),
        "fullness": _fullness(text),
    }


def _fullness(caption: Caption | FurtherText) -> str:
    """Whether a caption is over its limit, near it, or neither ("")."""
    if not caption.limit or caption.count < _NEAR_FULL * caption.limit:
        return ""
    return "over" if caption.count > caption.limit else "near"


def _counter(caption: Caption | FurtherText, words: Words) -> str:
    if not caption.limit:
        return ""
    text = words("counter", count=words.number(caption.count), limit=words.number(caption.limit))
    fullness = _fullness(caption)
    return f"{text}, {words(f'counter_{fullness}')}" if fullness else text


def _picture(asset: Asset, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "src": quote(asset.path),
        "path": asset.path,
        "file": asset.path.rsplit("/", 1)[-1],
        "width": asset.width,
        "height": asset.height,
        "alt": asset.alt_text,
    }


def _shape(assets: Sequence[Asset]) -> str:
    """The card's layout: whichever usual ratio is nearest to the first picture's."""
    if not assets:
        return "1x1"
    ratio = assets[0].width / assets[0].height
    return min(RATIOS, key=lambda name: abs(RATIOS[name] - ratio))


def _checks(assets: Sequence[Asset], words: Words) -> str:
    results = [check for asset in assets for check in asset.checks]
    failed = sum(not check.is_passed for check in results)
    return words("checks_failed", count=failed) if failed else words("checks_passed", count=len(results))


def _why(post: Post, message: Message, insight: Insight | None, words: Words) -> dict[str, Any]:
    return {
        "period": words.span(insight.period) if insight else "",
        "figures": [figure_row(name, figure, words) for name, figure in message.figures.items()],
        "factors": [
            {
                "name": words.known(f"factor_{name}", name),
                "value": words.number(value, 2),
                "width": f"{100 * min(max(value, 0.0), 1.0):.0f}",
            }
            for name, value in message.why.items()
        ],
        "tip": words("why_tip", tip=post.tip_id, family=post.tip_family, theme=post.theme)
        if post.tip_id
        else "",
        "sources": ", ".join(message.evidence),
    }


def figure_row(name: str, figure: Figure, words: Words) -> dict[str, str]:
    """One figure as a table row: label, value, how many accidents stand behind it, 95 % interval."""
    has_interval = figure.low is not None and figure.high is not None
    low, high = figure.low or 0.0, figure.high or 0.0
    return {
        "name": _figure_name(name, words),
        "value": printed(name, figure.value, figure.unit, words),
        "n": words.number(figure.n) if figure.n is not None else "",
        "interval": f"{printed(name, low, figure.unit, words)}–{printed(name, high, figure.unit, words)}"
        if has_interval
        else "",
    }


def _figure_name(name: str, words: Words) -> str:
    """The label of a figure; accidents_2 belongs to the place of rank 2."""
    stem, _, rank = name.rpartition("_")
    if rank.isdigit():
        return words("figure_ranked", name=_figure_name(stem, words), rank=rank)
    return words.known(f"figure_{name}", name.replace("_", " "))


def _moment(name: str, value: float, unit: str, words: Words) -> str:
    """An hour as 18.00, a day by its name, an hour of the week as both; "" for what is no moment."""
    if unit in {"h", "hour"} or name in {"window_start", "window_end"}:
        minutes = round(value * 60)
        return f"{minutes // 60:02d}{words('hour_sign')}{minutes % 60:02d}"
    if unit == "hour of the week":
        day = min(6, int(value / 24.001))  # 24.00 still belongs to its day
        return f"{words('weekdays').split()[day]} {_moment('', value - 24 * day, 'hour', words)}"
    if (name == "peak_weekday" or unit == "weekday") and 0 <= value <= 6:
        return words("weekdays").split()[int(value)]
    return ""


def printed(name: str, value: float, unit: str, words: Words) -> str:
    """A figure's value as a reader expects it: a share in percent, an hour as 18.00, a count whole."""
    if name == "p_double":
        return words.chance(value)
    if unit == "share" or name.endswith("share"):
        return words.percent(value)
    moment = _moment(name, value, unit, words)
    if moment:
        return moment
    if name in {"p_value", "q_value"}:
        return words.small(value)
    return words.number(value) if float(value).is_integer() else words.estimate(value)
