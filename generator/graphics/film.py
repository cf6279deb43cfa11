"""Pictures to a film: H.264 in MP4 with a silent sound track, the same bytes for the same pictures.

Needs the optional extra `av` (FFmpeg's libraries); only this module knows it. The film is written by a process of its
own while the next picture is drawn, so that neither needs much memory: pictures go through a pipe, one at a time.
"""

from __future__ import annotations

import fractions
import importlib.util
import multiprocessing
from typing import TYPE_CHECKING, Any

from generator.errors import RenderingError, SettingsError
from generator.graphics.motion import FPS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.connection import Connection
    from pathlib import Path

    from PIL.Image import Image

SOUND_HZ, SOUND_FRAME = 48_000, 1024  # AAC codes 1024 samples at a time
_BT709 = 1  # the number of this standard for primaries, transfer and matrix (ITU-T H.273)
_LIMITED = 1  # 16-235, what every player expects of video
_BITEXACT = 1 << 23  # AV_CODEC_FLAG_BITEXACT: no name of the library inside
# One thread without look-ahead: the same library writes the same bytes on any number of cores, and memory stays low.
_X264 = {
    "preset": "veryfast",
    "crf": "19",
    "x264-params": "threads=1:lookahead-threads=1:sync-lookahead=0:rc-lookahead=0:bframes=0:ref=1:keyint=48:mbtree=0",
}


def is_ready() -> bool:
    """Whether the optional extra is installed."""
    return importlib.util.find_spec("av") is not None


def refuse_without_extra(campaign: str) -> None:
    """Raises SettingsError with the command that installs the extra when it is not there."""
    if not is_ready():
        raise SettingsError(
            f"campaigns/{campaign}.toml, [look] clips",
            "paket untuk membuat klip belum terpasang",
            "Jalankan sekali: python3 run.py setup clips, atau tulis clips = false",
        )


def write_film(pictures: Iterable[tuple[Image, int]], path: Path, max_bytes: int) -> int:
    """Writes the film and gives its size in bytes; each RGBA picture comes with its number of frames.

    Raises RenderingError when the film is larger than `max_bytes`, OSError when it cannot be written.
    """
    spawning = multiprocessing.get_context("spawn")
    here, there = spawning.Pipe()
    writer = spawning.Process(target=_write, args=(there, str(path)), daemon=True)
    writer.start()
    there.close()
    with here:
        try:
            for picture, count in pictures:
                here.send((picture.size, count))
                here.send_bytes(picture.tobytes())
            here.send(None)
            fault = here.recv()
        except (BrokenPipeError, ConnectionResetError, EOFError):
            fault = here.recv() if here.poll() else (None, "proses penulis klip berhenti")
        writer.join()
    if fault is not None:
        raise OSError(*fault, str(path))
    size = path.stat().st_size
    if size > max_bytes:
        raise RenderingError(
            f"klip {path.name}", f"{size} byte, batas penempatan {max_bytes} byte", "Tulis clips = false"
        )
    return size


def _write(pictures: Connection, path: str) -> None:
    """The other process: every picture from the pipe into the film, then None back, or what the system had against it."""
    import av

    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    try:
        with av.open(path, "w", format="mp4", options=options) as film:
            reel = _Reel(film)
            while (told := pictures.recv()) is not None:
                size, count = told
                reel.show(pictures.recv_bytes(), size, count)
            reel.end()
    except EOFError:
        return  # whoever draws has gone: nobody waits for an answer
    except OSError as error:
        pictures.send((error.errno, error.strerror))
        return
    pictures.send(None)


class _Reel:
    """The two tracks of a film that is being written."""

    def __init__(self, film: Any) -> None:
        self.film = film
        self.video: Any = None
        self.sound: Any = None
        self.shown = self.heard = 0  # frames, samples

    def _start(self, size: tuple[int, int]) -> None:
        self.video = self.film.add_stream("libx264", rate=FPS, options=_X264)
        self.video.width, self.video.height = size
        self.video.pix_fmt = "yuv420p"
        context = self.video.codec_context
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = _LIMITED
        context.flags |= _BITEXACT
        self.sound = self.film.add_stream("aac", rate=SOUND_HZ, layout="stereo")
        self.sound.bit_rate = 64_000
        self.sound.codec_context.flags |= _BITEXACT

    def show(self, rgba: bytes, size: tuple[int, int], count: int) -> None:
        """One picture for `count` frames."""
        import av

        if self.video is None:
            self._start(size)
        frame = av.VideoFrame.from_bytes(rgba, *size, format="rgba").reformat(
            format="yuv420p", dst_colorspace=_BT709, dst_color_range=_LIMITED
        )
        frame.time_base = fractions.Fraction(1, FPS)
        for _ in range(count):
            frame.pts = self.shown
            self.shown += 1
            self.film.mux(self.video.encode(frame))
            self._hush()

    def _hush(self) -> None:
        """Silence up to the frame that was shown last: the tracks keep step, so that little waits in memory."""
        import av

        while self.heard < self.shown * SOUND_HZ // FPS:
            quiet = av.AudioFrame(format="fltp", layout="stereo", samples=SOUND_FRAME)
            for plane in quiet.planes:
                plane.update(bytes(plane.buffer_size))
            quiet.sample_rate, quiet.pts = SOUND_HZ, self.heard
            quiet.time_base = fractions.Fraction(1, SOUND_HZ)
            self.heard += SOUND_FRAME
            self.film.mux(self.sound.encode(quiet))

    def end(self) -> None:
        """The last packets of both tracks."""
        for track in (self.video, self.sound):
            self.film.mux(track.encode(None))
