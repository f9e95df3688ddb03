"""Run the book's notebooks side by side into the cache that the build reads:
`python tools/ahead.py [BOOK]`.

Sphinx runs them one after the other and cannot run two at a time. What fails here is not cached;
the build runs it again and tells what is wrong with it, so that this says nothing of failures. A
kernel that stops answering, which ipykernel 7 was seen to do once in many runs, is given up sooner
here than there.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import single_nb_execution

from shieldbook.console import plain
from shieldbook.proof import COLLECT
from shieldbook.publish.contents import listed
from shieldbook.publish.kernels import LookingManager, forked_kernels
from shieldbook.publish.sphinx import marked

BOOK = Path(__file__).resolve().parent.parent / "book"
MOST_SECONDS = 60


def notebooks(book: Path) -> list[Path]:
    """The notebooks in the book's table of contents, largest first, so that none is begun late that
    takes long."""
    found = [path for _, name in listed(book) if (path := book / f"{name}.ipynb").is_file()]
    return sorted(found, key=lambda path: path.stat().st_size, reverse=True)


def run_ahead(book: Path) -> list[Path]:
    """Run what the cache of the book does not hold yet, one more at a time than processors;
    return what was run and kept.
    """
    os.environ[COLLECT] = "1"
    cache = get_cache(str(book / "_build" / ".jupyter_cache"))
    wanted = {}
    for path in notebooks(book):
        notebook = nbformat.reads(marked(path.read_text(encoding="utf-8")), as_version=4)
        try:
            cache.match_cache_notebook(notebook)
        except KeyError:
            wanted[path] = notebook
    done = []
    # One kernel starts sooner by itself than what others are copied from.
    many = len(wanted) > (os.cpu_count() or 1)
    # One more than processors: a notebook begins and ends with waiting.
    pool = ThreadPoolExecutor((os.cpu_count() or 1) + 1)
    with forked_kernels() if many else nullcontext(), pool:
        runs = {
            path: pool.submit(
                single_nb_execution,
                notebook,
                cwd=str(path.parent),
                timeout=MOST_SECONDS,
                allow_errors=False,
                kernel_manager_class=LookingManager,
            )
            for path, notebook in wanted.items()
        }
        for path, run in runs.items():
            result = run.result()
            if result.err is None:
                bundle = CacheBundleIn(
                    wanted[path], str(path), data={"execution_seconds": result.time}
                )
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
                done.append(path)
    return done


if __name__ == "__main__":
    plain()
    print(f"notebooks run: {len(run_ahead(Path(sys.argv[1]) if sys.argv[1:] else BOOK))}")
