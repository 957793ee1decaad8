"""gouji 勾稽 reads Chinese performance self-evaluation reports and recomputes their numbers.

    import gouji

    report = gouji.extract("report.docx")     # the embedded model, or model="vendor/model"
    report.budgets, report.activities, report.problems, report.findings
    gouji.check("report.docx")                # no model: figures, tables, relations
    gouji.verify(result, source="report.docx")  # another tool's output, held against the text
    gouji.evaluate("gouji-out", "gold")       # how good the results are, held against a gold

Names are loaded on first use: importing gouji costs little and prints nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "Document": "gouji.document",
    "Figure": "gouji.figures",
    "find_figures": "gouji.figures",
    "Activity": "gouji.facts",
    "Budget": "gouji.facts",
    "Evidence": "gouji.facts",
    "Facts": "gouji.facts",
    "Indicator": "gouji.facts",
    "Meta": "gouji.facts",
    "Problem": "gouji.facts",
    "Record": "gouji.facts",
    "Recommendation": "gouji.facts",
    "Finding": "gouji.findings",
    "Relation": "gouji.findings",
    "proposes": "gouji.checks",
    "read": "gouji.formats",
    "Event": "gouji.extraction.engine",
    "Replay": "gouji.extraction.replay",
    "Store": "gouji.extraction.store",
    "report_schema": "gouji.renderings.schema",
    "Report": "gouji.report",
    "Usage": "gouji.extraction.usage",
    "Extractor": "gouji.pipeline",
    "aextract": "gouji.pipeline",
    "check": "gouji.pipeline",
    "extract": "gouji.pipeline",
    "verify": "gouji.pipeline",
    "Evaluation": "gouji.evaluation",
    "evaluate": "gouji.evaluation",
    "GoujiError": "gouji.errors",
}

__all__ = ["__version__", *sorted(_HOMES)]  # pyright: ignore[reportUnsupportedDunderAll]

if TYPE_CHECKING:
    from gouji.checks import proposes as proposes
    from gouji.document import Document as Document
    from gouji.errors import GoujiError as GoujiError
    from gouji.evaluation import Evaluation as Evaluation
    from gouji.evaluation import evaluate as evaluate
    from gouji.extraction.engine import Event as Event
    from gouji.extraction.replay import Replay as Replay
    from gouji.extraction.store import Store as Store
    from gouji.extraction.usage import Usage as Usage
    from gouji.facts import Activity as Activity
    from gouji.facts import Budget as Budget
    from gouji.facts import Evidence as Evidence
    from gouji.facts import Facts as Facts
    from gouji.facts import Indicator as Indicator
    from gouji.facts import Meta as Meta
    from gouji.facts import Problem as Problem
    from gouji.facts import Recommendation as Recommendation
    from gouji.facts import Record as Record
    from gouji.figures import Figure as Figure
    from gouji.figures import find_figures as find_figures
    from gouji.findings import Finding as Finding
    from gouji.findings import Relation as Relation
    from gouji.formats import read as read
    from gouji.pipeline import Extractor as Extractor
    from gouji.pipeline import aextract as aextract
    from gouji.pipeline import check as check
    from gouji.pipeline import extract as extract
    from gouji.pipeline import verify as verify
    from gouji.renderings.schema import report_schema as report_schema
    from gouji.report import Report as Report


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'gouji' has no attribute {name!r}")
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
