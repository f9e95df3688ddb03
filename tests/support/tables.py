"""Tables of the book, several at a time, and small invented ones."""

import pandas as pd

import shieldbook as sb
from shieldbook.tables.contract import read_contract

CODEBOOK = sb.load("codebook")

# An invented article of three claims.
CLAIMS = pd.DataFrame(
    {"id": ["x-1-001", "x-1-002", "x-1-003"], "article_id": "x-1", "paragraph": ["1", "1", "c1"]}
)


def codes(table, column):
    """The codes that the contract allows in a column, in its order."""
    return read_contract().table(table).field(column).enum


def load(*names):
    """Tables of the book, in this order."""
    return [sb.load(name) for name in names]


def claims_by(*speakers, stances=None):
    """Invented claims, one a speaker, in this order."""
    numbers = range(1, len(speakers) + 1)
    return pd.DataFrame(
        {
            "id": [f"x-2001-{i:03}" for i in numbers],
            "article_id": "x-2001",
            "paragraph": [str(i) for i in numbers],
            "speaker_id": speakers,
            "claim": [f"Claim {i}." for i in numbers],
            "stance": stances or [0] * len(speakers),
            "certainty": "certain",
            "kind": "description",
        }
    )


def people(*ids):
    return pd.DataFrame({"id": ids, "name": [name.title() for name in ids]})


def checks_of(*rows):
    columns = ["claim_id", "aspect", "verdict", "finding", "because", "confidence"]
    return pd.DataFrame([(*row, "Found.", "So.", "verified") for row in rows], columns=columns)


def quotes_of(*rows):
    return pd.DataFrame(rows, columns=["claim_id", "quote_id"])


def sources_of(*rows):
    return pd.DataFrame(rows, columns=["claim_id", "aspect", "source"])
