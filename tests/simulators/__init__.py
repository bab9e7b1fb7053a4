"""Checks of the simulators."""
