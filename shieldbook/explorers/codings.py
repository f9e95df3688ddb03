"""The headline pictures under the book's coding and under either coder's own."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codings import BOOK, NAMES
from shieldbook.charts import codings
from shieldbook.display import show
from shieldbook.explorers.grid import Answer, Grid

PICTURES = {
    "own": ("the author's own claims", "The author's own share of each article"),
    "against": ("claims against what they are about", "Claims against something, by article"),
    "checkable": ("claims that can be checked", "What can be checked, by article"),
    "motives": ("motives that a writer ascribes", "Ascribed motives, by article"),
}


def coding_explorer(counted: pd.DataFrame) -> Grid:
    """The explorer of codings; `counted` is what `codings.by_coding` makes."""

    def answer(picture: str, coding: str) -> Answer:
        words, title = PICTURES[picture]
        rows = counted.assign(hits=counted[picture])
        own = rows[rows["coding"] == coding]
        told = ", ".join(f"{article} {hits} of {claims}" for article, hits, claims in zip(own["article"], own["hits"], own["claims"]))
        table = rows.pivot(index="article", columns="coding", values="hits").reindex(own["article"])[list(NAMES)].rename(columns=NAMES)
        chart = codings(
            rows, chosen=coding, title=f"{title}: {NAMES[coding]}", subtitle="■ the book's coding, ● coder A, ◆ coder B; filled: the one chosen.",
            description=f"A row an article, three marks each: {told} under the chosen coding.", source="claims, coded_units and codings tables of this book",
            caption=f"{title} under three codings.")
        sentence = f"{NAMES[coding]}, {words}: {told}."
        return Answer(sentence, show(table.reset_index().rename(columns={"article": "Article"}).rename_axis(columns=None), f"{title}, under three codings"), chart)

    return Grid(answer, {"picture": [(words[0].upper() + words[1:], name) for name, (words, _) in PICTURES.items()],
                         "coding": [(name, coding) for coding, name in NAMES.items()]},
                question="Which coding shall the picture show?", labels={"picture": "Picture", "coding": "Coding"}, start={"coding": BOOK})
