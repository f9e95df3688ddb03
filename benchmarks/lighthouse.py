"""Lighthouse on one page: mobile, its own simulated slow line, no network but the bench's two
servers."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
)


def examine(url: str, chromium: str, rules: list[str], modules: Path) -> dict:
    """Scores (0 to 100) by category, the numbers behind performance, and the audits that cost
    something.

    Raises RuntimeError with what Lighthouse printed where it gives no report.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = " ".join(
            f'"{rule}"' if " " in rule else rule for rule in ["--headless=new", *rules]
        )
        command = [
            "node",
            modules / "lighthouse" / "cli" / "index.js",
            url,
            "--output=json",
            f"--output-path={report}",
            "--form-factor=mobile",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={flags}",
            "--no-enable-error-reporting",
            "--quiet",
        ]
        done = subprocess.run(
            command,
            env={**os.environ, "CHROME_PATH": chromium},
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode or not report.is_file():
            raise RuntimeError(f"Lighthouse gave no report: {done.stderr.strip()[-500:]}")
        found = json.loads(report.read_text(encoding="utf-8"))
    if found.get("runtimeError"):
        raise RuntimeError(f"Lighthouse gave no report: {found['runtimeError'].get('message', '')}")
    audits = found["audits"]
    scores, costly = {}, {}
    for name in CATEGORIES:
        category = found["categories"][name]
        scores[name] = None if category["score"] is None else round(100 * category["score"])
        costly[name] = [
            part["id"]
            for part in category["auditRefs"]
            if part["weight"]
            and audits[part["id"]]["score"] is not None
            and audits[part["id"]]["score"] < 1
        ]
    return {
        "scores": scores,
        "costly": costly,
        "metrics": {name: audits[name]["numericValue"] for name in METRICS},
    }
