"""The press: pictures and clips of a week drawn by light worker processes and written into the pack's folder.

A worker imports Jinja2, the engine and Pillow, never pandas. Placements of one geometry share a drawing, so that a
picture is drawn and checked once and encoded once.
"""

from __future__ import annotations

import concurrent.futures
import dataclasses
import functools
import hashlib
import multiprocessing
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from generator.errors import RenderingError
from generator.graphics import encode, fonts
from generator.graphics.canvas import Canvas, forget_drawings
from generator.graphics.checks import check_size
from generator.graphics.filling import warm
from generator.graphics.infographic import DrawnPicture, Studio
from generator.graphics.paper import PAPERS
from generator.graphics.print_room import print_page
from generator.records import Asset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from generator.graphics.direction import Look
    from generator.graphics.logo import Logo
    from generator.graphics.map_layers import MapLayers
    from generator.graphics.print_room import PrintJob
    from generator.home import Home
    from generator.platforms import Placement
    from generator.records import ClipScene, Insight, Message
    from generator.themes import Style

CLIP, COVER = "clip", "sampul.jpg"  # names in a post's folder; the suffix of a clip is its format
WORKERS = 2  # an office PC has two cores; more only cost memory


@dataclass(frozen=True, slots=True)
class Studios:
    """What every drawing of a week has in common."""

    home: Home
    style: Style
    logo: Logo | None
    folder: Path  # the pack that is being written


@dataclass(frozen=True, slots=True)
class PictureJob:
    """One message for the placements of one geometry; `folders` are relative to the pack, one a placement."""

    message: Message
    insight: Insight
    placements: tuple[Placement, ...]
    folders: tuple[str, ...]
    master: str  # relative path of the PNG master without slide number and suffix, "" for none
    layers: MapLayers | None  # only for messages that are drawn on a map
    look: Look | None = None  # the week's choice for this message


@dataclass(frozen=True, slots=True)
class ClipJob:
    """One clip for the placements that show the same one; `folders` as in PictureJob."""

    message: Message
    insight: Insight
    placement: Placement
    folders: tuple[str, ...]
    scenes: tuple[ClipScene, ...]
    layers: MapLayers | None
    look: Look | None = None

    def is_like(self, other: ClipJob) -> bool:
        """Whether one clip serves both."""
        return (
            self.message.id == other.message.id
            and self.scenes == other.scenes
            and self.placement.clip == other.placement.clip
            and self.placement.draws_like(other.placement)
            and self.placement.safe == other.placement.safe  # every frame keeps to its own zone
        )


@dataclass(frozen=True, slots=True)
class Printed:
    """What a job wrote: the assets of each folder, in the order of the job, and the masters."""

    folders: tuple[tuple[str, tuple[Asset, ...]], ...]
    masters: tuple[Asset, ...]


Filmed = tuple[tuple[str, tuple[Asset, ...]], ...]  # film and cover of each folder, in the order of the job


class Press:
    """Two workers, started before they are needed: they import while the main process reads the data.

    With a `home` they also translate its designs, which is worth it for a week and not for a single message.
    """

    def __init__(self, home: Home | None = None) -> None:
        self._pool = concurrent.futures.ProcessPoolExecutor(
            max_workers=min(WORKERS, os.cpu_count() or 1),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_end_with_parent,
        )
        self._warm = [self._pool.submit(_warm_up, home) for _ in range(WORKERS)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def run(self, studios: Studios, jobs: Sequence[PictureJob]) -> Iterator[Printed]:
        """Each job's result in the order of the jobs. Raises RenderingError for a picture that fails its checks."""
        waiting = [self._pool.submit(print_job, studios, job) for job in jobs]
        for one in waiting:
            yield one.result()

    def print_pages(self, studios: Studios, jobs: Sequence[PrintJob]) -> Callable[[], tuple[Asset, ...]]:
        """Starts each page as a PDF in the pack's folder; calling what comes back waits for them.

        That call raises RenderingError for a page that fails its checks.
        """
        # The largest sheets first, so that no worker is left alone with one at the end.
        order = sorted(jobs, key=lambda job: PAPERS[job.paper].height_mm, reverse=True)
        waiting = {job.path: self._pool.submit(print_page, studios, job) for job in order}
        return lambda: tuple(waiting[job.path].result() for job in jobs)

    def film(self, studios: Studios, jobs: Sequence[ClipJob]) -> Iterator[Filmed]:
        """Each clip in the order of the jobs. Raises RenderingError for one that fails its checks."""
        waiting = [self._pool.submit(film_job, studios, job) for job in jobs]
        for one in waiting:
            yield one.result()


def _end_with_parent() -> None:
    """A killed run leaves no worker behind: each waits in the background for the end of the process that started it."""

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _warm_up(home: Home | None) -> int:
    """Asked of each worker at the start: to find this function it imports the room, then it opens engine and fonts.

    Gives how many templates of `home` it translated; a fault in one is told when a picture needs it.
    """
    Canvas(1, 1).render(f"<div>{fonts.missing_signs(fonts.icon('check'))}</div>", "")
    return warm(home) if home is not None else 0


def print_job(studios: Studios, job: PictureJob) -> Printed:
    """Draw one job and write its pictures. Raises RenderingError for one that fails a check or fits no byte limit."""
    studio = _studio(studios).with_layers(job.layers)
    first, *also = job.placements
    drawn = studio.draw(job.message, job.insight, first, job.look, also=tuple(also))
    known: dict[tuple[int, str], encode.Encoded] = {}
    folders = []
    for placement, folder in zip(job.placements, job.folders, strict=True):
        kind, assets = placement.formats[0], []
        for number, picture in enumerate(drawn, 1):
            file = known.get((number, kind))
            if file is None or len(file.data) > placement.max_bytes > 0:
                file = known[number, kind] = _encoded(picture, placement, job)
            size = check_size(len(file.data), placement, file.quality)
            checked = dataclasses.replace(picture, checks=(*picture.checks, size))
            assets.append(_write(studios.folder, f"{folder}/{number}.{kind}", file.data, checked))
        folders.append((folder, tuple(assets)))
    masters = tuple(
        _write(studios.folder, f"{job.master}-{number}.png", encode.encoded(picture.image, "png"), picture)
        for number, picture in enumerate(drawn, 1)
        if job.master
    )
    return Printed(tuple(folders), masters)


def film_job(studios: Studios, job: ClipJob) -> Filmed:
    """Draw one clip and write it, with its cover, into each of its folders."""
    from generator.graphics.clip import make_clip
    from generator.graphics.film import write_film

    placement = job.placement
    assert placement.clip is not None
    studio = Studio(studios.home, studios.style, job.layers, studios.logo)
    clip = make_clip(studio, job)
    first = studios.folder / job.folders[0] / f"{CLIP}.{placement.clip.format}"
    first.parent.mkdir(parents=True, exist_ok=True)
    write_film(clip.frames(), first, placement.clip.max_bytes)
    film, cover = first.read_bytes(), clip.cover()
    forget_drawings()
    shown = DrawnPicture(cover, "+".join(clip.designs), job.message.alt_text, clip.checks, clip.texts, ())
    jpeg = encode.encoded(cover, "jpg", placement.max_bytes)
    return tuple(
        (
            folder,
            (
                _write(studios.folder, f"{folder}/{first.name}", film, shown),
                _write(studios.folder, f"{folder}/{COVER}", jpeg, shown),
            ),
        )
        for folder in job.folders
    )


@functools.lru_cache(maxsize=1)
def _studio(studios: Studios) -> Studio:
    """Theme, designs and logo of a week are read once in a worker."""
    return Studio(studios.home, studios.style, None, studios.logo)


def _encoded(picture: DrawnPicture, placement: Placement, job: PictureJob) -> encode.Encoded:
    """The file within the placement's limit. Raises RenderingError naming design, placement and message."""
    try:
        return encode.fitted(picture.image, placement.formats[0], placement.max_bytes)
    except RenderingError as error:
        where = f"gambar {picture.design} untuk {placement.id}, pesan {job.message.id}"
        raise RenderingError(where, f"{error.where}: {error.found}", error.advice) from error


def _write(pack: Path, path: str, data: bytes, picture: DrawnPicture) -> Asset:
    target = pack / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return Asset(
        path=path,
        width=picture.image.width,
        height=picture.image.height,
        alt_text=picture.alt_text,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        design=picture.design,
        checks=picture.checks,
        texts=picture.texts,
        says=picture.says,
    )
