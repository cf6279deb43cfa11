"""A manifest (week.json) as rows for the store, and what two plans of one week have in common."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from generator.errors import QueueError
from generator.posting.database import instant, instant_text
from generator.records import Manifest, plain

if TYPE_CHECKING:
    from collections.abc import Mapping


def as_dict(manifest: Manifest | Mapping[str, Any]) -> dict[str, Any]:
    """The manifest as week.json has it."""
    return dict(plain(manifest)) if isinstance(manifest, Manifest) else dict(manifest)


def digest_of(manifest: Mapping[str, Any]) -> str:
    """sha256 of the manifest in one canonical form."""
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def planned_rows(manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One dict per post, keys as the columns of `slot`, in order of time.

    Raises QueueError when the manifest is not one, or names no files for a post.
    """
    try:
        messages = {message["id"]: message for message in manifest["messages"]}
        rows = [_row(post, manifest, messages.get(post["message_id"], {})) for post in manifest["posts"]]
    except (KeyError, TypeError, ValueError) as error:
        raise QueueError(
            f"week.json pekan {manifest.get('week', '?')}",
            f"isinya tidak lengkap ({error!r})",
            "Jalankan run.py untuk membuat pekan itu lagi",
        ) from error
    return sorted(rows, key=lambda row: (row["due"], row["slot_id"]))


def _row(post: Mapping[str, Any], manifest: Mapping[str, Any], message: Mapping[str, Any]) -> dict[str, Any]:
    slot = post["slot"]
    below = f"{post['folder']}/"
    files = {
        path.removeprefix(below): sha256
        for path, sha256 in sorted(manifest["files"].items())
        if path.startswith(below)
    }
    if not files:
        raise ValueError(post["folder"])
    return {
        "slot_id": post["id"],
        "week": manifest["week"],
        "platform": slot["platform"],
        "placement": slot["placement"],
        "due": instant_text(instant(slot["due"])),
        "wall": slot["wall"],
        "zone": slot["zone"],
        "zone_label": slot["zone_label"],
        "message_id": post["message_id"],
        "pillar": message.get("pillar", ""),
        "about": message.get("about", ""),
        "tip_id": post["tip_id"],
        "tip_family": post["tip_family"],
        "theme": post["theme"],
        "folder": post["folder"],
        "content_id": post["content_id"],
        "until": instant_text(instant(post["until"])) if post.get("until") else "",
        "files": json.dumps(files, sort_keys=True),
    }
