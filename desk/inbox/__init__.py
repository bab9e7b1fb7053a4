"""The desk's inbox: what visitors asked and told, answered by people."""
