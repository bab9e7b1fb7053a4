"""Composition: the web application, the worker and the command line."""
