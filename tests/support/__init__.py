"""What several tests share: files of tests import from here and never from one another."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def programs(*folders: str) -> dict[str, str]:
    """Every Python program in these folders of the project, by where it stands.

    What was installed or built there lies in folders with a dot, and is nobody's here.
    """
    found = {}
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            place = path.relative_to(ROOT)
            if not any(part.startswith(".") for part in place.parts):
                found[place.as_posix()] = path.read_text(encoding="utf-8")
    return found
