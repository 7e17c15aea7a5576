"""Tests of the child side of intake."""
