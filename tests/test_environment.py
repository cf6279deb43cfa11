"""The set-up, tried for real: a small project with a small wheel, the real pip, the real venv, no network."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from generator.home import PROJECT

PYTHON = sys._base_executable  # our own .venv has no pip inside; a planner's Python has
CLI = """
import sys, halo
def main(arguments):
    print("halo", halo.VERSION, *arguments, sys.prefix)
    return 7 if "tujuh" in arguments else 0
"""


def write_wheel(folder: Path, version: str, name: str = "halo") -> str:
    """A wheel of the package `name`; gives its sha256."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{name}.py", f'VERSION = "{version}"\n')
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Project:
    """A copy of the door and the set-up, around a package of our own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.wheels = folder.parent / "wheels"
        self.wheels.mkdir()
        (folder / "generator").mkdir(parents=True)
        for name in (
            "run.py",
            "generator/__init__.py",
            "generator/environment.py",
            "generator/tracebacks.py",
        ):
            shutil.copy(PROJECT / name, folder / name)
        (folder / "generator/cli.py").write_text(CLI, encoding="utf-8")
        self.use("1.0")

    def use(self, version, sha256=None, wanted=None):
        made = write_wheel(self.wheels, version)
        line = f"halo=={version} \\\n    --hash=sha256:{sha256 or made}\n"
        for lock in ("requirements.lock", "requirements-dev.lock"):
            (self.folder / lock).write_text(line, encoding="utf-8")
        (self.folder / "pyproject.toml").write_text(
            f'[project]\ndependencies = ["halo>={wanted or version}"]\n[dependency-groups]\ndev = []\n',
            encoding="utf-8",
        )

    def environment(self, **more):
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "SELAMAT_", "PYTEST", "VIRTUAL"))
        }
        return {
            **kept,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_CONFIG_FILE": os.devnull,
            **more,
        }

    def run(self, *arguments, python=PYTHON, cwd=None, **more):
        return subprocess.run(
            [python, str(self.folder / "run.py"), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self.environment(**more),
            cwd=cwd or self.folder,
            timeout=120,
            check=False,
        )


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path / "Folder Sélamat saya")


def test_first_start_makes_the_environment_and_the_second_uses_it(project):
    first, second = project.run("satu"), project.run("dua")
    assert first.returncode == 0, first.stderr
    assert "Menyiapkan" in first.stdout
    assert "halo 1.0 satu" in first.stdout
    assert second.stdout.startswith("halo 1.0 dua")
    assert str(project.folder / ".venv") in second.stdout


def test_it_works_from_another_folder_and_passes_the_exit_code(project, tmp_path):
    done = project.run("tujuh", cwd=tmp_path)
    assert done.returncode == 7
    assert "halo 1.0 tujuh" in done.stdout


def test_an_interpreter_that_has_everything_is_used_as_it_is(project):
    project.run()
    inside = project.folder / (".venv/Scripts/python.exe" if os.name == "nt" else ".venv/bin/python")
    (project.folder / ".venv/.selesai").unlink()
    done = project.run("langsung", python=str(inside), PIP_FIND_LINKS="/nowhere")
    assert done.returncode == 0
    assert "Menyiapkan" not in done.stdout


def test_a_changed_lock_is_installed_at_the_next_run(project):
    project.run()
    project.use("2.0")
    assert "halo 2.0" in project.run().stdout


def test_a_set_up_that_was_stopped_half_way_is_done_again(project):
    project.run()
    (project.folder / ".venv/.selesai").unlink()
    for path in (project.folder / ".venv").rglob("halo*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = project.run()
    assert done.returncode == 0, done.stderr
    assert "halo 1.0" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="kills are POSIX here")
def test_a_kill_during_the_set_up_leaves_nothing_that_stops_the_next_run(project):
    for delay in (0.15, 0.5, 1.0, 1.6):
        process = subprocess.Popen(
            [PYTHON, str(project.folder / "run.py")],
            env=project.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(delay)  # the instant of the kill is what is tried here
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert "halo 1.0" in project.run().stdout


def test_two_starts_at_once_make_one_environment(project):
    both = [
        subprocess.Popen(
            [PYTHON, str(project.folder / "run.py")],
            env=project.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum("Menyiapkan" in text for text in said) == 1


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda p: p.use("1.0", sha256="0" * 64), "sidik jari"),
        (lambda p: p.use("1.0", wanted="3.0"), "lebih lama daripada pyproject.toml"),
        (lambda p: (p.folder / "requirements.lock").unlink(), "tidak ada"),
        (lambda p: shutil.rmtree(p.wheels), "halo"),
    ],
    ids=["a false hash", "a lock older than pyproject", "a lock that is gone", "a package that is nowhere"],
)
def test_what_cannot_be_set_up_ends_in_one_sentence(project, spoil, found):
    spoil(project)
    done = project.run()
    assert done.returncode == 1
    assert done.stderr.startswith("Selamat belum bisa mulai:")
    assert found in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_extra_is_installed_from_its_own_lock_and_the_rest_stays(project):
    project.run()
    lock = (project.folder / "requirements.lock").read_text(encoding="utf-8")
    digest = write_wheel(project.wheels, "1.0", "tambahan")
    (project.folder / "requirements-motion.lock").write_text(
        f"tambahan==1.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8"
    )
    (project.folder / "generator/cli.py").write_text(
        "def main(arguments):\n"
        "    from generator.environment import add_extra\n"
        "    code = add_extra(arguments[0])\n"
        "    import halo, tambahan\n"
        "    print(halo.VERSION, tambahan.VERSION)\n"
        "    return code\n",
        encoding="utf-8",
    )
    done = project.run("motion")
    assert (done.returncode, done.stdout.strip()) == (0, "1.0 1.0"), done.stderr
    assert (project.folder / "requirements.lock").read_text(encoding="utf-8") == lock


def test_a_missing_network_ends_in_one_sentence(project):
    done = project.run(
        PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="1"
    )
    assert done.returncode == 1
    assert "jaringan" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_started_child_that_still_lacks_a_package_stops_instead_of_looping(project):
    done = project.run(SELAMAT_STARTED="1")
    assert done.returncode == 1
    assert "hapus folder .venv" in done.stderr


def test_an_old_python_gets_one_sentence():
    source = (PROJECT / "run.py").read_text(encoding="utf-8").replace("sys.version_info <", "(3, 8, 1) <")
    done = subprocess.run(
        [sys.executable, "-c", source.replace("% sys.version_info", "% (3, 8, 1)")],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        check=False,
    )
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr
