"""How good an extraction is, held against a gold that people made 抽取质量评测.

``gouji.evaluate`` gives precision, recall and F1 of budgets, amounts, activities and problems, the
accuracy of kinds and of the head's fields, for each report and for all, and lists every error with
its text and its place. Nothing here asks a model. The rules are in ``matching`` and ``meta``, and in
``docs/evaluation.md``.
"""

from __future__ import annotations

from gouji.evaluation.result import Evaluation, ReportScores, evaluate

__all__ = ["Evaluation", "ReportScores", "evaluate"]
