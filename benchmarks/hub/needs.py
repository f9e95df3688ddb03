"""From what one student costs: what a large class needs on Kubernetes."""

from __future__ import annotations

import statistics
from math import ceil

STUDENTS = 200
# Cores and GB of a node as they are sold, and what Kubernetes and its own pods leave of them.
NODES = {"4 cores, 16 GB": (3.5, 13.0), "8 cores, 32 GB": (7.5, 28.0)}
# Twice the memory of one reading: a second notebook is soon open, and Lab does not close the first.
ROOM = 2.0
STEP = 128
# Kubernetes gives a node no more pods than 110, and some of them are its own.
PODS = 100


def kept_free(peak: float) -> int:
    """MB that are kept free for a student of whom `peak` MB were seen, in steps of 128."""
    steps = ceil(peak * ROOM / STEP)
    return steps * STEP


def needs(students: list[dict], hub: dict, proxy: dict) -> list[str]:
    """Lines for people who order machines; figures of one class scaled to two hundred."""
    peak = max(one["peak"] for one in students)
    used = statistics.median(one["processor"] for one in students)
    guarantee = kept_free(peak)
    lines = [f"{STUDENTS} students, {guarantee} MB kept free for each:"]
    for name, (cores, memory) in NODES.items():
        room = min(PODS, int(memory * 1000 // guarantee))
        nodes = ceil(STUDENTS / room)
        seconds = STUDENTS * used / (nodes * cores)
        lines.append(
            f"  nodes of {name}: {nodes}, {room} students each; "
            f"if all press run at once, {seconds:.0f} s until the last is done"
        )
    core = hub["peak"] + proxy["peak"]
    lines.append(f"  and {core:.0f} MB for hub and proxy, more as they count more students")
    return lines
