"""Sound without a codec: refusals, levels, and files read by their bytes."""
