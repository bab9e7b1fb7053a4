"""Content packs: a folder that a person edits by hand, and its way in and out of the database."""
