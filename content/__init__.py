"""What we have to tell: items, speakers, prompts, recordings and packs."""
