"""What a student's processes hold and have used, as Linux counts it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import psutil

MB = 1_000_000


def footprint(processes: Iterable[psutil.Process]) -> dict[str, float]:
    """Memory in MB and seconds of processor time of these processes together.

    `rss`: pages in memory, what two processes share counted twice. `pss`: shared pages divided by
    those who share them. `peak`: the most that each has held, added up. `server` and `kernel` are
    the parts of `rss`.
    """
    sums = dict.fromkeys(("rss", "pss", "peak", "server", "kernel", "processor"), 0.0)
    for process in processes:
        try:
            held, used = process.memory_full_info(), process.cpu_times()
            kernel = any("ipykernel" in word for word in process.cmdline())
            peak = _peak(process.pid)
        except (psutil.Error, OSError):
            continue
        part = "kernel" if kernel else "server"
        sums["rss"] += held.rss / MB
        sums["pss"] += held.pss / MB
        sums["peak"] += peak / MB
        sums[part] += held.rss / MB
        # The first four of these times: its own, and those of what it started and saw end, which
        # is git, when the book is copied.
        sums["processor"] += sum(used[:4])
    return sums


def _peak(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return 1024.0 * int(line.split()[1])
    return 0.0


def size(folder: Path) -> float:
    """What a folder takes on the disk, in MB."""
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*")) / MB
