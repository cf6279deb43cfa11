"""How much memory another process holds, on each system, without a further dependency."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

_PAGE = 4096  # bytes; systems with larger pages tell a little too little, the ceiling stands far below


def resident_bytes(pid: int) -> int:
    """Bytes of memory that a process of ours holds; 0 when it has ended or the system does not say."""
    with contextlib.suppress(OSError, ValueError, IndexError, subprocess.SubprocessError):
        if sys.platform == "win32":
            return _on_windows(pid)
        if sys.platform == "darwin":
            said = subprocess.run(  # noqa: S603 - a fixed command
                ["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, timeout=2, check=False
            )
            return int(said.stdout) * 1024
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    return 0


def _on_windows(pid: int) -> int:
    """PROCESS_MEMORY_COUNTERS of the process: page faults and sizes, of which the third field is the working set."""
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD), ("faults", wintypes.DWORD),
            *((name, ctypes.c_size_t) for name in ("peak", "now", "a", "b", "c", "d", "paged", "most_paged")),
        )  # fmt: skip

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore] # only there
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD)
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    handle = kernel.OpenProcess(0x1000 | 0x0010, False, pid)  # noqa: FBT003 - query limited information, read
    if not handle:
        return 0
    try:
        told = Counters(cb=ctypes.sizeof(Counters))
        kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(told), told.cb)
        return max(int(told.now), int(told.paged))
    finally:
        kernel.CloseHandle(handle)
