"""Checks of the telephone."""
