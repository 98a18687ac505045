"""Rows of statements, from and to files. Knows nothing of models."""
