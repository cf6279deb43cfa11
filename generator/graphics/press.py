"""The press: pictures and clips of a week drawn by light worker processes and written into the pack's folder.

A worker imports Jinja2, the engine and Pillow, never pandas. Placements of one geometry share a drawing, so that a
picture is drawn and checked once and encoded once.
"""

from __future__ import annotations

import concurrent.futures
import hashlib
import multiprocessing
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from generator.graphics import encode
from generator.graphics.infographic import DrawnPicture, Studio
from generator.records import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.graphics.direction import Look
    from generator.graphics.logo import Logo
    from generator.graphics.map_layers import MapLayers
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
        )


@dataclass(frozen=True, slots=True)
class Printed:
    """What a job wrote: the assets of each folder, in the order of the job, and the masters."""

    folders: tuple[tuple[str, tuple[Asset, ...]], ...]
    masters: tuple[Asset, ...]


Filmed = tuple[tuple[str, tuple[Asset, ...]], ...]  # film and cover of each folder, in the order of the job


class Press:
    """Two workers, started before they are needed: they import while the main process reads the data."""

    def __init__(self) -> None:
        self._pool = concurrent.futures.ProcessPoolExecutor(
            max_workers=min(WORKERS, os.cpu_count() or 1),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_end_with_parent,
        )
        self._warm = [self._pool.submit(_warm_up) for _ in range(WORKERS)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def run(self, studios: Studios, jobs: Sequence[PictureJob]) -> Iterator[Printed]:
        """Each job's result in the order of the jobs. Raises RenderingError for a picture that fails its checks."""
        waiting = [self._pool.submit(print_job, studios, job) for job in jobs]
        for one in waiting:
            yield one.result()

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


def _warm_up() -> int:
    """Asked of each worker at the start: to find this function it imports the room and the engine."""
    import PIL.Image
    import pytakumi

    return len(PIL.Image.__name__) + len(pytakumi.__name__)


def print_job(studios: Studios, job: PictureJob) -> Printed:
    """Draw one job and write its pictures."""
    studio = Studio(studios.home, studios.style, job.layers, studios.logo)
    drawn = studio.draw(job.message, job.insight, job.placements[0], job.look)
    encoded: dict[tuple[int, str], bytes] = {}
    folders = []
    for placement, folder in zip(job.placements, job.folders, strict=True):
        assets = []
        for number, picture in enumerate(drawn, 1):
            kind = placement.formats[0]
            data = encoded.get((number, kind), b"")
            if not data or (placement.max_bytes and len(data) > placement.max_bytes):
                data = encoded[number, kind] = encode.encoded(picture.image, kind, placement.max_bytes)
            assets.append(_write(studios.folder, f"{folder}/{number}.{kind}", data, picture))
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
