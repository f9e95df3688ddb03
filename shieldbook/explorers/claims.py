"""All claims of the book, chosen by article, speaker, issue, kind and verdict; score, table and
counts follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from shieldbook.analysis.checks import VERDICTS
from shieldbook.analysis.claims import NOT_CHECKABLE
from shieldbook.charts.claims import score_alone
from shieldbook.display import show
from shieldbook.explorers.twin import Control, Twin
from shieldbook.phrases import counted

FIELDS = {
    "article": "Article",
    "speaker": "Speaker",
    "issue": "Issue",
    "kind": "Kind",
    "verdict": "Verdict of a check",
}
EVERYTHING = {
    "article": "all five",
    "speaker": "everybody",
    "issue": "every issue",
    "kind": "every kind",
    "verdict": "any or none",
}
TABLE = "claims"


def claims(options: dict, data: dict) -> dict:
    """The claims that fit.

    `options`: one of FIELDS each, "" for everything. `data`: `fields` (the values of each field)
    and `claims`, each a list: its id, its direction, and for each field the places of its values in
    that list. Out: `answer`; behind it `keep` (the ids that fit, None for all) and `rows` (by
    article: name, how many of how many, share).
    """
    asked = [
        (place, data["fields"][field].index(options[field]))
        for place, field in enumerate(FIELDS, start=2)
        if options[field]
    ]
    fit = [claim for claim in data["claims"] if all(at in claim[place] for place, at in asked)]
    counts = {way: sum(claim[1] == way for claim in fit) for way in ("against", "for", "none")}
    verdicts = [0] * len(data["fields"]["verdict"])
    for claim in fit:
        for at in claim[-1]:
            verdicts[at] += 1
    told = ", ".join(
        f"{name} {count:,}"
        for name, count in zip(data["fields"]["verdict"], verdicts, strict=True)
        if count
    )
    chosen = "; ".join(options[field] for field in FIELDS if options[field])
    answer = (
        f"{chosen or 'Everything'}: {counted(len(fit), 'claim')} of {len(data['claims']):,}, "
        f"{counts['against']:,} against what "
        f"they are about, {counts['for']:,} for it, {counts['none']:,} neither. Verdicts: "
        f"{told or 'none'}."
    )
    rows = []
    for at, name in enumerate(data["fields"]["article"]):
        own = sum(at in claim[2] for claim in data["claims"])
        here = sum(at in claim[2] for claim in fit)
        rows.append([name, f"{here:,} of {own:,}", here / own])
    return {"answer": answer, "keep": [claim[0] for claim in fit] if asked else None, "rows": rows}


def claims_data(table: pd.DataFrame) -> dict:
    """What `claims.all_claims_table` makes, as `claims` takes it: values by their place in a list,
    so that the page stays small.
    """
    verdicts = table["verdicts"].str.split(", ")
    values = {
        "article": [[name] for name in table["article"]],
        "verdict": [list(dict.fromkeys(found)) for found in verdicts],
        **{name: [[value] for value in table[name]] for name in ("speaker", "issue", "kind")},
    }
    order = {
        "article": list(dict.fromkeys(table["article"])),
        "verdict": [*VERDICTS, NOT_CHECKABLE],
        **{name: sorted(set(table[name])) for name in ("speaker", "issue", "kind")},
    }
    places = {name: {value: at for at, value in enumerate(order[name])} for name in FIELDS}
    rows = [
        [own, way, *([places[name][value] for value in values[name][at]] for name in FIELDS)]
        for at, (own, way) in enumerate(zip(table["id"], table["direction"], strict=True))
    ]
    return {"fields": order, "claims": rows}


class ClaimsExplorer(Twin):
    """The explorer of all claims; in a live kernel the score and the table are drawn anew, in the
    page those below follow.

    `table` is what `claims.all_claims_table` makes, `scenarios` maps names to the fields that they
    set. Raises TwinError where a scenario asks for a value that no claim has.
    """

    def __init__(self, table: pd.DataFrame, scenarios: Mapping[str, Mapping[str, str]]):
        self.frame = table
        data = claims_data(table)
        controls = tuple(
            Control(
                name,
                label,
                "select",
                "",
                choices=(
                    (EVERYTHING[name], ""),
                    *((value, value) for value in data["fields"][name]),
                ),
            )
            for name, label in FIELDS.items()
        )
        whole = {
            label: {**dict.fromkeys(FIELDS, ""), **values} for label, values in scenarios.items()
        }
        super().__init__(
            claims,
            controls,
            whole,
            data,
            name="claims",
            question="Which claims are about what, and how did they fare?",
            bars=("Article", "Claims that fit"),
            drives=TABLE,
        )

    def face(self) -> tuple[widgets.Widget, Callable[[dict], None]]:
        """The sentence, the counts, the score and the table of what fits.

        Little goes into the Output widget: the front end sends back all that is put there, and a
        kernel that is sent more than some hundred kilobytes at once stops answering (ipykernel
        7.4). So the score has no words, and the table stands apart.
        """
        out, rows = widgets.Output(), widgets.HTML()

        def put(found: dict) -> None:
            part = (
                self.frame
                if found["keep"] is None
                else self.frame[self.frame["id"].isin(found["keep"])]
            )
            out.clear_output(wait=True)
            with out:
                print(found["answer"])
                display(self.table(found))
                if not part.empty:
                    display(score_alone(part))
            rows.value = (
                "" if part.empty else claims_shown(part).drop(columns="id").to_html(index=False)
            )

        return widgets.VBox([out, rows]), put


def claims_shown(table: pd.DataFrame) -> pd.DataFrame:
    """The table of claims as the reader sees it, its rows tied to the marks of the score by their
    ids."""
    heads = {
        "number": "No.",
        "claim": "What is claimed",
        "speaker": "Speaker",
        "issue": "Issue",
        "kind": "Kind",
        "stance": "Stance",
        "verdicts": "Verdicts",
        "article": "Article",
        "id": "id",
    }
    return show(
        table[list(heads)].rename(columns=heads),
        "Every claim of the five articles",
        name=TABLE,
        anchors="id",
        hidden=("id",),
        note="Worded by this book. Verdicts of the checks, content before attribution before "
        "slips.",
    )
