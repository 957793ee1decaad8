"""Other ways to read a report with the same model, for comparison."""
