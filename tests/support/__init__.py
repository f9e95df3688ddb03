"""What several tests share: files of tests import from here and never from one another."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
