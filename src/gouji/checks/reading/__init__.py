"""How checks read prose: figures in their clauses, lists as trees, brackets in brackets."""
