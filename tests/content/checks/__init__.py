"""What the machine says about words."""
