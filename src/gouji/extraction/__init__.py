"""Everything that talks to a model: questions, answers, and what is kept of them."""
