"""A person's changes to one week: skip, tip, caption, alt text, hour, picture, note, with who and why.

They stand in `campaigns/<id>/<week>.toml`; the first run of a week writes that file with every line commented out.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.errors import SettingsError
from generator.platforms import WallTime
from generator.settings import is_local, read_section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.home import Home
    from generator.records import IsoWeek, Message, Post


@dataclass(frozen=True, slots=True)
class Change:
    """One [[change]]: of a post (by slot id) or of a whole message; `by` and `why` are required."""

    post: str = ""
    message: str = ""
    skip: bool = False
    tip: str = ""  # id of another tip, for a message
    caption: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)  # name of a further text -> its words
    alt: str = ""
    hour: str = ""  # "sen 07.00"
    picture: str = ""  # own picture, a path on this computer
    note: str = ""
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class WeekChanges:
    """All changes of one week; `sha256` is of the file, empty when it says nothing."""

    changes: tuple[Change, ...] = ()
    sha256: str = ""

    def of_post(self, slot_id: str) -> tuple[Change, ...]:
        """Changes of this post, in the order of the file."""
        return tuple(change for change in self.changes if change.post == slot_id)

    def of_message(self, message_id: str) -> tuple[Change, ...]:
        """Changes of this message, in the order of the file."""
        return tuple(change for change in self.changes if change.message == message_id)

    def unknown(self, known: Iterable[str]) -> tuple[str, ...]:
        """What is named here and does not exist this week."""
        names = set(known)
        return tuple(
            n for change in self.changes for n in (change.post, change.message) if n and n not in names
        )


def load_changes(home: Home, campaign: str, week: IsoWeek) -> WeekChanges:
    """The week's changes; none when there is no file. Raises SettingsError with every fault."""
    path = home.week_changes(campaign, week)
    where = f"campaigns/{campaign}/{path.name}"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return WeekChanges()
    try:
        raw = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            where, f"bukan TOML yang benar ({error})", "Perbaiki baris yang disebut"
        ) from error
    faults = [f'kunci "{key}" tidak dikenal (mungkin "change")' for key in raw if key != "change"]
    changes = []
    for number, one in enumerate(raw.get("change", []), 1):
        before = len(faults)
        values = read_section(Change, one, f"change[{number}].", faults)
        if len(faults) == before:
            changes.append(Change(**values))
            faults += _check(changes[-1], f"change[{number}]")
    if faults:
        raise SettingsError(
            where, "; ".join(faults), "Perbaiki baris itu; contohnya ada di bagian atas berkas"
        )
    return WeekChanges(tuple(changes), hashlib.sha256(content).hexdigest() if changes else "")


def _check(change: Change, at: str) -> list[str]:
    """What the types cannot say."""
    faults = []
    if bool(change.post) == bool(change.message):
        faults.append(f"{at}: isi salah satu, post atau message")
    if not change.by or not change.why:
        faults.append(f"{at}: by (siapa) dan why (alasan) wajib diisi")
    if change.tip and not change.message:
        faults.append(f"{at}: tip hanya untuk message")
    if change.message and (change.caption or change.texts or change.alt or change.hour or change.picture):
        faults.append(f"{at}: caption, texts, alt, hour, dan picture hanya untuk post")
    if change.picture and not is_local(change.picture):
        faults.append(f'{at}: picture = "{change.picture}" bukan berkas di komputer ini')
    if change.hour:
        try:
            WallTime.parse(change.hour)
        except ValueError:
            faults.append(f'{at}: hour = "{change.hour}" bukan hari dan jam (misalnya "sen 07.00")')
    return faults


_GUIDE = """\
# Perubahan untuk pekan {week}. Semua baris masih komentar, jadi belum ada yang berubah.
# Hapus tanda # pada blok yang diperlukan, isi by (siapa) dan why (alasan), lalu jalankan ulang run.py.
#
# Untuk satu pesan:                        Untuk satu unggahan:
#   skip = true    tidak dibuat              skip = true        tidak dibuat
#   tip = "..."    tip lain (id)             caption = "..."    teks lain
#                                            texts = {{script = "..."}}  naskah atau teks lain di samping caption
#                                            alt = "..."        teks alternatif lain
#                                            hour = "sen 07.00" hari dan jam lain di pekan ini
#                                            picture = "..."    gambar sendiri (jalur berkas)
#                                            note = "..."       catatan untuk petugas unggah
"""


def write_guide(
    home: Home, campaign: str, week: IsoWeek, messages: Iterable[Message], posts: Iterable[Post]
) -> bool:
    """Write the file with every line commented out, once; False when it is there or cannot be written.

    A folder that cannot be written to is no reason to lose a week: the file only helps.
    """
    path = home.week_changes(campaign, week)
    if path.exists():
        return False
    lines = [_GUIDE.format(week=week)]
    lines += [
        f'# [[change]]\n# message = "{message.id}"   # {message.headline}\n# tip = "{message.tip_id}"\n'
        '# by = ""\n# why = ""\n'
        for message in messages
    ]
    lines += [f'# [[change]]\n# post = "{post.id}"\n# by = ""\n# why = ""\n' for post in posts]
    beside = path.with_suffix(".baru")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text("\n".join(lines), encoding="utf-8", newline="\n")
        os.replace(beside, path)  # noqa: PTH105 - one name for Windows and POSIX
    except OSError:
        return False
    return True
