"""The working environment: made once from the hashed lock, then `run.py` starts again inside it.

Standard library only, since nothing else is there yet. The steps, each decided by looking, never by guessing:

1. This interpreter already has every package that `pyproject.toml` names, in the versions of the lock
   (uv, conda, a container, a developer's own environment, or our own `.venv`): step aside.
2. `.venv` beside `run.py` carries a stamp with this lock's hash and this Python: start again there.
3. Otherwise make `.venv` without pip inside (a Debian without ensurepip can do that too), let the pip that is
   there install the lock into it, write the stamp last, so that a stop half-way is seen as unfinished.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
STARTED = "SELAMAT_STARTED"  # set for the second start: whoever sees it never makes an environment again
_NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)")
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)\s*(?:;\s*(.*?))?\s*\\?$")


def start(arguments: Sequence[str]) -> int:
    """The exit code of the command in `arguments`, run where every package is there."""
    _let_text_through()
    if not (ROOT / ".venv" / ".selesai").exists() or _runs_inside(ROOT / ".venv"):
        ready = _has_everything(_needed(arguments))
    else:
        ready = False  # an environment of ours is there: it is tested with the lock, this one may be anything
    if ready:
        from generator.cli import main
        from generator.tracebacks import keep_data_out

        keep_data_out()
        return main(list(arguments))
    if os.environ.get(STARTED):
        return _refuse(
            "lingkungan kerja .venv tidak lengkap setelah dibuat", "hapus folder .venv lalu ulangi"
        )
    try:
        python = _environment(_needed(arguments))
    except _CannotSetUp as problem:
        return _refuse(problem.found, problem.advice)
    return _again(python, arguments)


def add_extra(name: str) -> int:
    """Installs what `requirements-<name>.lock` pins beside this interpreter's packages; 0, or 1 after one sentence."""
    lock = ROOT / f"requirements-{name}.lock"
    if not lock.exists():
        return _refuse(f"berkas {lock.name} tidak ada", "salin ulang folder Selamat secara utuh")
    try:
        with _one_at_a_time():
            _install(Path(sys.executable), lock)
    except _CannotSetUp as problem:
        return _refuse(problem.found, problem.advice)
    return 0


class _CannotSetUp(Exception):  # noqa: N818 - not an error of the job: it never leaves this module
    """What stands in the way of the environment, and what to do about it."""

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(found)
        self.found = found
        self.advice = advice


def _refuse(found: str, advice: str) -> int:
    print(f"Selamat belum bisa mulai: {found}. Yang perlu dilakukan: {advice}.", file=sys.stderr)  # noqa: T201
    return 1


def _let_text_through() -> None:
    """A Windows console in cp1252 must not stop the job at the first arrow."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _needed(arguments: Sequence[str]) -> Path:
    """The lock that this command needs: tests want the tools too."""
    is_test = bool(arguments) and arguments[0] == "test"
    return ROOT / ("requirements-dev.lock" if is_test else "requirements.lock")


def _runs_inside(folder: Path) -> bool:
    return Path(sys.prefix).resolve() == folder.resolve()


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _dependencies(is_dev: bool) -> list[str]:  # noqa: FBT001
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    return wanted + (project["dependency-groups"]["dev"] if is_dev else [])


def _applies(marker: str) -> bool:
    """Whether a lock line's marker speaks of this interpreter (the few forms that our lock uses)."""
    here = {
        "python_full_version": ".".join(map(str, sys.version_info[:3])),
        "sys_platform": sys.platform,
        "platform_python_implementation": "CPython",
        "os_name": os.name,
    }
    for part in marker.split(" and "):
        match = re.fullmatch(r"\s*(\w+)\s*(==|!=|>=|<=|<|>)\s*'([^']*)'\s*", part)
        if not match:
            return True
        left, sign, right = here.get(match[1], ""), match[2], match[3]
        a, b = (_numbers(left), _numbers(right)) if match[1].startswith("python") else (left, right)
        verdict = {"==": a == b, "!=": a != b, ">=": a >= b, "<=": a <= b, "<": a < b, ">": a > b}  # type: ignore[operator]
        if not verdict[sign]:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", version)[:3])


def _pins(lock: Path) -> dict[str, str]:
    """Name -> version of every package in the lock that applies here."""
    pins: dict[str, str] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        match = _PIN.match(line)
        if match and (not match[3] or _applies(match[3])):
            pins[_canonical(match[1])] = match[2]
    return pins


def _stale(lock: Path, pins: dict[str, str]) -> str | None:
    """The first dependency of pyproject.toml that the lock does not satisfy, if any."""
    for wanted in _dependencies(is_dev="dev" in lock.name):
        name = _NAME.match(wanted)
        if name is None:
            continue
        version = pins.get(_canonical(name[1]))
        if version is None:
            return wanted
        for sign, bound in re.findall(r"(==|>=|<|<=|>|!=)\s*([0-9][\w.]*)", wanted):
            have, need = _numbers(version), _numbers(bound)
            if (
                (sign == "==" and version != bound)
                or (sign == ">=" and have < need)
                or (sign == "<" and have >= need)
            ):
                return wanted
    return None


def _has_everything(lock: Path) -> bool:
    """Whether this interpreter holds every package that pyproject.toml names, as the lock pins it."""
    if not lock.exists():
        return False
    pins = _pins(lock)
    for wanted in _dependencies(is_dev="dev" in lock.name):
        name = _NAME.match(wanted)
        if name is None:
            continue
        try:
            if importlib.metadata.version(name[1]) != pins.get(_canonical(name[1])):
                return False
        except importlib.metadata.PackageNotFoundError:
            return False
    return True


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _environment(lock: Path) -> Path:
    """The interpreter of a `.venv` that holds the lock; made or renewed when it does not."""
    if not lock.exists():
        raise _CannotSetUp(f"berkas {lock.name} tidak ada", "salin ulang folder Selamat secara utuh")
    stale = _stale(lock, _pins(lock))
    if stale:
        raise _CannotSetUp(
            f"{lock.name} lebih lama daripada pyproject.toml (kurang {stale})",
            "buat ulang berkas kunci itu, caranya ada di docs/dependencies.md",
        )
    folder = ROOT / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    with _one_at_a_time():
        done = _stamp(folder)
        if done.get("python") == sys.version and python.exists() and _digest(lock) in done.get("locks", ()):
            return python
        _build(folder, python, lock)
    return python


def _stamp(folder: Path) -> dict[str, str | list[str]]:
    try:
        stamp = json.loads((folder / ".selesai").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two starts at once must not write into one environment: the second waits for the first."""
    try:
        handle = (ROOT / ".venv.kunci").open("a+")
    except OSError as error:
        raise _CannotSetUp(
            f"folder {ROOT.name} tidak bisa ditulisi ({error.strerror})",
            "salin folder Selamat ke tempat yang boleh Anda tulisi, misalnya Dokumen",
        ) from error
    with handle:
        if os.name == "nt":
            import msvcrt

            while True:
                with contextlib.suppress(OSError):
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
                    break
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _build(folder: Path, python: Path, lock: Path) -> None:
    """Make the environment anew, or bring an unbroken one of this Python up to the lock."""
    import venv

    print("Menyiapkan lingkungan kerja (hanya sekali, sekitar satu menit) ...", flush=True)  # noqa: T201
    is_ours = _stamp(folder).get("python") == sys.version and python.exists()
    (folder / ".selesai").unlink(missing_ok=True)
    try:
        if not is_ours:
            venv.EnvBuilder(clear=True, with_pip=False, symlinks=os.name != "nt").create(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        raise _CannotSetUp(
            f"folder .venv tidak bisa dibuat ({error})",
            "tutup program yang memakai folder itu, periksa ruang disk, lalu ulangi",
        ) from error
    _install(python, lock)
    locks = [_digest(lock)]
    if "dev" in lock.name:  # the tools come on top of what the main job needs
        locks.append(_digest(ROOT / "requirements.lock"))
    stamp = folder / ".selesai.baru"
    stamp.write_text(json.dumps({"python": sys.version, "locks": locks}), encoding="utf-8")
    stamp.replace(folder / ".selesai")


def _python_with_pip() -> str:
    """This interpreter, or the one that its virtual environment was made from when pip is only there."""
    if importlib.util.find_spec("pip") is None:
        return str(getattr(sys, "_base_executable", sys.executable))
    return sys.executable


def _install(python: Path, lock: Path) -> None:
    command = [
        _python_with_pip(),
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--require-hashes",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--no-input",
        "--disable-pip-version-check",
        "--no-compile",
        "-r",
        str(lock),
    ]
    environment = {**os.environ, "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONUTF8": "1"}
    environment.pop("PYTHONHOME", None)
    environment.pop("PYTHONPATH", None)
    total, seen, tail = len(_pins(lock)), 0, [""]
    with subprocess.Popen(  # noqa: S603 - our own interpreter, our own lock
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            tail = [*tail[-30:], line.strip()]
            if line.startswith("Collecting "):
                seen += 1
                if sys.stdout.isatty():
                    print(f"\r  paket {seen} dari {total}", end="", flush=True)  # noqa: T201
        code = pip.wait()
    if sys.stdout.isatty():
        print("\r" + " " * 40 + "\r", end="")  # noqa: T201
    if code:
        _explain("\n".join(tail))


def _explain(said: str) -> NoReturn:
    """One plain sentence for what pip said in thirty lines."""
    lines = [line for line in said.splitlines() if "ERROR" in line or "error" in line] or said.splitlines()[
        -1:
    ]
    if "No module named pip" in said:
        raise _CannotSetUp(
            "Python ini tidak punya pip", "pasang pip (di Debian/Ubuntu: apt install python3-pip)"
        )
    if "DO NOT MATCH THE HASHES" in said or "THESE PACKAGES DO NOT MATCH" in said:
        raise _CannotSetUp(
            "isi sebuah paket tidak sama dengan sidik jari di berkas kunci",
            "jangan lanjutkan; minta berkas kunci yang benar kepada pengelola",
        )
    if re.search(
        r"(NewConnectionError|ConnectTimeout|Temporary failure|getaddrinfo|Connection refused|"
        r"Network is unreachable|ProxyError|Max retries|Could not fetch URL)",
        said,
    ):
        raise _CannotSetUp(
            "paket tidak bisa diambil karena tidak ada sambungan jaringan",
            "sambungkan internet untuk penyiapan pertama; sesudah itu Selamat bekerja tanpa jaringan",
        )
    if "No space left" in said:
        raise _CannotSetUp("disk penuh saat memasang paket", "kosongkan sekitar 1 GB lalu ulangi")
    if "No matching distribution" in said:
        raise _CannotSetUp(
            f"ada paket yang tidak tersedia untuk Python {sys.version_info[0]}.{sys.version_info[1]} "
            f"di komputer ini atau tidak terjangkau ({lines[-1]})",
            "periksa sambungan internet, atau pakai Python 3.11 sampai 3.14",
        )
    raise _CannotSetUp(
        f"pip gagal ({lines[-1]})", "ulangi perintah; bila tetap gagal kirim kalimat ini ke pengelola"
    )


def _again(python: Path, arguments: Sequence[str]) -> int:
    """Start `run.py` once more with the environment's interpreter; its exit code is ours."""
    command = [str(python), str(ROOT / "run.py"), *arguments]
    environment = {**os.environ, STARTED: "1"}
    if os.name != "nt":  # one process instead of two, and signals reach the right one
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, environment)  # noqa: S606 - our own interpreter and our own file
    with subprocess.Popen(command, env=environment) as child:  # noqa: S603 - our own interpreter and our own file
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                with contextlib.suppress(OSError):
                    child.send_signal(signal.SIGINT)
