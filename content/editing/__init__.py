"""Everything that staff edit: drafts that save themselves, publishing, history, and where a thing is used."""
