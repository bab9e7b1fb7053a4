"""The small families: series, voices, seasons, lines and the line's words, edited by one set of pages."""
