"""Texts to tokens: folding, the token table, sentence spans. Knows nothing of words' meaning."""
