"""The rules of the building, as tests."""
