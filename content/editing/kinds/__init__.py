"""The kinds of sheets, one module each, all with the same functions."""
