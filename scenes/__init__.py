"""What happens in a visit, the same for every channel."""
