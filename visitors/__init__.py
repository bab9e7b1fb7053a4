"""Who comes, what they heard and what they asked."""
