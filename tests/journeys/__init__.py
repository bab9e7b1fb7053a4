"""Journeys: whole visits, played by actors over real HTTP with real signatures."""
