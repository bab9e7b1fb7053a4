"""Telephone numbers and chat ids: hashed, encrypted, never in the clear."""
