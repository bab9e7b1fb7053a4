"""The practice chat: plays Telegram's Bot API server to the museum and shows the chat in a browser."""
