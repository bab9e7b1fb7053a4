"""Recording by telephone and by chat for the people who work here: the same on both."""
