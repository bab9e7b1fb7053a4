"""The telephone: scenes as spoken menus and recordings."""
