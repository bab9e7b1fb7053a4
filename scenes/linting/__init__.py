"""The menu linter: walks all that a caller can meet, and says what would break or be heard less well."""
