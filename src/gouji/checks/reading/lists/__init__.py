"""Totals and the lists that make them: 其中, 分别为, 合计, numbered items, lists that the text counts."""
