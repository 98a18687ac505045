"""Training: labelled statements to model folders, for each engine; what is fitted is in ``model``."""
