"""The few values of the coding desk, and which codes of the book fall into each: whoever shows a
pack and whoever refuses one look here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# Which of the five groups a kind of claim falls into.
GROUP_OF = {
    "event-report": "happened",
    "description": "stands",
    "evaluation": "judged",
    "norm": "judged",
    "causal-explanation": "why",
    "motive-attribution": "why",
    "counterfactual": "why",
    "threat-or-warning": "ahead",
    "forecast": "ahead",
    "commitment": "ahead",
}
# Who speaks, by the kind of actor; who is not here is somebody else.
SPEAKER_OF = {
    "author": "author",
    "person": "person",
    "state": "state",
    "government": "state",
    "outlet": "press",
}
# Free texts are coded in the desk's own groups, two of them under longer names.
FREE_SPEAKER = {"state-or-ministry": "state", "named-person": "person"}
# The fields that every class codes, and the coded column of each: of articles, of free texts.
USUAL = {"speaker": "speaker_id", "kind": "kind", "record": "checkable"}
FREE = USUAL | {"speaker": "speaker_kind"}


def speaker_kinds(kinds: Mapping[str, str], members: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of every actor what it is at the desk. `kinds` are the kinds of actors by id, `members` pairs
    of a joint speaker and one who belongs to it: several named people are a named person too."""
    found = {own: SPEAKER_OF.get(kind, "other") for own, kind in kinds.items()}
    joint: dict[str, set[str]] = {}
    for own, member in members:
        joint.setdefault(own, set()).add(kinds.get(member, ""))
    return found | {own: "person" for own, people in joint.items() if people == {"person"}}


def desk_value(field: str, code: str, speakers: Mapping[str, str]) -> str:
    """What a code of the book is at the desk, where `speakers` has every actor; a code that the
    desk has no group for stays as it is."""
    if field == "speaker":
        return speakers.get(code, FREE_SPEAKER.get(code, code))
    return GROUP_OF.get(code, code) if field == "kind" else str(code)
