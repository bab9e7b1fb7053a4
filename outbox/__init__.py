"""What we owe to people and how it is brought; why something is sent is nobody's business here."""
