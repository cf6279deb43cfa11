"""agenda.ics: the week's posts for a phone's or office's calendar (RFC 5545), the same bytes for the same week."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from generator.records import IsoWeek

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.records import Manifest, Post

_OCTETS = 75  # of a line, without its end
_LAST_MINUTE = "PT15M"


def write_ics(manifest: Manifest, path: Path, revisions: Mapping[str, int] | None = None) -> Path:
    """The calendar of one pack.

    UID is the slot id with its campaign, so that a new file moves an entry instead of doubling it; SEQUENCE is the
    revision less one (0 in the pack, which knows no state); DTSTAMP comes from the week. Times are UTC, so that no
    reader needs our zone table; the zone that people read stands in the summary.
    """
    stamp = f"{IsoWeek.parse(manifest.week[:8]).monday:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Selamat//agenda//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(f'{manifest.unit}, pekan {manifest.week}')}",
    ]
    heads = {message.id: message.headline for message in manifest.messages}
    for post in sorted(manifest.posts, key=lambda post: (post.slot.due, post.id)):
        sequence = (revisions or {}).get(post.id, 1) - 1
        lines += _event(post, heads.get(post.message_id, post.message_id), manifest, stamp, sequence)
    lines.append("END:VCALENDAR")
    path.write_bytes("".join(f"{_folded(line)}\r\n" for line in lines).encode())
    return path


def _event(post: Post, headline: str, manifest: Manifest, stamp: str, sequence: int) -> list[str]:
    slot = post.slot
    summary = f"{slot.platform} {slot.placement} {slot.wall:%H.%M} {slot.zone_label}: {headline}"
    words = "\n\n".join(part for part in (post.caption.title, post.caption.text) if part)
    folder = f"{manifest.week}/{post.folder}"
    return [
        "BEGIN:VEVENT",
        f"UID:{post.id}@{manifest.campaign}.selamat",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{sequence}",
        f"DTSTART:{slot.due.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"DURATION:{_LAST_MINUTE}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(words + chr(10) * 2 + folder if words else folder)}",
        f"CATEGORIES:{_escaped(slot.platform)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-{_LAST_MINUTE}",
        f"DESCRIPTION:{_escaped(summary)}",
        "END:VALARM",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """TEXT of RFC 5545 3.3.11; other control characters may not stand in a calendar."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign for sign in plain if sign in "\n\t" or (ord(sign) >= 32 and ord(sign) != 127))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """At most 75 octets a line, never cut inside a character; a line that goes on begins with a space."""
    parts, part, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += sign
        size += octets
    return "\r\n".join([*parts, part])
