"""The menu linter."""
