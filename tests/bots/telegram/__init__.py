"""Tests of the chat on Telegram."""
