"""The desk: where staff record, check, publish and undo what is heard."""
