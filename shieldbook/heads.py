"""What the tables of a reading are headed with, which of their columns are answers, and what its
pictures ask.

An answer is a code, a verdict or what was found for it: where a class works on a page, it can hide
these columns, and a picture then shows its question alone.
"""

from __future__ import annotations

SPEAKERS = {
    "speaker": "Speaker",
    "claims": "Claims",
    "share_pct": "Share in %",
    "against": "Against",
    "none": "Neither",
    "in_favour": "In favour",
}
CHECKS = {
    "number": "Claim",
    "verdict_label": "Verdict",
    "finding": "What was found",
    "sources": "Sources",
    "aspect_label": "Aspect",
    "claim": "What is claimed",
}
# What a story shows of a few rows; the evidence page has the rest of the columns.
CLAIMS = {"No.": "No.", "Claim": "What is claimed", "Speaker": "Speaker", "Stance": "Stance"}
FOUND = {
    "number": "Claim",
    "claim": "What is claimed",
    "verdict_label": "Verdict",
    "finding": "What was found",
    "sources": "Sources",
}
CAME = {
    "number": "No.",
    "expects": "What was expected",
    "whose": "By whom",
    "outcome_label": "Outcome",
    "what_happened": "What happened",
    "sources": "Sources",
}
EXPECTATIONS = {
    "number": "No.",
    "expects": "What was expected",
    "whose": "By whom",
    "condition": "On condition",
    "due": "By when",
    "outcome_label": "Outcome",
    "what_happened": "What happened",
    "counted": "Counted with",
    "sources": "Sources",
}
WORDS = {
    "paragraph": "¶",
    "speaker": "Speaker",
    "text": "Words quoted by the article",
    "because": "Why repeated here",
}
EXPLANATIONS = {
    "name": "Name",
    "statement": "Explanation",
    "prediction": "If so, the record should show",
    "verdict_label": "Verdict",
    "because": "Why",
}
# The columns that are answers, by what the tables show.
ANSWERS = {
    "claims": ("Speaker", "Kind", "Stance", "Checks and words"),
    "few claims": ("Speaker", "Stance"),
    "paragraphs": ("Its part",),
    "speakers": ("claims", "share_pct", "against", "none", "in_favour"),
    "words": ("speaker",),
    "checks": ("verdict_label", "finding", "sources"),
    "expectations": ("whose", "outcome_label", "what_happened", "sources"),
    "explanations": ("verdict_label", "because"),
}
QUESTIONS = {
    "page": "Where does the writer speak, and where somebody whom the article reports?",
    "moment": "What happened in the weeks around the article?",
    "voices": "Whose voice is each claim in?",
    "score": "Who says what, and where in the article?",
    "routes": "Through whom did each reported claim come to the page?",
    "board": "How did each check of the article come out?",
}
