"""Quantities of one passage: what came, went and is left, prices times numbers, counts at two steps."""
