"""People who play the journeys: they press, say and send what visitors do, over HTTP."""
