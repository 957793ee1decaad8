"""Invented reports that are consistent by construction, their injected errors and neutral rewrites.

``report(seed, mode)`` draws a ledger and prints it; ``mutate`` injects an error and knows by its own
arithmetic whether it can be seen; ``neutral`` rewrites without changing what is said.
"""

from __future__ import annotations

from generator.catalogue import MODES, TEMPLATES, report
from generator.mutations import OPERATORS, Mutation, mutate
from generator.neutral import REWRITES, rewrite
from generator.tree import Report

__all__ = ["MODES", "OPERATORS", "REWRITES", "TEMPLATES", "Mutation", "Report", "mutate", "report", "rewrite"]
