"""Signing in: the accounts' library, set up for this house."""
