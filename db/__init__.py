"""The ground of every table: base class, times, engine and transactions."""
