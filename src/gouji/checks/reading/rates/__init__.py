"""Rates, and what they are of: printed bases, bases that stand elsewhere, shares, changes."""
