"""Checks of the practice telephone."""
