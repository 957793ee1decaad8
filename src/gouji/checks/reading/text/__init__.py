"""The text of a report as its checks see it: paragraphs, figures in their clauses, titles and phrases."""
