"""Turns a file that somebody edited in a pack into an official change of that week."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import QueueError
from generator.posting import pack
from generator.records import IsoWeek

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from generator.home import Home
    from generator.terminal import Terminal


@dataclass(frozen=True, slots=True)
class _Edited:
    """An edited file and the post that it belongs to."""

    path: Path
    campaign: str
    week: IsoWeek
    post: dict[str, Any]


def take_over(home: Home, options: argparse.Namespace, terminal: Terminal) -> None:
    """Write the edit into campaigns/<id>/<week>.toml and take the edited file out of the pack.

    Raises QueueError for a file that no change can stand for.
    """
    edited = _find(home, options.file.resolve())
    change = {"post": edited.post["id"], **_change(home, edited), "by": options.by, "why": options.why}
    target = home.week_changes(edited.campaign, edited.week)
    target.parent.mkdir(parents=True, exist_ok=True)
    # a JSON string is a TOML basic string as long as nothing is escaped as a surrogate pair
    lines = [f"{key} = {_toml(value)}" for key, value in change.items()]
    with target.open("a", encoding="utf-8", newline="\n") as file:
        file.write("\n[[change]]\n" + "\n".join(lines) + "\n")
    edited.path.unlink()
    terminal.say("taken_over", path=target)


def _find(home: Home, path: Path) -> _Edited:
    """The post whose folder holds the file."""
    try:
        campaign, week, *rest = path.relative_to(home.output.resolve()).parts
        if "-kilat-" in week:
            raise QueueError(
                str(path),
                "peringatan cepat tidak disunting di foldernya",
                f"Tahan dengan python run.py hold week:{week} --by NAMA --why ALASAN, "
                "lalu buat lagi dengan kata-kata yang benar",
            )
        iso = IsoWeek.parse(week)
    except ValueError:
        raise QueueError(
            str(path), "bukan berkas di folder pekan", "Sebutkan berkas di output/<nama>/<pekan>/posts"
        ) from None
    if not path.is_file():
        raise QueueError(str(path), "berkas tidak ada", "Periksa jalurnya")
    folder = "/".join(rest[:-1])
    for post in pack.read_manifest(home.pack(campaign, iso))["posts"]:
        if post["folder"] == folder:
            return _Edited(path, campaign, iso, post)
    raise QueueError(
        str(path), "tidak termasuk unggahan mana pun", "Hapus atau pindahkan berkas itu dari folder pekan"
    )


def _toml(value: str | dict[str, str]) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(text)}' for key, text in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def _change(home: Home, edited: _Edited) -> dict[str, str | dict[str, str]]:
    """The keys of the change that the edit stands for."""
    name = edited.path.name
    texts = {text["file"]: text["name"] for text in edited.post["caption"].get("texts", ())}
    if name == "caption.txt":
        return {"caption": edited.path.read_text(encoding="utf-8-sig").strip()}
    if name in texts:
        return {"texts": {texts[name]: edited.path.read_text(encoding="utf-8-sig").strip()}}
    if name == "1.alt.txt":
        return {"alt": edited.path.read_text(encoding="utf-8-sig").strip()}
    if re.fullmatch(r"1\.(jpg|png)", name):
        shelf = home.week_changes(edited.campaign, edited.week).with_suffix("")
        shelf.mkdir(parents=True, exist_ok=True)
        kept = shelf / f"{edited.post['id']}{edited.path.suffix}"
        shutil.copyfile(edited.path, kept)
        return {"picture": str(kept), "alt": edited.post["assets"][0]["alt_text"]}
    raise QueueError(
        str(edited.path),
        "perubahan berkas ini tidak bisa diambil alih",
        f"Yang bisa: {', '.join(('caption.txt', *texts, '1.alt.txt', '1.jpg', '1.png'))}; "
        "pindahkan yang lain dari folder pekan",
    )
