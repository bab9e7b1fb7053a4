"""Tests of the engine of everything that is edited."""
