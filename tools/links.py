"""Ask every address that the data cite whether it still answers: `python tools/links.py [--to
FILE]`.

Only what is surely gone is a failure: an address that says so (404, 410), and a host that there is
no more. What is shut to programs, or did not answer today, is listed and no failure.
"""

from __future__ import annotations

import argparse
import http.client
import socket
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import shieldbook as sb
from shieldbook.console import plain
from shieldbook.phrases import counted
from shieldbook.tables.sources import addresses

AGENT = "Mozilla/5.0 (compatible; shieldbook links; a check of cited sources, once a week)"
PATIENCE = 30
# Hosts are asked side by side, one address after the other on each, so that none is burdened.
HOSTS_AT_ONCE = 24
PAUSE = 1.0
GONE, NO_HOST, SHUT, SILENT, THERE = "gone", "no such host", "shut to programs", "silent", "there"
HEADS = {
    GONE: "Gone: the host answers that there is no such page",
    NO_HOST: "No such host",
    SILENT: "No answer today",
    SHUT: "Shut to programs: a person has to look",
}
FAILURES = (GONE, NO_HOST)


def cited() -> dict[str, list[str]]:
    """Every address that the data cite, with the keys of the rows and sources that cite it."""
    found: dict[str, list[str]] = {}
    for key, address in addresses().items():
        found.setdefault(address, []).append(key)
    for table in ("articles", "texts"):
        for row in sb.load(table, articles="all").itertuples():
            if row.url:
                found.setdefault(row.url, []).append(f"{table}: {row.id}")
    return found


def asked(address: str) -> str:
    """What an address answers, in one of the five words; the page itself is not read."""
    parts = urllib.parse.urlsplit(address)
    quoted = parts._replace(
        path=urllib.parse.quote(parts.path, safe="/%:@!$&'()*+,;=~-._"),
        query=urllib.parse.quote(parts.query, safe="/?%:@!$&'()*+,;=~-._"),
        fragment="",
    )
    request = urllib.request.Request(quoted.geturl(), headers={"User-Agent": AGENT})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE):
            return THERE
    except urllib.error.HTTPError as answer:
        return _meant(answer.code)
    except urllib.error.URLError as error:
        return NO_HOST if _unknown(error.reason) else SILENT
    except (OSError, http.client.HTTPException, ValueError):
        return SILENT


def _meant(status: int) -> str:
    """What a status that is no success says of the page."""
    if status in (404, 410):
        return GONE
    return SHUT if status in (401, 403, 405, 406, 429, 451, 999) else SILENT


def _unknown(reason: object) -> bool:
    """Whether no host of this name exists; a name server that is silent says nothing of that."""
    return isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_NONAME


def answers(
    found: Iterable[str], ask: Callable[[str], str] = asked, pause: float = PAUSE
) -> dict[str, str]:
    """What each address answers. One that fails is asked again once all others of its host were."""
    hosts: dict[str, list[str]] = {}
    for address in sorted(found):
        hosts.setdefault(urllib.parse.urlsplit(address).netloc, []).append(address)

    def one_by_one(listed: list[str]) -> dict[str, str]:
        told = {}
        for turn in range(2):
            for address in listed:
                if told.get(address, SILENT) in (THERE, SHUT):
                    continue
                time.sleep(pause * (turn + 1) if told else 0)
                told[address] = ask(address)
        return told

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        parts = pool.map(one_by_one, sorted(hosts.values(), key=len, reverse=True))
        return {address: word for part in parts for address, word in part.items()}


def report(found: Mapping[str, list[str]], told: Mapping[str, str]) -> str:
    """What was found, as Markdown: what failed first, each address with those that cite it."""
    lines = [f"{counted(len(told), 'address')} asked."]
    for word, head in HEADS.items():
        listed = sorted(address for address, said in told.items() if said == word)
        if listed:
            lines += ["", f"## {head} ({len(listed)})", ""]
            lines += [f"- <{address}> ({', '.join(found[address])})" for address in listed]
    return "\n".join(lines) + "\n"


def main(words: list[str] | None = None) -> int:
    """Ask, print the report and write it to a file; 1 where an address is gone."""
    plain()
    parser = argparse.ArgumentParser(description="Ask every cited address whether it answers.")
    parser.add_argument("--to", type=Path, metavar="FILE", help="write the report there too")
    args = parser.parse_args(words)
    found = cited()
    told = answers(found)
    text = report(found, told)
    print(text, end="")
    if args.to:
        args.to.write_text(text, encoding="utf-8")
    lost = sum(word in FAILURES for word in told.values())
    if lost:
        what = f"{counted(lost, 'address')} cannot be reached any more"
        print(f"Error: {what}: find where each source stands now.", file=sys.stderr)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
