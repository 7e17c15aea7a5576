"""Measurements of speed and size: each prints a table and a ratio taken inside one run."""
