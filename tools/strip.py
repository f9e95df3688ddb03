"""Strip the notebooks of what a run leaves in them: `python tools/strip.py [FILE …]`.

Outputs, counts of runs and a machine's own metadata go; code is folded away when JupyterLab opens
the notebook; the file is written as JupyterLab writes it. With `--check` nothing is written, and
with `--staged` what git is about to commit is judged: the exit code is 1 where something is left.
Standard library only, for the hook of git may run before anything is installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT_OF_NOTEBOOK = ("kernelspec", "language_info", "shieldbook")
KEPT_OF_CELL = ("mystnb", "tags")
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def stripped(text: str) -> str:
    """A notebook's text as it is committed. Raises ValueError where it is no notebook."""
    notebook = json.loads(text)
    if not isinstance(notebook, dict) or "cells" not in notebook:
        raise ValueError("this is no notebook")
    known = {key: notebook["metadata"].get(key) for key in KEPT_OF_NOTEBOOK}
    known |= {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook["metadata"] = {key: value for key, value in known.items() if value is not None}
    for cell in notebook["cells"]:
        cell["metadata"] = {
            key: value for key, value in cell["metadata"].items() if key in KEPT_OF_CELL
        }
        if isinstance(cell["source"], str):
            cell["source"] = cell["source"].splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["metadata"]["jupyter"] = {"source_hidden": True}
            cell |= {"outputs": [], "execution_count": None}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def notebooks() -> list[Path]:
    """The notebooks of the book, without what is built of them."""
    made = {"_build", ".ipynb_checkpoints"}
    return [path for path in sorted((ROOT / "book").rglob("*.ipynb")) if not made & set(path.parts)]


def staged() -> dict[str, str]:
    """The notebooks that git is about to commit, by name."""
    changed = _git("diff", "--cached", "--name-only", "--diff-filter=d", "-z", "--", "*.ipynb")
    return {name: _git("show", f":{name}") for name in changed.split("\0") if name}


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    ).stdout


def main(words: list[str]) -> int:
    """Strip, or with `--check` or `--staged` only say what is not; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    if "--staged" in words:
        texts = staged()
    else:
        named = [Path(word) for word in words if word != "--check"]
        texts = {str(path): path.read_text(encoding="utf-8") for path in named or notebooks()}
    left = {name: new for name, old in texts.items() if (new := stripped(old)) != old}
    if {"--check", "--staged"} & set(words):
        for name in left:
            print(f"{name}: not stripped; run `make strip`, then `git add` it", file=sys.stderr)
        return 1 if left else 0
    for name, new in left.items():
        Path(name).write_text(new, encoding="utf-8", newline="\n")
        print(f"{name}: stripped")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
