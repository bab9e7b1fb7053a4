"""Tests of the practice chat."""
