"""The 自评表 and every other place where points are: layouts, indicators, targets, scores."""
