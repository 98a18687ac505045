"""An article to its sentences, quotations, holders, statements and positions."""
