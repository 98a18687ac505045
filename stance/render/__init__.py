"""How figures and judgements are shown. Formats only; nothing is computed here."""
