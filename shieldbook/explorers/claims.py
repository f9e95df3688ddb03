"""All claims of the book, chosen by article, speaker, issue, kind and verdict; score, table and
counts follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from shieldbook.analysis.articles import in_scope, not_counted
from shieldbook.analysis.checks import verdicts as verdicts_on_truth
from shieldbook.analysis.claims import NOT_CHECKABLE
from shieldbook.analysis.codebook import labels
from shieldbook.charts.claims import score_alone
from shieldbook.display import show, sketched
from shieldbook.explorers.sieve import Facet, Sieve, TableSieve, sift

TABLE = "claims"
HEADS = {
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


def claims_facets(shown: pd.DataFrame, codebook: pd.DataFrame) -> tuple[Facet, ...]:
    """By what claims are chosen and counted; `shown` has the columns of `HEADS`. Codes stand in the
    order of the codebook."""
    articles = tuple(dict.fromkeys(shown["Article"]))
    speakers = tuple(sorted(set(shown["Speaker"])))
    issues = _occurring(shown["Issue"], codebook, "issue")
    kinds = _occurring(shown["Kind"], codebook, "kind")
    verdicts = (*verdicts_on_truth(codebook).values(), NOT_CHECKABLE)
    return (
        Facet("Article", articles, name="article", label="Article", whole="every article"),
        Facet("Speaker", speakers, name="speaker", label="Speaker", whole="everybody"),
        Facet("Issue", issues, name="issue", label="Issue", whole="every issue"),
        Facet("Kind", kinds, name="kind", label="Kind", whole="every kind"),
        Facet("Stance", tuple(labels(codebook, "stance").values()), told=True),
        Facet(
            "Verdicts",
            verdicts,
            several=True,
            name="verdict",
            label="Verdict of a check",
            whole="any or none",
            told=True,
        ),
    )


def _occurring(cells: pd.Series, codebook: pd.DataFrame, field: str) -> tuple[str, ...]:
    """The words for the codes of a field that stand in a column."""
    told = set(cells)
    return tuple(word for word in labels(codebook, field).values() if word in told)


class ClaimsExplorer(TableSieve):
    """The explorer of all claims; in a live kernel the score and the table are drawn anew, in the
    page those below follow.

    `table` is what `claims.all_claims_table` makes with that `codebook`, `scenarios` maps names
    to the fields that they set: article, speaker, issue, kind, verdict. Raises ControlError where a
    scenario asks for a value that no claim has.
    """

    table_name = TABLE

    def __init__(
        self,
        table: pd.DataFrame,
        codebook: pd.DataFrame,
        scenarios: Mapping[str, Mapping[str, str]],
    ):
        self.claims = table
        shown = _headed(table)
        facets = claims_facets(shown, codebook)
        controls = tuple(facet.control() for facet in facets if facet.name)
        everything = {control.name: "" for control in controls}
        super().__init__(
            sift,
            controls,
            {label: {**everything, **values} for label, values in scenarios.items()},
            Sieve(shown, facets, noun="claim", barred=facets[0]),
            name="claims",
            question="Which claims are about what, and how did they fare?",
            bars=("Article", "Claims that fit"),
        )

    def face(self) -> tuple[widgets.Widget, Callable[[dict], None]]:
        """The sentence, the counts, the score and the table of what fits.

        Little goes into the Output widget: the front end sends back all that is put there, and a
        kernel that is sent more than some hundred kilobytes at once stops answering (ipykernel
        7.4). So the score has no words, and the table stands apart.
        """
        out, rows = widgets.Output(), widgets.HTML()

        def put(found: dict) -> None:
            part = self.claims[found["fit"]]
            out.clear_output(wait=True)
            with out:
                print(found["answer"])
                display(self.table(found))
                if not part.empty:
                    with sketched():
                        display(score_alone(part))
            whole = _headed(part).drop(columns="id").to_html(index=False)
            rows.value = "" if part.empty else whole

        return widgets.VBox([out, rows]), put


def claims_shown(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The table of claims as the reader sees it, its rows tied to the marks of the score by their
    ids. `articles` tells which of them the essay counts, and may have some without claims."""
    of = table["article"]
    return show(
        _headed(table),
        f"Every claim of {in_scope(articles, of)}",
        name=TABLE,
        anchors="id",
        hidden=("id",),
        answers=("Speaker", "Issue", "Kind", "Stance", "Verdicts"),
        note="Worded by this book. Verdicts of the checks, content before attribution; slips are "
        f"in the table of checks. {not_counted(articles, of, 'claim')}".strip(),
    )


def _headed(table: pd.DataFrame) -> pd.DataFrame:
    return table[list(HEADS)].rename(columns=HEADS)
