"""From what one student costs: what a class of any size needs on Kubernetes.

`python benchmarks/hub/needs.py 200` says it from the figures in hub/measured.json.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from math import ceil
from pathlib import Path

MEASURED = Path(__file__).resolve().parent.parent.parent / "hub" / "measured.json"
# A second notebook is soon open beside the first, and Lab stops no kernel by itself.
NOTEBOOKS = 3
STEP = 128
# Kubernetes gives a node no more pods than 110, and some of them are its own.
PODS = 100


@dataclass(frozen=True)
class Node:
    """A machine as it is sold, and what Kubernetes and its own pods leave of it."""

    name: str
    cores: float
    memory: float


NODES = (
    Node("4 cores, 16 GB", 3.5, 13.0),
    Node("8 cores, 32 GB", 7.5, 28.0),
    Node("16 cores, 64 GB", 15.5, 58.0),
)


def kept_free(measured: dict) -> int:
    """MB that are kept free for each student: a server, and the kernels of three notebooks."""
    wanted = measured["server_mb"] + NOTEBOOKS * measured["kernel_mb"]
    return ceil(wanted / STEP) * STEP


def on(node: Node, measured: dict, students: int) -> dict:
    """How many students fit on such a node, how many nodes that makes, and the seconds until all
    have run a reading when all press run at once."""
    each = min(PODS, int(1000 * node.memory // kept_free(measured)))
    nodes = ceil(students / each)
    seconds = students * measured["processor_s"] / (nodes * node.cores)
    return {"each": each, "nodes": nodes, "seconds": seconds}


def lines(measured: dict, students: int) -> list[str]:
    """What to order, in words."""
    told = [f"Students: {students}, {kept_free(measured)} MB kept free for each:"]
    for node in NODES:
        need = on(node, measured, students)
        told.append(
            f"  {need['nodes']} of {node.name}, at most {need['each']} on one; "
            f"when all press run at once, the last is done after {need['seconds']:.0f} s"
        )
    return told


if __name__ == "__main__":
    known = json.loads(MEASURED.read_text(encoding="utf-8"))
    print("\n".join(lines(known, int(sys.argv[1]) if sys.argv[1:] else 200)))
