"""How good judgements are. Knows labels and probabilities, nothing of how a model works."""
