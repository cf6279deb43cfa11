"""What can be found by listing a folder: campaigns, platforms, designs, themes, languages, readers, insights."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType


def files_named(folder: Path, suffix: str) -> dict[str, Path]:
    """Stem -> path of the files with this suffix, in order of their names."""
    if not folder.is_dir():
        return {}
    return {
        p.stem: p for p in sorted(folder.glob(f"*{suffix}")) if p.is_file() and not p.name.startswith(".")
    }


def folders_with(folder: Path, marker: str) -> dict[str, Path]:
    """Name -> path of the folders that hold a file named `marker`, in order of their names."""
    if not folder.is_dir():
        return {}
    return {p.name: p for p in sorted(folder.iterdir()) if (p / marker).is_file()}


def modules_in(package: ModuleType) -> Iterator[ModuleType]:
    """Every module of a package, imported, in order of their names."""
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
        yield importlib.import_module(f"{package.__name__}.{found.name}")
