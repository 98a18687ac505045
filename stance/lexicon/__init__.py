"""Knowledge about words, as data files, and its compilation for look-up. Knows nothing of models."""
