"""Printed dates, and the order in which they must come."""
