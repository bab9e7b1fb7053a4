"""Items at the desk: the list, the page of one, and every step of its way."""
