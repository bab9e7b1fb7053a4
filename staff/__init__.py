"""Who works here: accounts, roles, PINs, and the trail of what was changed."""
