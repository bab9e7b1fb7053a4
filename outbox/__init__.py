"""What we owe to people: deliveries, and who carries them."""
