"""What a report states, as types, and what grammar and layout alone can read of it."""

from gouji.facts.model import (
    KIND_OF,
    KINDS,
    Activity,
    Budget,
    Evidence,
    Facts,
    Funds,
    Grounding,
    Indicator,
    Kind,
    Meta,
    Output,
    Problem,
    Recommendation,
    Source,
    Stage,
)

__all__ = [
    "KINDS",
    "KIND_OF",
    "Activity",
    "Budget",
    "Evidence",
    "Facts",
    "Funds",
    "Grounding",
    "Indicator",
    "Kind",
    "Meta",
    "Output",
    "Problem",
    "Recommendation",
    "Source",
    "Stage",
]
