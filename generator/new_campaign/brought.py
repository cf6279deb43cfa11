"""Files from elsewhere brought into the folder of the campaign: a week must be repeatable, and USB sticks leave."""

from __future__ import annotations

import contextlib
import filecmp
import glob
import re
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.accidents.proposal.look import SIDE_SUFFIXES
from generator.accidents.wall.privacy import is_personal
from generator.errors import SettingsError
from generator.settings import OSM_CREDIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.accidents.proposal.records import Proposal
    from generator.settings import Data


@dataclass(frozen=True, slots=True)
class Plan:
    """Where every file of a proposal will lie, and which of them have to be copied there."""

    root: Path
    folder: Path
    places: dict[Path, Path]  # file as given -> file as the campaign names it
    copies: tuple[tuple[Path, Path], ...]


def plan(proposal: Proposal, root: Path, folder: Path) -> Plan:
    """Files inside the project stay where they are, others go to `folder`.

    Raises SettingsError for two files of one name, and for a different file that is there already.
    """
    root = root.resolve()
    places: dict[Path, Path] = {}
    copies: list[tuple[Path, Path]] = []
    for path in _files(proposal):
        if path.is_relative_to(root):
            places[path] = path
            continue
        goal = folder.resolve() / _copied_name(path)
        if goal in places.values():
            raise SettingsError(
                path.name, "dua berkas bernama sama dari folder yang berbeda", "Ganti nama salah satunya"
            )
        places[path] = goal
        copies += _copies(path, goal)
    return Plan(root, folder.resolve(), places, tuple(copies))


def _copied_name(path: Path) -> str:
    """The file's own name, without signs of patterns; a file called after a person gets a plain one."""
    if is_personal(re.sub(r"[_-]+", " ", path.stem)) or is_personal(path.stem):
        return f"data{path.suffix.lower()}"
    return re.sub(r"[*?\[\]]", "_", path.name)


def _files(proposal: Proposal) -> list[Path]:
    maps = [path for path in (proposal.roads, proposal.boundary, proposal.areas) if path]
    return [*proposal.accidents, *(path for one in proposal.related for path in one.files), *maps]


def _copies(path: Path, goal: Path) -> Iterator[tuple[Path, Path]]:
    """The file and, of a Shapefile, its other parts; a file that is there with the same content is left."""
    parts = [path]
    if path.suffix.lower() == ".shp":
        parts += [
            p
            for p in sorted(path.parent.glob(f"{glob.escape(path.stem)}.*"))
            if p.suffix.lower() in SIDE_SUFFIXES
        ]
    for part in parts:
        there = goal.with_suffix(part.suffix) if part != path else goal
        if not there.exists():
            yield part, there
        elif not filecmp.cmp(part, there, shallow=False):
            raise SettingsError(
                str(there.name), f"berkas dengan nama itu sudah ada di {there.parent} dan isinya lain",
                "Ganti nama berkas yang baru, lalu jalankan lagi",
            )  # fmt: skip


@contextlib.contextmanager
def carried_out(plan: Plan) -> Iterator[None]:
    """The copies, made for what is done inside; whatever stops it takes them away again."""
    made: list[Path] = []
    new_folders = [p for p in (plan.folder, *plan.folder.parents) if plan.copies and not p.exists()]
    try:
        for source, goal in plan.copies:
            goal.parent.mkdir(parents=True, exist_ok=True)
            made.append(goal)
            shutil.copyfile(source, goal)
        yield
    except BaseException as error:
        for path in made:
            path.unlink(missing_ok=True)
        for folder in new_folders:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise SettingsError(
                str(plan.folder),
                f"tidak dapat ditulis ({error.strerror})",
                "Periksa izin folder dan ruang disk",
            ) from error
        raise


def data_for(proposal: Proposal, plan: Plan) -> Data:
    """The proposal's data section with paths from the project folder, patterns where they mean the same files."""
    related = {one.role + "\0".join(one.key): one.files for one in proposal.related}
    joins = tuple(
        replace(join, files=_patterns(related[join.role + "\0".join(join.key)], plan))
        for join in proposal.data.join
    )

    def single(path: Path | None) -> str:
        return _relative(plan.places[path], plan) if path else ""

    return replace(
        proposal.data,
        accidents=_patterns(proposal.accidents, plan),
        join=joins,
        roads=single(proposal.roads),
        boundary=single(proposal.boundary),
        areas=single(proposal.areas),
        road_credit=_credit(proposal),
    )


def _credit(proposal: Proposal) -> str:
    """Source and licence of the layers where their format tells them: only OpenStreetMap writes these files."""
    layers = [path for path in (proposal.roads, proposal.boundary, proposal.areas) if path]
    is_osm = layers and all(path.suffix.lower() in {".osm", ".pbf"} for path in layers)
    return OSM_CREDIT if is_osm else ""


def _patterns(paths: tuple[Path, ...], plan: Plan) -> tuple[str, ...]:
    """Names of files; a whole folder of one ending as a pattern, so that next month's export needs no change."""
    places = [plan.places[path] for path in paths]
    named: dict[str, None] = {}
    for place in places:
        alike = {p for p in places if (p.parent, p.suffix) == (place.parent, place.suffix)}
        there = {
            p
            for p in place.parent.glob(f"*{place.suffix}")
            if p.is_file() and not p.name.startswith((".", "~$"))
        }
        there |= {
            goal for _, goal in plan.copies if (goal.parent, goal.suffix) == (place.parent, place.suffix)
        }
        is_own = place.is_relative_to(plan.folder) and place.suffix != ""
        pattern = glob.escape(_relative(place.parent, plan)) + f"/*{place.suffix}"
        named[pattern if is_own and there == alike else glob.escape(_relative(place, plan))] = None
    return tuple(named)


def _relative(path: Path, plan: Plan) -> str:
    """From the project folder with forward slashes; a file elsewhere by its whole path."""
    return path.relative_to(plan.root).as_posix() if path.is_relative_to(plan.root) else path.as_posix()
