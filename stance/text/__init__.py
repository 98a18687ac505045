"""Texts to tokens: folding, hashing, the token table. Knows nothing of words' meaning."""
