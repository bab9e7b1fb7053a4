"""What anybody may fetch, asked for as browsers and telephone networks do."""
