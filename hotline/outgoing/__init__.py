"""Calls and texts that we make: an answer is brought to whoever asked."""
