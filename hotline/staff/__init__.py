"""The part of the telephone that only staff reach: recording, hearing back, going back one step."""
