"""Recordings at the desk: what is on the line, the recorder, and files that arrive."""
