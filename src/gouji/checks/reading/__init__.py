"""How checks read a report: from its text and tables to lists, rates, points, dates and named amounts.

The folders stand in the order in which they may use each other: text, names, tables, then forms, lists
and quantities side by side, then dates, rates, mentions.
"""
