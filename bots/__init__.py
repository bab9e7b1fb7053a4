"""The chats."""
