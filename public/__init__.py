"""Pages and files that anybody may fetch."""
