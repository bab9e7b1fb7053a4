"""What becomes of the museum when its plug is pulled, again and again."""
