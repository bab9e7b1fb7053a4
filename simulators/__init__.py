"""The outside world in the browser: a telephone and a chat that speak like the real carriers."""
