"""Measurements that print figures and never fail on time."""
