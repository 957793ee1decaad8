"""Tables as rows and columns of figures, and the rules between their columns."""
