"""A post: words, pictures and hour of one slot, the folder it lies in, and the identity that an approval is bound to."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.records import Asset, Caption, Message, Post, Slot, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SLUG_LENGTH = 24


def slug(text: str) -> str:
    """At most 24 ASCII characters of a-z, 0-9 and hyphen, for folder names on every system."""
    plain_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain_text).strip("-")[:SLUG_LENGTH].strip("-") or "pesan"


def folder_of(slot: Slot, message: Message) -> str:
    """posts/<platform>/<placement>/2026-11-23T0700-<slug>, relative to the pack."""
    return f"posts/{slot.platform}/{slot.placement}/{slot.wall:%Y-%m-%dT%H%M}-{slug(message.id)}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a post shows: pictures, and film with cover where there is one."""

    pictures: Sequence[Asset]
    clip: Sequence[Asset] = ()


def make_post(
    slot: Slot, message: Message, caption: Caption, shown: Shown, *, folder: str, link: str = ""
) -> Post:
    """The post with its content id: any change of words, pictures, clip, alt texts, placement or hour gives another."""
    content = {
        "platform": slot.platform,
        "placement": slot.placement,
        "due": plain(slot.due),
        "caption": plain(caption),
        "link": link,
        "pictures": [[asset.sha256, asset.alt_text] for asset in shown.pictures],
    }
    if shown.clip:  # a post without keeps the identity that it had before there were clips
        content["clip"] = [asset.sha256 for asset in shown.clip]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Post(
        id=slot.id,
        slot=slot,
        message_id=message.id,
        folder=folder,
        caption=caption,
        assets=tuple(shown.pictures),
        clip=tuple(shown.clip),
        tip_id=message.tip_id,
        tip_family=message.tip_family,
        theme=message.theme,
        content_id=hashlib.sha256(canonical.encode()).hexdigest(),
        link=link,
    )


def published_text(caption: Caption) -> str:
    """The caption as it is pasted: words, then hashtags on a line of their own."""
    tags = " ".join(caption.hashtags)
    return "\n\n".join(part for part in (caption.text, tags) if part)


def write_texts(post: Post, pack: Path, words: Mapping[str, str]) -> None:
    """caption.txt (always), title.txt where the placement has a title, further texts, N.alt.txt beside each picture."""
    folder = pack / post.folder
    folder.mkdir(parents=True, exist_ok=True)
    text = published_text(post.caption) if post.caption.limit else f"# {words['no_caption']}"
    _write(folder / "caption.txt", text)
    if post.caption.title:
        _write(folder / "title.txt", post.caption.title)
    for further in post.caption.texts:
        _write(folder / further.file, further.text)
    for number, asset in enumerate(post.assets, 1):
        _write(folder / f"{number}.alt.txt", asset.alt_text)


def _write(path: Path, text: str) -> None:
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
