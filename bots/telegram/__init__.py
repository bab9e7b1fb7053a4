"""The chat on Telegram: scenes as messages and buttons."""
